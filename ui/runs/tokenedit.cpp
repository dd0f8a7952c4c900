// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/tokenedit.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QPainter>
#include <QTextCharFormat>

#include <algorithm>

namespace Runlight {

namespace {

// Room for the grounds of two terms side by side, and of one at the edge.
constexpr qreal wordSpacing = 6;
constexpr int sideRoom = 2;

} // namespace

TokenEdit::TokenEdit(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setFrame(false);
    setPlaceholderText(tr("Filter runs"));
    setAccessibleName(tr("Filter runs"));
    setTextMargins(sideRoom, 0, sideRoom, 0);
    QPalette clear;
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
    connect(this, &QLineEdit::textChanged, this, &TokenEdit::readText);
    connect(&theme, &Theme::changed, this, &TokenEdit::colorTerms);
}

void TokenEdit::readText()
{
    m_filter = RunFilter::parse(text());
    QFont spaced = font();
    spaced.setWordSpacing(text().isEmpty() ? 0 : wordSpacing);
    setFont(spaced);
    colorTerms();
    Q_EMIT filterChanged();
}

//! A line edit has no text formats but those that an input method asks for; so one asks.
void TokenEdit::colorTerms()
{
    QList<QInputMethodEvent::Attribute> attributes;
    QTextCharFormat format;
    format.setForeground(m_theme.color(ColorRole::Accent));
    for (const FilterTerm &term : m_filter.terms()) {
        if (term.key && !isProblem(term))
            attributes.append(
                {QInputMethodEvent::TextFormat, int(term.start) - cursorPosition(), int(term.length), format});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

bool TokenEdit::isProblem(const FilterTerm &term) const
{
    const auto &problems = m_filter.problems();
    return std::any_of(problems.begin(), problems.end(),
                       [&term](const FilterProblem &problem) { return problem.start == term.start; });
}

//! Where a part of the text is drawn. The cursor alone tells how far the line is scrolled.
QRectF TokenEdit::stretch(qsizetype start, qsizetype length) const
{
    const QFontMetricsF metrics(font());
    const QString line = text();
    const qreal origin = cursorX() - metrics.horizontalAdvance(line.left(cursorPosition()));
    const qreal left = origin + metrics.horizontalAdvance(line.left(start));
    const qreal width = metrics.horizontalAdvance(line.mid(start, length));
    return {left, (height() - metrics.height()) / 2, width, metrics.height()};
}

void TokenEdit::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    for (const FilterTerm &term : m_filter.terms()) {
        if (term.key && !isProblem(term))
            drawRoundedBox(painter, stretch(term.start, term.length).adjusted(-3, -2, 3, 2), 3,
                           m_theme.color(ColorRole::Selection), {});
    }
    painter.setPen(QPen(m_theme.glyphColor(StatusGlyph::Failure), 1, Qt::DashLine));
    for (const FilterProblem &problem : m_filter.problems()) {
        const QRectF place = stretch(problem.start, problem.length);
        painter.drawLine(QPointF(place.left(), place.bottom() + 1), QPointF(place.right(), place.bottom() + 1));
    }
    painter.end();
    QLineEdit::paintEvent(event);
}

} // namespace Runlight
