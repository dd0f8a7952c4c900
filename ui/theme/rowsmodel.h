// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/syncrows.h"

#include <QAbstractListModel>

namespace Runlight {

//! What RowDelegate and the lists ask of a row, beside Qt's own roles.
enum RowRole {
    SubtitleRole = Qt::UserRole, //!< The second line, muted.
    TrailingRole, //!< At the end of the first line.
    MonoRole, //!< At the end of the second line, in monospace.
    MessageRole, //!< Several lines below.
    GlyphRole, //!< StatusGlyph
    IconRole, //!< Name of an icon, where there is no glyph.
    MutedRole, //!< True for what is of no use any more.
    UrlRole, //!< QUrl that Enter opens; invalid for none.
    CopyRole, //!< What Ctrl+C copies.
};

//! A list of values. The plumbing is written here once and final; a subclass says which values are the same thing and
//! what their cells hold.
template <typename T>
class RowsModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex &index, int role) const final
    {
        return checkIndex(index, CheckIndexOption::IndexIsValid) ? cell(m_rows.at(index.row()), role) : QVariant();
    }
    const QList<T> &rows() const { return m_rows; }
    void setRows(const QList<T> &rows) { syncRows(Sync{*this}, rows); }

protected:
    virtual bool isSame(const T &a, const T &b) const = 0;
    virtual QVariant cell(const T &value, int role) const = 0;

    //! What every cell depends on (the time) has moved on.
    void allChanged()
    {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    }

private:
    struct Sync
    {
        RowsModel &model;

        int size() const { return int(model.m_rows.size()); }
        bool isSame(int row, const T &item) const { return model.isSame(model.m_rows.at(row), item); }
        void remove(int row) const
        {
            model.beginRemoveRows({}, row, row);
            model.m_rows.removeAt(row);
            model.endRemoveRows();
        }
        void insert(int row, const T &item) const
        {
            model.beginInsertRows({}, row, row);
            model.m_rows.insert(row, item);
            model.endInsertRows();
        }
        void move(int from, int to) const
        {
            model.beginMoveRows({}, from, from, {}, to);
            model.m_rows.move(from, to);
            model.endMoveRows();
        }
        void update(int row, const T &item) const
        {
            if (model.m_rows.at(row) == item)
                return;
            model.m_rows[row] = item;
            Q_EMIT model.dataChanged(model.index(row), model.index(row));
        }
    };

    QList<T> m_rows;
};

} // namespace Runlight
