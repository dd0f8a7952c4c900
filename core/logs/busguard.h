// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Runlight {

//! While this lives, reading \a size bytes of a mapped file at \a data never ends the program. Where the file has
//! become shorter or the disk fails, the system sends SIGBUS: then zeros are read instead, from the page that failed to
//! the end. Signals that are not about guarded memory go on to whoever handled them before.
//!
//! The handler is the whole process's, as signals are, and stays once installed. Windows needs none: it lets nobody cut
//! a mapped file. Any thread.
class BusGuard
{
public:
    BusGuard(const uchar *data, qint64 size);
    ~BusGuard();
    Q_DISABLE_COPY_MOVE(BusGuard)

    //! Whether zeros were read instead of the file.
    bool wasHit() const;

private:
    struct Region;
    Region *m_region = nullptr;

    friend struct BusGuardHandler;
};

} // namespace Runlight
