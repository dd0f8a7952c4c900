// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/logrows.h"
#include "ui/theme/theme.h"

#include <QScrollBar>

#include <functional>
#include <optional>
#include <vector>

namespace Runlight {

//! A scroll bar with marks of what stands where in the log. However many there are, it looks for one a pixel at most.
class LogScrollBar final : public QScrollBar
{
    Q_OBJECT

public:
    //! The next line behind the given one that has a mark, and the state whose colour it has; none: that of a search.
    struct Finder
    {
        std::optional<StatusGlyph> glyph;
        std::function<std::optional<LineNumber>(LineNumber)> nextAfter;
    };

    explicit LogScrollBar(const Theme &theme, QWidget *parent = nullptr);

    //! \a rows must outlive this. Later finders are drawn over earlier ones. All are asked while painting.
    void setMarks(const LogRows &rows, std::vector<Finder> finders);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Mark
    {
        int y;
        QColor color;
        bool isMatch; //!< Of a search: beside the handle, which many of them would hide.
    };

    std::vector<Mark> findMarks() const;

    const Theme &m_theme;
    const LogRows *m_rows = nullptr;
    std::vector<Finder> m_finders;
    std::vector<Mark> m_marks; //!< As last painted, at m_marksHeight.
    int m_marksHeight = -1; //!< -1: they are to be found anew.
};

} // namespace Runlight
