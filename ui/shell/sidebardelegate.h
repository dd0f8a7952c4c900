// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Runlight {

//! Draws the rows of a SidebarModel.
class SidebarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit SidebarDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeader(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintGlyph(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    QFont headerFont() const;

    const Theme &m_theme;
};

} // namespace Runlight
