// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/runfilter.h"

#include <QLineEdit>

namespace Runlight {

class Theme;

//! A line of filter text in which every recognised `key:value` stands on a tinted ground, and what is a problem is
//! underlined. Draws no frame of its own.
class TokenEdit : public QLineEdit
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit TokenEdit(const Theme &theme, QWidget *parent = nullptr);

    //! What text() reads as.
    const RunFilter &filter() const { return m_filter; }
    //! Where the cursor is drawn.
    int cursorX() const { return cursorRect().center().x(); }

Q_SIGNALS:
    //! filter() has changed, its problems included.
    void filterChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void readText();
    void colorTerms();
    QRectF stretch(qsizetype start, qsizetype length) const;
    bool isProblem(const FilterTerm &term) const;

    const Theme &m_theme;
    RunFilter m_filter;
};

} // namespace Runlight
