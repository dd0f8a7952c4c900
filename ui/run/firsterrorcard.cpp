// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/firsterrorcard.h"

#include "ui/log/excerptview.h"
#include "ui/run/annotationsmodel.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/glyphlabel.h"
#include "ui/run/messagetext.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int mostShown = 3;
constexpr qreal radius = 8;

QString jobName(JobId id, const QList<Job> &jobs)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [id](const Job &job) { return job.id == id; });
    return found == jobs.end() ? QString() : found->name;
}

QString whereText(const Annotation &annotation, const QList<Job> &jobs)
{
    const QString job = jobName(annotation.jobId, jobs);
    const QString place = placeText(annotation);
    if (job.isEmpty() || place.isEmpty())
        return job + place;
    return FirstErrorCard::tr("%1 · %2", "job, file and line").arg(job, place);
}

} // namespace

QList<Annotation> firstFailures(const QList<Annotation> &annotations, int most)
{
    QList<Annotation> placed;
    QList<Annotation> general;
    for (const Annotation &annotation : annotations) {
        if (annotation.level == AnnotationLevel::Failure)
            (placeText(annotation).isEmpty() ? general : placed).append(annotation);
    }
    return (placed.isEmpty() ? general : placed).mid(0, most);
}

FirstErrorCard::FirstErrorCard(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_headline(new ElidedLabel(theme))
    , m_place(new ElidedLabel(theme))
    , m_all(new QPushButton(tr("Show all")))
    , m_open(new QPushButton(tr("Open log")))
    , m_excerpt(new ExcerptView(theme))
    , m_text(new MessageText(theme))
    , m_head(new QWidget)
{
    m_headline->setFont(theme.font(FontRole::BodyStrong));
    m_headline->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_all->setToolTip(tr("Show all annotations"));
    m_text->setAccessibleName(tr("Message of the first error"));
    auto *glyph = new GlyphLabel(theme, 14);
    glyph->setGlyph(StatusGlyph::Failure);

    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(3 * Theme::grid, Theme::grid + 2, 3 * Theme::grid, Theme::grid + 2);
    head->setSpacing(2 * Theme::grid);
    head->addWidget(glyph);
    head->addWidget(m_headline);
    head->addWidget(m_place, 1);
    head->addWidget(m_all);
    head->addWidget(m_open);
    m_head->setMinimumHeight(10 * Theme::grid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 2 * Theme::grid);
    layout->setSpacing(2 * Theme::grid);
    layout->addWidget(m_head);
    layout->addWidget(m_text);
    auto *excerpt = new QVBoxLayout;
    excerpt->setContentsMargins(3 * Theme::grid, 0, 3 * Theme::grid, 0);
    excerpt->addWidget(m_excerpt);
    layout->addLayout(excerpt);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_text->installEventFilter(this);
    connect(m_all, &QPushButton::clicked, this, &FirstErrorCard::showAllRequested);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openLogRequested(m_error->job); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void FirstErrorCard::setAnnotations(const QList<Annotation> &annotations, const QList<Job> &jobs)
{
    const QList<Annotation> failures = firstFailures(annotations, mostShown);
    m_hasMore = annotations.size() > failures.size();
    m_jobs = jobs;
    if (failures != m_failures) {
        m_failures = failures;
        QList<MessageText::Part> parts;
        for (const Annotation &failure : failures) {
            const bool isFirst = parts.isEmpty();
            const AnnotationText text = textOf(failure);
            parts.append({isFirst ? QString() : whereText(failure, jobs), text.title, text.message});
        }
        m_text->setParts(parts);
    }
    showWhatThereIs();
}

void FirstErrorCard::setError(const std::optional<FirstError> &error)
{
    m_error = error;
    if (error)
        m_excerpt->setError(*error);
    showWhatThereIs();
}

void FirstErrorCard::showWhatThereIs()
{
    setVisible(m_error || !m_failures.isEmpty());
    m_excerpt->setVisible(m_error.has_value());
    m_open->setVisible(m_error.has_value());
    m_text->setVisible(!m_error);
    m_all->setVisible(!m_error && m_hasMore);
    if (m_error) {
        m_headline->setLine(tr("First error"));
        const QString number = QLocale().toString(m_error->line.value + 1);
        const QString where = m_error->stepName.isEmpty() ? m_error->jobName : m_error->stepName;
        m_place->setLine(tr("%1 · line %2", "step and line of its log").arg(where, number), m_error->jobName);
    } else if (!m_failures.isEmpty()) {
        m_headline->setLine(m_failures.size() == 1 ? tr("First error") : tr("First errors"));
        m_place->setLine(whereText(m_failures.first(), m_jobs));
    }
}

bool FirstErrorCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void FirstErrorCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedBox(painter, rect(), radius, m_theme.color(ColorRole::Window), {});
    QPainterPath card;
    card.addRoundedRect(rect(), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(card);
    painter.fillRect(QRect(0, 0, width(), m_head->geometry().bottom() + 1), m_theme.color(ColorRole::ErrorGround));
    painter.setClipping(false);
    drawRoundedBox(painter, rect(), radius, {}, m_theme.color(ColorRole::Line));
    // The text has no frame of its own, and its letters stand at its very edge.
    QStyleOption text;
    text.initFrom(m_text);
    if (showsKeyboardFocus(text))
        m_theme.paintFocusRing(
            painter, QRect(0, m_head->geometry().bottom() + 1, width(), height() - m_head->geometry().bottom() - 1),
            radius);
}

} // namespace Runlight
