// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/filetree.h"

#include <QCoreApplication>
#include <QDirIterator>

#include <algorithm>

namespace Runlight {

namespace {

struct FileTreeText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::FileTree)
};

FileNode nodeOf(const QFileInfo &info, int parent)
{
    const auto kind = info.isSymLink() ? FileNode::Kind::Link
        : info.isDir()                 ? FileNode::Kind::Folder
                                       : FileNode::Kind::File;
    return {info.fileName(), kind, parent, kind == FileNode::Kind::File ? info.size() : 0};
}

bool goesBefore(const FileNode &a, const FileNode &b)
{
    const bool aIsFolder = a.kind == FileNode::Kind::Folder;
    if (aIsFolder != (b.kind == FileNode::Kind::Folder))
        return aIsFolder;
    const int order = a.name.compare(b.name, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : a.name < b.name;
}

//! Adds what is in \a path, itself node \a parent, to \a tree.
void addEntries(FileTree &tree, const QString &path, int parent, int most, const std::atomic_bool &isCancelled)
{
    const qsizetype first = tree.nodes.size();
    QDirIterator each(path, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    while (each.hasNext() && !isCancelled) {
        if (tree.nodes.size() >= most) {
            tree.isCut = true;
            break;
        }
        each.next();
        tree.nodes.append(nodeOf(each.fileInfo(), parent));
    }
    std::sort(tree.nodes.begin() + first, tree.nodes.end(), goesBefore);
}

void addUp(FileTree &tree)
{
    for (qsizetype i = tree.nodes.size() - 1; i >= 0; --i) {
        const FileNode node = tree.nodes.at(i);
        if (node.kind == FileNode::Kind::File) {
            ++tree.files;
            tree.bytes += node.bytes;
        }
        if (node.parent >= 0)
            tree.nodes[node.parent].bytes += node.bytes;
    }
}

} // namespace

QString FileTree::pathOf(int node) const
{
    QStringList names;
    for (; node >= 0 && node < nodes.size(); node = nodes.at(node).parent)
        names.prepend(nodes.at(node).name);
    return names.join(QLatin1Char('/'));
}

Expected<FileTree> listFolder(const QString &folder, const std::atomic_bool &isCancelled, int most)
{
    const QFileInfo place(folder);
    FileTree tree;
    if (!place.exists())
        return Unexpected(
            Error{.kind = ErrorKind::FileUnreadable,
                  .message = FileTreeText::tr("It is not there any more: %1").arg(QDir::toNativeSeparators(folder))});
    if (!place.isDir())
        tree.nodes.append(nodeOf(place, -1));
    else
        addEntries(tree, folder, -1, most, isCancelled);
    for (int i = 0; place.isDir() && i < tree.nodes.size() && !isCancelled; ++i) {
        if (tree.nodes.at(i).kind == FileNode::Kind::Folder)
            addEntries(tree, folder + QLatin1Char('/') + tree.pathOf(i), i, most, isCancelled);
    }
    if (isCancelled)
        return Unexpected(
            Error{.kind = ErrorKind::Cancelled, .message = FileTreeText::tr("Listing the files was cancelled.")});
    addUp(tree);
    return tree;
}

} // namespace Runlight
