// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace Runlight {

//! From where a download goes on that an earlier request began: what that request's sink was told, and has taken.
struct DownloadPoint
{
    qint64 receivedBytes = 0;
    qint64 totalBytes = -1;
    QByteArray validator; //!< Empty: it cannot go on, and starts over.
};

//! What the server says of a body before it comes.
struct DownloadHead
{
    qint64 totalBytes = -1; //!< -1 where the server does not say.
    QByteArray contentType; //!< In lower case, without parameters; may be empty.
    QString fileName; //!< Of Content-Disposition, whatever it says: data, not a path. May be empty.
    QByteArray validator; //!< The strong ETag, with which a DownloadPoint goes on; may be empty.
};

//! Where the body of a download goes as it arrives, whatever its size. Nothing but the body of a success reaches it:
//! no redirect's, no error's. Belongs to the client's thread; deleting it cancels the download.
class DownloadSink : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    //! The body starts at its first byte. Called again where the server cannot go on where a broken connection, or an
    //! earlier request, left off: what was taken before is then void.
    virtual void begin(const DownloadHead &head) = 0;
    //! The next bytes of the body.
    virtual void take(const QByteArray &bytes) = 0;
    //! Whether enough of what was taken is still to be worked off. Nothing more is read until caughtUp().
    virtual bool isBehind() const = 0;

Q_SIGNALS:
    void caughtUp();
};

} // namespace Runlight
