// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/entrynames.h"
#include "core/base/expected.h"

#include <QByteArrayView>
#include <QString>

#include <utility>
#include <vector>

namespace Runlight {

//! A file descriptor that is closed at the end. -1: none.
class Descriptor
{
public:
    explicit Descriptor(int number = -1)
        : m_number(number)
    { }
    Descriptor(Descriptor &&other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    { }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor();

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }
    int release() { return std::exchange(m_number, -1); }

private:
    int m_number;
};

//! What \a code, an errno, means for whoever writes to \a path.
Error writeError(int code, const QString &path);

//! Removes all that the folder \a descriptor holds, however deep; links in it are not followed. Returns an errno or 0.
int removeContents(int descriptor);

//! Writes the bytes as a whole. Returns an errno or 0.
int writeAll(int descriptor, QByteArrayView bytes);

//! Goes about in the folder that is unpacked into, for one thread. Each step is relative to the open folder above and
//! follows no link, so that what is written stays inside, whoever puts something else in a folder's place meanwhile.
//! Paths may thus be longer than PATH_MAX. Errors are FileUnwritable.
class OutputFolder
{
public:
    //! \a root: the open folder, of which \a path is told to the user. \a names and it must outlive this.
    OutputFolder(int root, const QString &path, const EntryNames &names);

    //! Makes what is missing of the folder \a folder of the names.
    Expected<void> make(int folder)
    {
        return enter(folder, true).map([](int) {});
    }
    //! A new file in it, whose folder exists or is made, for writing.
    Expected<Descriptor> createFile(const EntryNames::Place &place, bool makesFolders);
    Expected<void> removeFile(const EntryNames::Place &place);
    Error error(int code) const { return writeError(code, m_path); }

    qint64 madeFolders() const { return m_madeFolders; }

private:
    struct Level
    {
        int folder;
        Descriptor descriptor;
    };

    Expected<int> enter(int folder, bool makes);
    Expected<void> step(int folder, bool makes);
    int here() const { return m_levels.empty() ? m_root : m_levels.back().descriptor.number(); }

    const int m_root;
    const QString m_path;
    const EntryNames &m_names;
    std::vector<Level> m_levels; //!< From the top down to where we are; of a deep path, the upper ones and the last.
    qint64 m_madeFolders = 0;
};

} // namespace Runlight
