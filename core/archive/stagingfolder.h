// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QFile>
#include <QString>

#include <memory>

namespace Runlight {

//! \a name, which comes from elsewhere, as the name of one file or folder, here and on Windows: without separators and
//! control characters, not "..", not reserved, at most 240 bytes. Never empty.
QString usableFileName(const QString &name);

//! "name (2)", "name (2).txt": what a further one of that name is called.
QString numberedName(const QString &name, int number);

//! A hidden folder in which something is made ready, beside where it will be: the finished thing only has to be
//! renamed, so that a kill or a power cut at any moment leaves all of it or nothing under its own name. It is locked
//! while it exists, by which sweep() tells what a killed process left from what a living one works on.
//!
//! Blocking, the destructor as well: for worker threads, one at a time. Errors are FileUnwritable, with a sentence that
//! says what to do.
class StagingFolder
{
public:
    //! A new, empty one in \a parent, which exists: the folder that the finished thing will be in.
    static Expected<std::unique_ptr<StagingFolder>> create(const QString &parent);
    //! Removes the folder and all in it, unless it was moved into place.
    ~StagingFolder();
    Q_DISABLE_COPY_MOVE(StagingFolder)

    QString path() const { return m_path; }
    QString parentPath() const { return m_parent; }
    //! Open, for everything that is done in it: relative to it, a path cannot be bent.
    int descriptor() const { return m_descriptor; }

    //! A new file in it, open for writing. \a name is a file name of our own making ("artifact").
    Expected<std::unique_ptr<QFile>> createFile(const QString &name);
    Expected<void> clear(); //!< Removes all that is in it.

    //! Gives the folder its name: usableFileName(\a name), or "name (2)", "name (3)" … where that is taken; nothing is
    //! ever overwritten. First it waits until all of it is on the disk, which for a gigabyte takes seconds. Returns the
    //! path. Afterwards this object is no longer of use; after an error it is as before.
    Expected<QString> moveIntoPlace(const QString &name);
    //! The same for the file \a file in it alone ("name (2).txt"). The folder stays.
    Expected<QString> moveFileIntoPlace(const QString &file, const QString &name);

    //! Removes from \a parent what killed processes left there; never what is in use, nor what has another name than
    //! the ones that are given here. Says nothing where it cannot: the next one may.
    static void sweep(const QString &parent);

private:
    StagingFolder(const QString &parent, const QString &name, int parentDescriptor, int descriptor);

    const QString m_parent;
    const QString m_name;
    const QString m_path;
    const int m_parentDescriptor;
    int m_descriptor; //!< -1: moved.
};

} // namespace Runlight
