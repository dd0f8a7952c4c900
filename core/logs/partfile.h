// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QFile>

#include <memory>
#include <optional>

namespace Runlight {

//! A file that is being written. Under its own name, which ends in ".part", it may be read as far as it has come; the
//! name of the whole it bears only once all of it is safely on the disk, so that a crash leaves the whole or nothing.
//! Readable by its owner only, as are the folders it is made in. Any thread, but one.
class PartFile
{
public:
    //! Makes \a path and what is missing of its folders, anew where it exists. Fails with FileUnwritable.
    static Expected<std::unique_ptr<PartFile>> create(const QString &path);

    //! Appends \a bytes. What was written before a failure stays readable, but is no whole: nothing succeeds after it.
    Expected<void> write(const QByteArray &bytes);
    //! Gives the file, now whole, its name \a path, replacing what bears it. Nothing can be written any more.
    Expected<void> publish(const QString &path);
    void remove();
    qint64 size() const { return m_size; }

private:
    explicit PartFile(const QString &path);

    QFile m_file;
    qint64 m_size = 0;
    std::optional<Error> m_error;
};

//! Makes the folder \a path and those above it, for their owner only.
Expected<void> makePrivateFolder(const QString &path);

//! Moves the file \a from to \a to when it is safely on the disk, for its owner only; from another disk it is copied.
Expected<void> adoptFile(const QString &from, const QString &to);

//! What the system's refusal to write \a path means to people. \a reason is the system's own.
Error logStorageError(QFileDevice::FileError fault, const QString &path, const QString &reason);

} // namespace Runlight
