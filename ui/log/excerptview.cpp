// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/excerptview.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace Runlight {

ExcerptView::ExcerptView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &ExcerptView::layOut);
}

void ExcerptView::setError(const FirstError &error)
{
    m_error = error;
    layOut();
    QStringList texts;
    for (const ShownLine &line : m_lines)
        texts.append(line.text);
    setAccessibleName(tr("Lines of the log around the first error"));
    setAccessibleDescription(texts.join(u'\n'));
    updateGeometry();
}

QSize ExcerptView::sizeHint() const
{
    return {0, int(m_lines.size()) * lineHeight()};
}

QSize ExcerptView::minimumSizeHint() const
{
    return sizeHint();
}

void ExcerptView::layOut()
{
    m_lines.clear();
    for (const FirstError::Line &line : m_error.lines) {
        LogLine shown = line.line;
        // Its ground is the card's: only the letters say what it is.
        m_lines.push_back(layOutLine(std::move(shown), false, {m_theme, m_theme.font(FontRole::Mono), lineHeight()}));
    }
    update();
}

int ExcerptView::lineHeight() const
{
    return QFontMetrics(m_theme.font(FontRole::Mono)).height() + Theme::grid;
}

void ExcerptView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont font = m_theme.font(FontRole::Mono);
    painter.setFont(font);
    const int digits = QFontMetrics(font).horizontalAdvance(QString::number(m_error.lines.back().number.value + 1));
    const int textLeft = digits + 3 * Theme::grid;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const int top = int(i) * lineHeight();
        painter.setPen(m_theme.color(ColorRole::MutedText));
        painter.drawText(QRect(0, top, digits, lineHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(m_error.lines[i].number.value + 1));
        painter.setPen(m_theme.color(ColorRole::Text));
        m_lines[i].layout->draw(&painter, QPointF(textLeft, top));
    }
}

} // namespace Runlight
