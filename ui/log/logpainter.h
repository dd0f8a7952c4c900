// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/loglayout.h"
#include "ui/log/logselection.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QPainter;

namespace Runlight {

//! What is marked in the text of a line.
using LogHighlighter = std::function<std::vector<TextRange>(const QString &text)>;

//! What the viewer shows beside the log itself.
struct LogPaintState
{
    LogSelection selection;
    LogHighlighter highlight; //!< Null: nothing is searched for.
    std::optional<LogRow> current; //!< Where the keyboard is.
    bool showsCurrent = false; //!< The keyboard is in use here.
    int scrolled = 0; //!< px that the text is moved to the left.
    QDateTime now; //!< UTC; for steps that go on.
};

//! Draws rows of the viewer, one kind after another. Draws nothing that is not on screen.
class LogPainter
{
public:
    LogPainter(QPainter &painter, LogDocument &document, LogLayout &layout, const Theme &theme,
               const LogPaintState &state, int width);

    void paint(const VisibleRow &row);
    //! The heading of step \a step, at \a top.
    void paintHeading(int step, int top);
    //! Whether a turning glyph was drawn.
    bool hasTurning() const { return m_hasTurning; }

private:
    void paintLine(const VisibleRow &row);
    void paintGap(const VisibleRow &row);
    void paintGround(const VisibleRow &row, const ShownLine &shown);
    void paintMarked(const VisibleRow &row, const ShownLine &shown);
    void paintGutter(const VisibleRow &row, const ShownLine &shown);
    void paintCurrent(int top, int height);
    QString timeText(LineNumber line) const;
    bool isCurrent(const LogRow &row) const;

    QPainter &m_painter;
    LogDocument &m_document;
    LogLayout &m_layout;
    const Theme &m_theme;
    const LogPaintState &m_state;
    const int m_width;
    bool m_hasTurning = false;
};

} // namespace Runlight
