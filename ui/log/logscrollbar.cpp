// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logscrollbar.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Runlight {

namespace {

constexpr int thickness = 2; //!< px

} // namespace

LogScrollBar::LogScrollBar(const Theme &theme, QWidget *parent)
    : QScrollBar(Qt::Vertical, parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] { m_marksHeight = -1; });
}

void LogScrollBar::setMarks(const LogRows &rows, std::vector<Finder> finders)
{
    m_rows = &rows;
    m_finders = std::move(finders);
    m_marksHeight = -1;
    update();
}

std::vector<LogScrollBar::Mark> LogScrollBar::findMarks() const
{
    std::vector<Mark> marks;
    const qint64 rows = m_rows ? m_rows->count() : 0;
    if (rows == 0)
        return marks;
    for (const Finder &finder : m_finders) {
        const QColor color =
            finder.glyph ? m_theme.glyphColor(*finder.glyph) : m_theme.color(ColorRole::CurrentMatchLine);
        std::optional<LineNumber> line = finder.nextAfter({-1});
        while (line) {
            const qint64 row = m_rows->rowAtOrAbove(*line);
            const auto y = int(double(row) / double(rows) * height());
            marks.push_back({y, color, !finder.glyph});
            // What would fall on the same pixels is passed over.
            const auto below = qint64(std::ceil(double(y + thickness) * double(rows) / height()));
            if (below >= rows)
                break;
            line = finder.nextAfter({std::max(line->value, m_rows->at(below).line.value - 1)});
        }
    }
    return marks;
}

void LogScrollBar::paintEvent(QPaintEvent *event)
{
    QScrollBar::paintEvent(event);
    // Scrolling paints this time and again, and the marks stay.
    if (m_marksHeight != height())
        m_marks = findMarks();
    m_marksHeight = height();
    QPainter painter(this);
    for (const Mark &mark : m_marks)
        painter.fillRect(QRect(mark.isMatch ? 0 : 2, mark.y, mark.isMatch ? 3 : width() - 4, thickness), mark.color);
}

} // namespace Runlight
