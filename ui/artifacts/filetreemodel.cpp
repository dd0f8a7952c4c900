// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/filetreemodel.h"

#include "ui/artifacts/transfertexts.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QMimeData>
#include <QUrl>

namespace Runlight {

FileTreeModel::FileTreeModel(const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
{
    m_children.resize(1);
}

void FileTreeModel::setTree(const FileTree &tree, const QString &place, bool isFolder)
{
    beginResetModel();
    m_tree = tree;
    m_place = place;
    m_isFolder = isFolder;
    m_children = QList<QList<int>>(tree.nodes.size() + 1);
    m_rows = QList<int>(tree.nodes.size());
    for (int node = 0; node < tree.nodes.size(); ++node) {
        QList<int> &siblings = m_children[tree.nodes.at(node).parent + 1];
        m_rows[node] = int(siblings.size());
        siblings.append(node);
    }
    endResetModel();
}

bool FileTreeModel::isFile(const QModelIndex &index) const
{
    return index.isValid() && m_tree.nodes.at(nodeOf(index)).kind == FileNode::Kind::File;
}

QString FileTreeModel::pathOf(const QModelIndex &index) const
{
    return index.isValid() && m_isFolder ? m_tree.pathOf(nodeOf(index)) : QString();
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const QList<int> &children = m_children.at(nodeOf(parent) + 1);
    if (row < 0 || row >= children.size() || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    return createIndex(row, column, quintptr(children.at(row)));
}

QModelIndex FileTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int above = m_tree.nodes.at(nodeOf(index)).parent;
    return above < 0 ? QModelIndex() : createIndex(m_rows.at(above), 0, quintptr(above));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(m_children.at(nodeOf(parent) + 1).size());
}

int FileTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString FileTreeModel::nameOf(const FileNode &node) const
{
    const QString name = oneLine(node.name);
    return node.kind == FileNode::Kind::Link ? tr("%1 (a link, not followed)").arg(name) : name;
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FileNode &node = m_tree.nodes.at(nodeOf(index));
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Size ? bytesText(node.bytes) : nameOf(node);
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::DecorationRole:
        if (index.column() == Name)
            return m_theme.icon(node.kind == FileNode::Kind::Folder ? QStringLiteral("folder") : QStringLiteral("file"),
                                ColorRole::MutedText);
        return {};
    case Qt::ForegroundRole:
        return index.column() == Size ? QVariant(m_theme.color(ColorRole::MutedText)) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(m_tree.pathOf(nodeOf(index)));
    case Qt::AccessibleTextRole:
        if (index.column() == Name && node.kind == FileNode::Kind::Folder)
            return tr("Folder %1").arg(nameOf(node));
        return {};
    default:
        return {};
    }
}

QVariant FileTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Size ? tr("Size") : tr("Name");
}

Qt::ItemFlags FileTreeModel::flags(const QModelIndex &index) const
{
    return QAbstractItemModel::flags(index).setFlag(Qt::ItemIsDragEnabled, isFile(index));
}

QStringList FileTreeModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData *FileTreeModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex &index : indexes) {
        if (index.column() == Name && isFile(index)) {
            const QString path = pathOf(index);
            urls.append(QUrl::fromLocalFile(path.isEmpty() ? m_place : m_place + QLatin1Char('/') + path));
        }
    }
    if (urls.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setUrls(urls);
    return data;
}

} // namespace Runlight
