// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QList>
#include <QString>

#include <atomic>

namespace Runlight {

//! One file or folder in a FileTree.
struct FileNode
{
    enum class Kind { Folder, File, Link };

    QString name;
    Kind kind = Kind::File;
    int parent = -1; //!< Its place in FileTree::nodes; -1: directly in the folder that was listed.
    qint64 bytes = 0; //!< Of a folder: of all files listed in it.

    friend bool operator==(const FileNode &, const FileNode &) = default;
};

//! What is in a folder. A parent stands before its children; of one parent folders come first, then by name.
struct FileTree
{
    QList<FileNode> nodes;
    int files = 0;
    qint64 bytes = 0; //!< Of all files listed.
    bool isCut = false; //!< There is more.

    //! Relative to the folder, with '/'.
    QString pathOf(int node) const;
};

//! Lists \a folder and the folders in it, without following links, \a most entries at most, folder by folder from the
//! top. A single file may be given as well. Fails with FileUnreadable where it is gone, Cancelled where
//! \a isCancelled. Blocking: for a worker.
Expected<FileTree> listFolder(const QString &folder, const std::atomic_bool &isCancelled, int most = 20'000);

} // namespace Runlight
