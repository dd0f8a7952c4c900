// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/filetree.h"

#include <QAbstractItemModel>

namespace Runlight {

class Theme;

//! What is in an artifact that has come. Names are the archive's: data.
class FileTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, ColumnCount };

    //! \a theme must outlive this.
    explicit FileTreeModel(const Theme &theme, QObject *parent = nullptr);

    //! The files of the artifact at \a place, which is a folder or, else, the file itself.
    void setTree(const FileTree &tree, const QString &place, bool isFolder);
    const FileTree &tree() const { return m_tree; }
    bool isFile(const QModelIndex &index) const;
    //! As readPreview() takes it.
    QString pathOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    static int nodeOf(const QModelIndex &index) { return index.isValid() ? int(index.internalId()) : -1; }
    QString nameOf(const FileNode &node) const;

    const Theme &m_theme;
    FileTree m_tree;
    QString m_place;
    bool m_isFolder = true;
    QList<QList<int>> m_children; //!< Of each node, those without a parent first.
    QList<int> m_rows; //!< Of each node, among its parent's children.
};

} // namespace Runlight
