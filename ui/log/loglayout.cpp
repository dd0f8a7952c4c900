// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/loglayout.h"

#include <QFontMetrics>

#include <algorithm>

namespace Runlight {

namespace {

//! A few screens, so that scrolling to and fro lays nothing out twice.
constexpr int rememberedLines = 512;
constexpr int fewestDigits = 4; //!< Short logs do not jump as they grow.

} // namespace

LogLayout::LogLayout(LogDocument &document, const Theme &theme)
    : m_document(document)
    , m_theme(theme)
    , m_font(theme.font(FontRole::Mono))
    , m_lines(rememberedLines)
{
    m_lineHeight = QFontMetrics(m_font).height() + Theme::grid;
    m_headingHeight = QFontMetrics(theme.font(FontRole::Body)).height() + 3 * Theme::grid;
    updateColumns();
}

void LogLayout::setViewport(const QSize &size)
{
    if (m_isWrapped && size.width() != m_viewport.width())
        m_lines.clear();
    m_viewport = size;
}

void LogLayout::setTimes(LogTimes times)
{
    m_times = times;
    updateColumns();
}

void LogLayout::setWrapped(bool wrapped)
{
    m_isWrapped = wrapped;
    forgetLines();
}

void LogLayout::forgetLines()
{
    m_lines.clear();
    m_textWidth = 0;
}

void LogLayout::updateColumns()
{
    const QFontMetrics metrics(m_font);
    const int digits = std::max(fewestDigits, int(QString::number(m_document.lineCount()).size()));
    const int numberRight = 3 * Theme::grid + digits * metrics.horizontalAdvance(u'0');
    int timeWidth = 0;
    if (m_times != LogTimes::Hidden)
        timeWidth = metrics.horizontalAdvance(QStringLiteral("00:00:00"));
    if (m_isWrapped && (numberRight != m_numberRight || timeWidth != m_timeWidth))
        m_lines.clear();
    m_numberRight = numberRight;
    m_timeWidth = timeWidth;
}

const ShownLine &LogLayout::shownLine(LineNumber line)
{
    if (const ShownLine *known = m_lines.object(line.value))
        return *known;
    LineLook look{m_theme, m_font, m_lineHeight, 0};
    if (m_isWrapped)
        look.wrapWidth = std::max(visibleTextWidth() - gap, 20 * m_lineHeight);
    auto *shown = new ShownLine(layOutLine(m_document.parsedLine(line), m_document.isCut(line), look));
    m_textWidth = std::max(m_textWidth, int(shown->width) + gap);
    m_lines.insert(line.value, shown);
    return *shown;
}

int LogLayout::heightOf(qint64 row)
{
    const LogRow what = m_document.rows().at(row);
    switch (what.kind) {
    case LogRow::Kind::Step:
        return m_headingHeight;
    case LogRow::Kind::Gap:
        return m_lineHeight / 2;
    case LogRow::Kind::Line:
        break;
    }
    return m_isWrapped ? shownLine(what.line).height() : m_lineHeight;
}

std::vector<VisibleRow> LogLayout::rowsFrom(const LogPlace &place)
{
    std::vector<VisibleRow> visible;
    int top = -place.offset;
    for (qint64 row = place.row; row < m_document.rows().count() && top < m_viewport.height(); ++row) {
        const int height = heightOf(row);
        visible.push_back({row, m_document.rows().at(row), top, height});
        top += height;
    }
    return visible;
}

LogPlace LogLayout::moved(LogPlace place, int pixels)
{
    const qint64 count = m_document.rows().count();
    if (count == 0)
        return {};
    place.row = std::clamp<qint64>(place.row, 0, count - 1);
    place.offset += pixels;
    while (place.offset < 0 && place.row > 0)
        place.offset += heightOf(--place.row);
    place.offset = std::max(place.offset, 0);
    for (int height = heightOf(place.row); place.offset >= height && place.row + 1 < count;
         height = heightOf(place.row)) {
        place.offset -= height;
        ++place.row;
    }
    const LogPlace last = end();
    return place.row > last.row || (place.row == last.row && place.offset > last.offset) ? last : place;
}

LogPlace LogLayout::end()
{
    qint64 row = m_document.rows().count();
    int missing = m_viewport.height();
    while (missing > 0 && row > 0)
        missing -= heightOf(--row);
    return {row, std::max(0, -missing)};
}

LogPlace LogLayout::placeFor(qint64 row, int pixels)
{
    return moved({row, 0}, -pixels);
}

} // namespace Runlight
