// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/extraction.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace Runlight {

//! What an archive calls an entry: UTF-8, else code page 437, as old DOS programs wrote it.
QString decodedEntryName(const QByteArray &raw);

//! Where each entry of an archive goes: decides by the names alone, one after the other, so that a file and a stream of
//! the same archive come out the same. Knows folders by number; 0 is the one that is unpacked into.
class EntryNames
{
public:
    struct Place
    {
        std::optional<RefusalReason> refusal;
        int folder = 0; //!< That it is in; of a folder, itself.
        QByteArray file; //!< Its name there; empty of a folder.
        bool isRenamed = false; //!< It, or a folder that it is in.
    };

    EntryNames();

    //! \a name ends with '/' where it is a folder's.
    Place place(const QString &name);

    int folderCount() const { return m_folders; } //!< Without the one that is unpacked into.
    int parentOf(int folder) const { return m_nodes[size_t(folder)].parent; }
    const QByteArray &nameOf(int folder) const { return m_nodes[size_t(folder)].name; }
    QString pathOf(const Place &place) const; //!< Relative, with '/'.

private:
    struct Node
    {
        int parent = 0;
        QByteArray name; //!< UTF-8, as it is on the disk.
        bool isFolder = true;
        bool isRenamed = false;
    };
    using Key = std::pair<int, QString>; //!< A name in a folder.

    std::optional<RefusalReason> add(int parent, const QString &name, bool isFolder);
    QString freeName(int parent, const QString &name);

    std::vector<Node> m_nodes; //!< Files as well.
    QHash<Key, int> m_byName; //!< As it stands in the archive.
    //! As it is on the disk, without case and Unicode form; with the last number that was given to one like it.
    QHash<Key, int> m_byLook;
    int m_folders = 0;
};

//! \a name, one part of a path, changed where it stands for something else on Windows.
QString windowsSafeName(const QString &name);

} // namespace Runlight
