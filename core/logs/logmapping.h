// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/logs/busguard.h"

#include <QByteArrayView>
#include <QFile>

#include <memory>
#include <optional>

namespace Runlight {

//! The bytes of a log file, mapped into memory as they were when it was opened. bytes() may be read on any thread, at
//! any time: what is cut off the file reads as zeros. Deleting or replacing the file takes nothing away. The other
//! calls are for one thread.
class LogMapping
{
public:
    //! Fails with FileUnreadable where \a path is not a file, or may not be read.
    static Expected<std::shared_ptr<const LogMapping>> open(const QString &path);
    //! The same file, with what was appended since. Fails with FileUnreadable.
    Expected<std::shared_ptr<const LogMapping>> mapAgain() const;

    QByteArrayView bytes() const { return m_bytes; }
    //! What the file has now.
    qint64 fileSize() const { return m_file->size(); }
    //! Whether any of bytes() could not be read and came as zeros.
    bool isDamaged() const { return m_guard && m_guard->wasHit(); }

private:
    static Expected<std::shared_ptr<const LogMapping>> map(std::unique_ptr<QFile> file);

    std::unique_ptr<QFile> m_file; //!< Unmaps when closed.
    QByteArrayView m_bytes;
    std::optional<BusGuard> m_guard;
};

} // namespace Runlight
