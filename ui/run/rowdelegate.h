// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace Runlight {

class Theme;

//! Draws the rows of a RowsModel: a glyph, a title, a message of several lines, and a muted line below.
class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    //! Messages wrap: the height follows from the width of the view.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    //! What stands at the end of a title keeps it to one line; otherwise it wraps.
    int titleHeight(const QModelIndex &index, int width) const;
    void paintMark(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintTitle(QPainter &painter, const QRect &line, const QModelIndex &index) const;
    void paintFoot(QPainter &painter, const QRect &line, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace Runlight
