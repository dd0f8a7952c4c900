// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/artifacts/transferaction.h"
#include "ui/theme/rowsmodel.h"

#include <QMimeData>
#include <QUrl>

namespace Runlight {

//! What TransferDelegate and TransferList ask of a row, beside RowRole.
enum TransferRole {
    StateTextRole = CopyRole + 100, //!< The third line; empty: there is none.
    StateGlyphRole, //!< int(StatusGlyph), in front of it.
    TransferProgressRole, //!< double 0…1: a bar in front of it.
    ActionsRole, //!< QList<int(TransferAction)>, the most likely first.
    ButtonsRole, //!< Those of them that have a button in the row.
    DigestRole, //!< QString: whole, to be copied.
    PlaceRole, //!< QString: the file or folder that can be dragged away; empty for none.
};

//! Rows that can be dragged out of the window once they are files.
template <typename T>
class TransferRowsModel : public RowsModel<T>
{
public:
    using RowsModel<T>::RowsModel;

    Qt::ItemFlags flags(const QModelIndex &index) const final
    {
        const bool isFile = index.isValid() && !index.data(PlaceRole).toString().isEmpty();
        return RowsModel<T>::flags(index).setFlag(Qt::ItemIsDragEnabled, isFile);
    }
    QStringList mimeTypes() const final { return {QStringLiteral("text/uri-list")}; }
    QMimeData *mimeData(const QModelIndexList &indexes) const final
    {
        QList<QUrl> urls;
        for (const QModelIndex &index : indexes) {
            const QString place = index.data(PlaceRole).toString();
            if (!place.isEmpty())
                urls.append(QUrl::fromLocalFile(place));
        }
        if (urls.isEmpty())
            return nullptr;
        auto *data = new QMimeData;
        data->setUrls(urls);
        return data;
    }
    Qt::DropActions supportedDragActions() const final { return Qt::CopyAction; }

protected:
    void rowChanged(int row) { Q_EMIT this->dataChanged(this->index(row), this->index(row)); }
};

//! The cell of \a role where it is the same wherever a transfer is shown; invalid for other roles.
QVariant transferCell(const Transfer &transfer, int role);
//! As ActionsRole has them.
QVariant actionsCell(const QList<TransferAction> &actions);

} // namespace Runlight
