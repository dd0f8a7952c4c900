// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/runheader.h"

#include "ui/run/attemptbutton.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/flowlayout.h"
#include "ui/run/glyphlabel.h"
#include "ui/run/runtexts.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace Runlight {

namespace {

using namespace std::chrono_literals;

constexpr int narrow = 560; //!< px; below, the title needs the room of the button's words.
constexpr int shaLength = 7; //!< As GitHub shortens.

//! Pieces of the line of facts are set apart by a dot, as in a list.
QString withDot(const QString &text)
{
    return text.isEmpty() ? text : RunHeader::tr("%1 ·", "one of several facts in a row").arg(text);
}

} // namespace

RunHeader::RunHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_glyph(new GlyphLabel(theme, 16, this))
    , m_title(new ElidedLabel(theme, ElidedLabel::Ground::None, this))
    , m_open(new QPushButton(this))
    , m_copy(new QToolButton(this))
{
    m_title->setFont(theme.font(FontRole::Title));
    m_open->setAccessibleName(tr("Open on GitHub"));
    m_open->setToolTip(tr("Open this run on GitHub"));
    m_copy->setAccessibleName(tr("Copy link"));
    m_copy->setToolTip(tr("Copy the link to this run"));
    m_copy->setIcon(theme.icon(QStringLiteral("link"), ColorRole::MutedText));
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openUrlRequested(m_run.htmlUrl); });
    connect(m_copy, &QToolButton::clicked, this, &RunHeader::copyLink);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(2 * Theme::grid);
    layout->setVerticalSpacing(Theme::grid);
    layout->addWidget(m_glyph, 0, 0, Qt::AlignLeft | Qt::AlignVCenter);
    layout->setColumnMinimumWidth(0, 22); // the title stands above the names of the jobs
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_open, 0, 2);
    layout->addWidget(m_copy, 0, 3);
    layout->addWidget(createMeta(), 1, 1, 1, 3);
    layout->setColumnStretch(1, 1);
}

QWidget *RunHeader::createMeta()
{
    auto *meta = new QWidget(this);
    auto *layout = new FlowLayout(Theme::grid, Theme::grid / 2);
    meta->setLayout(layout);
    m_workflow = addMeta(*layout);
    m_repository = addMeta(*layout);

    m_attempt = new AttemptButton(m_theme, meta);
    m_attempt->setToolTip(tr("Choose an attempt"));
    m_attemptMenu = new QMenu(m_attempt);
    m_attempt->setMenu(m_attemptMenu);
    connect(m_attemptMenu, &QMenu::aboutToShow, this, &RunHeader::fillAttempts);
    layout->addWidget(m_attempt);

    m_branch = new ElidedLabel(m_theme, ElidedLabel::Ground::Chip, meta);
    m_branch->setFont(m_theme.font(FontRole::Mono));
    m_branch->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_branch);
    m_sha = addMeta(*layout);
    m_sha->setFont(m_theme.font(FontRole::Mono));
    m_cause = addMeta(*layout);
    m_duration = addMeta(*layout);
    m_outcome = addMeta(*layout);
    return meta;
}

ElidedLabel *RunHeader::addMeta(FlowLayout &layout)
{
    auto *label = new ElidedLabel(m_theme);
    label->setForegroundRole(QPalette::PlaceholderText);
    layout.addWidget(label);
    return label;
}

void RunHeader::setRun(const Run &run, const QList<Run> &attempts, int attemptCount, const QDateTime &now)
{
    m_run = run;
    m_attempts = attempts;
    m_attemptCount = attemptCount;

    m_glyph->setGlyph(glyphFor(run.state));
    m_title->setLine(run.title);
    m_workflow->setLine(withDot(run.workflowName), run.workflowPath);
    m_repository->setLine(
        withDot(tr("%1 #%2", "repository and run number").arg(run.repository.fullName()).arg(run.number)));
    m_attempt->setText(tr("attempt %1").arg(run.attempt));
    m_attempt->setVisible(attemptCount > 1);
    m_branch->setLine(branchText(run));
    m_branch->setVisible(!run.headBranch.isEmpty());
    m_sha->setLine(run.headSha.left(shaLength), run.headSha);
    m_sha->setVisible(!run.headSha.isEmpty());
    m_cause->setLine(withDot(causeText(run)));
    m_cause->setVisible(!run.event.isEmpty());
    m_open->setEnabled(run.htmlUrl.isValid());
    m_copy->setEnabled(run.htmlUrl.isValid());
    setNow(now);
}

void RunHeader::setNow(const QDateTime &now)
{
    m_now = now;
    const qint64 duration = m_run.durationMs(now);
    m_duration->setVisible(m_run.state.hasBegun() && duration >= 0);
    m_duration->setLine(withDot(durationText(duration)), exactTimeText(m_run.startedAt));
    m_outcome->setLine(outcomeText(m_run, now), exactTimeText(m_run.updatedAt));
}

void RunHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < narrow;
    m_open->setText(isNarrow ? QString() : tr("Open on GitHub"));
    m_open->setIcon(isNarrow ? m_theme.icon(QStringLiteral("external-link")) : QIcon());
}

void RunHeader::copyLink()
{
    QGuiApplication::clipboard()->setText(m_run.htmlUrl.toString(QUrl::FullyEncoded));
    m_copy->setIcon(m_theme.icon(QStringLiteral("check"), ColorRole::MutedText));
    QTimer::singleShot(1500ms, this,
                       [this] { m_copy->setIcon(m_theme.icon(QStringLiteral("link"), ColorRole::MutedText)); });
}

void RunHeader::fillAttempts()
{
    m_attemptMenu->clear();
    for (int attempt = m_attemptCount; attempt >= 1; --attempt) {
        const auto known = std::find_if(m_attempts.begin(), m_attempts.end(),
                                        [attempt](const Run &run) { return run.attempt == attempt; });
        QAction *action = m_attemptMenu->addAction(tr("Attempt %1").arg(attempt));
        if (known != m_attempts.end()) {
            action->setIcon(m_theme.glyphIcon(glyphFor(known->state)));
            action->setText(tr("Attempt %1 – %2, %3", "number, state, duration")
                                .arg(attempt)
                                .arg(stateText(known->state), durationText(known->durationMs(m_now))));
        }
        connect(action, &QAction::triggered, this, [this, attempt] { Q_EMIT attemptChosen(attempt); });
    }
}

} // namespace Runlight
