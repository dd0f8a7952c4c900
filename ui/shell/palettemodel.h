// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/fuzzymatch.h"
#include "ui/shell/paletteitem.h"

#include <QAbstractListModel>

namespace Runlight {

//! What of many things answers what was typed, the best first.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        GlyphRole = Qt::UserRole, //!< int(StatusGlyph); none without a state.
        KeyRole, //!< QString: the action's first key.
        WhyNotRole, //!< QString: why the action cannot be done now.
    };

    static constexpr int mostRows = 100;

    explicit PaletteModel(QObject *parent = nullptr);

    void setItems(PaletteItems items);
    //! More of them, behind those that are there.
    void addItems(PaletteItems items);
    void setTyped(const QString &typed);

    const PaletteItem &item(int row) const { return m_items[m_rows[size_t(row)]]; }
    //! Where in the text of \a row what was typed is.
    std::vector<FuzzySpan> spans(int row) const { return m_pattern.spans(item(row).text); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void search();
    QString sentence(const PaletteItem &item) const;

    PaletteItems m_items;
    FuzzyPattern m_pattern{QString()};
    std::vector<size_t> m_rows;
};

} // namespace Runlight
