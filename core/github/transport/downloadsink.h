// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>

namespace Runlight {

//! Where the body of a download goes as it arrives, whatever its size. Nothing but the body of a success reaches it:
//! no redirect's, no error's. Belongs to the client's thread; deleting it cancels the download.
class DownloadSink : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    //! The body starts at its first byte; \a totalBytes is its length, -1 where the server does not say. Called again
    //! where the server cannot go on where a broken connection left off: what was taken before is then void.
    virtual void begin(qint64 totalBytes) = 0;
    //! The next bytes of the body.
    virtual void take(const QByteArray &bytes) = 0;
    //! Whether enough of what was taken is still to be worked off. Nothing more is read until caughtUp().
    virtual bool isBehind() const = 0;

Q_SIGNALS:
    void caughtUp();
};

} // namespace Runlight
