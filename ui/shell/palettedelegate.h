// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/fuzzymatch.h"

#include <QStyledItemDelegate>

namespace Runlight {

class PaletteModel;
class Theme;

//! Draws a row of a PaletteModel: its state, its text with what was typed in bold, why it cannot be done, its key.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    //! Both must outlive this.
    PaletteDelegate(const PaletteModel &model, const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    //! \a key as on a keyboard, at the right end of \a place; returns the width used.
    static int paintKey(QPainter &painter, const QRect &place, const QString &key, const Theme &theme);

private:
    void paintMark(QPainter &painter, const QRect &place, const QModelIndex &index) const;
    //! Returns the width used.
    int paintWhyNot(QPainter &painter, const QRect &place, const QString &text) const;
    void paintText(QPainter &painter, QRect place, const QString &text, const std::vector<FuzzySpan> &spans) const;

    const PaletteModel &m_model;
    const Theme &m_theme;
};

} // namespace Runlight
