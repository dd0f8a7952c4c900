// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace Runlight {

class Theme;

//! Draws a run on two lines: what and how long, where from and what stands out. Reads the roles of RunsModel.
class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit RunDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    //! Where in a row the glyph is, which alone is repainted when it turns.
    static QRect glyphRect(const QRect &row);

private:
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintFirstLine(QPainter &painter, QRect line, const QModelIndex &index) const;
    void paintSecondLine(QPainter &painter, QRect line, const QModelIndex &index) const;
    void paintProgress(QPainter &painter, const QRect &bar, double progress) const;
    int paintBranch(QPainter &painter, const QRect &line, const QString &branch, int wishedByText) const;

    const Theme &m_theme;
};

} // namespace Runlight
