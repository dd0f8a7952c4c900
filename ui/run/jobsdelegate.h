// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace Runlight {

class JobsModel;
class Theme;

//! Draws jobs and steps: glyph and name, duration, and the bar on the common time axis.
class JobsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int margin = 20; //!< px at both sides of the pane; the chevron lies in it.

    JobsDelegate(const JobsModel &model, const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    //! px that a duration needs, with its distance to both neighbours.
    int durationWidth() const;

private:
    void paintName(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintDuration(QPainter &painter, const QRect &rect, const QModelIndex &index) const;
    void paintBar(QPainter &painter, const QRect &rect, const QModelIndex &index) const;

    const JobsModel &m_model;
    const Theme &m_theme;
};

} // namespace Runlight
