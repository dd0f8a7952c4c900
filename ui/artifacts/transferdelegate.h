// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/artifacts/transferaction.h"

#include <QStyledItemDelegate>

#include <optional>

namespace Runlight {

class Theme;

//! Draws artifacts and downloads: name, size and buttons, a muted line, and how the download stands.
class TransferDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TransferDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    //! The button of the row in \a rect that \a position is on.
    std::optional<TransferAction> buttonAt(const QPoint &position, const QRect &rect, const QModelIndex &index) const;
    //! Where the pointer is, in the view; the button there is marked.
    void setPointer(const QPoint &position) { m_pointer = position; }

private:
    void paintTitle(QPainter &painter, const QRect &line, const QModelIndex &index) const;
    void paintFoot(QPainter &painter, const QRect &line, const QModelIndex &index) const;
    void paintState(QPainter &painter, QRect line, const QModelIndex &index) const;
    void paintButtons(QPainter &painter, const QRect &rect, const QModelIndex &index) const;

    const Theme &m_theme;
    QPoint m_pointer{-1, -1};
};

} // namespace Runlight
