// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/lineparser.h"
#include "core/logs/linkfinder.h"
#include "core/logs/logpattern.h"

#include <QTextLayout>

#include <memory>
#include <vector>

namespace Runlight {

class Theme;

//! One line as it is drawn: laid out, coloured, with what can be clicked.
struct ShownLine
{
    LogLineKind kind = LogLineKind::Plain;
    QString text; //!< Nothing in it turns the direction of what stands around it.
    std::vector<TextLink> links;
    std::vector<SourcePlace> places;
    std::unique_ptr<QTextLayout> layout;
    qreal width = 0; //!< px
    int rows = 1; //!< On screen; more than one only where it is wrapped.

    int rowHeight = 0; //!< px

    int height() const { return rows * rowHeight; }
    //! The column nearest to \a point, which is relative to the line's top left, as all that follows.
    int columnAt(const QPointF &point) const;
    //! The top left of \a column.
    QPointF positionOf(int column) const;
    //! The boxes of \a range, one a row on screen.
    std::vector<QRectF> boxesOf(const TextRange &range) const;
};

//! How lines are to look.
struct LineLook
{
    const Theme &theme;
    QFont font;
    int rowHeight = 0; //!< px
    int wrapWidth = 0; //!< px; 0: not wrapped.
};

ShownLine layOutLine(LogLine line, bool isCut, const LineLook &look);

//! \a text with the characters that turn the direction of what follows made visible, unit by unit: a log is untrusted,
//! and what it shows must be what it says.
QString withoutDirectionControls(QString text);

} // namespace Runlight
