// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/logdocument.h"
#include "ui/log/shownline.h"

#include <QCache>
#include <QSize>

#include <vector>

namespace Runlight {

//! Which time stands beside a line.
enum class LogTimes {
    Hidden,
    Absolute, //!< Local time of day.
    SinceStep, //!< Since the first line of the step.
    SinceLineBefore,
};

//! Where the viewer is scrolled to: so many pixels of a row are above the top edge.
struct LogPlace
{
    qint64 row = 0;
    int offset = 0;

    friend bool operator==(const LogPlace &, const LogPlace &) = default;
};

//! A row on screen.
struct VisibleRow
{
    qint64 row = 0;
    LogRow what;
    int top = 0; //!< px from the viewport's top edge.
    int height = 0;
};

//! Where everything in the viewer stands. Only what is on screen is ever measured, so it costs the same for ten lines
//! and ten million; wrapped rows have heights of their own, and the place in the log is therefore a row, not a pixel.
class LogLayout
{
public:
    //! Both must outlive this.
    LogLayout(LogDocument &document, const Theme &theme);

    void setViewport(const QSize &size);
    void setTimes(LogTimes times);
    void setWrapped(bool wrapped);
    LogTimes times() const { return m_times; }
    bool isWrapped() const { return m_isWrapped; }
    //! Fonts, colours or what lines say are others.
    void forgetLines();
    //! The log may have become longer.
    void updateColumns();

    const ShownLine &shownLine(LineNumber line);
    int heightOf(qint64 row);
    //! From \a place to the viewport's end.
    std::vector<VisibleRow> rowsFrom(const LogPlace &place);
    //! \a place, \a pixels further down, or up where they are negative; stays within the log.
    LogPlace moved(LogPlace place, int pixels);
    //! The place that shows the log's end at the viewport's bottom edge.
    LogPlace end();
    //! The place that has \a row so many \a pixels below the viewport's top edge, as near as may be.
    LogPlace placeFor(qint64 row, int pixels);

    int viewportHeight() const { return m_viewport.height(); }
    int lineHeight() const { return m_lineHeight; }
    int headingHeight() const { return m_headingHeight; }
    // The columns, from left to right, in px.
    int numberRight() const { return m_numberRight; }
    int foldLeft() const { return m_numberRight + gap; }
    int timeLeft() const { return foldLeft() + foldWidth + gap; }
    int timeWidth() const { return m_timeWidth; }
    int textLeft() const { return timeLeft() + m_timeWidth + (m_timeWidth > 0 ? 3 * gap : gap); }
    //! Of the widest line that was seen so far.
    int textWidth() const { return m_textWidth; }
    int visibleTextWidth() const { return std::max(0, m_viewport.width() - textLeft()); }
    const QFont &font() const { return m_font; }

    static constexpr int gap = 2 * Theme::grid;
    static constexpr int foldWidth = 3 * Theme::grid;

private:
    LogDocument &m_document;
    const Theme &m_theme;
    QFont m_font;
    QSize m_viewport;
    LogTimes m_times = LogTimes::Absolute;
    bool m_isWrapped = false;
    int m_lineHeight = 0;
    int m_headingHeight = 0;
    int m_numberRight = 0;
    int m_timeWidth = 0;
    int m_textWidth = 0;
    QCache<qint64, ShownLine> m_lines;
};

} // namespace Runlight
