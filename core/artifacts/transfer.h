// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/github/types/artifact.h"
#include "core/github/types/run.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Runlight {

//! One download, on this machine. Kept across restarts, never given to another.
using TransferId = Id<struct TransferTag>;

//! What of an archive was not unpacked, and why. The rest of it was.
struct LeftOutEntry
{
    QString name; //!< As it stands in the archive: data, never a path.
    QString reason; //!< A translated sentence.

    friend bool operator==(const LeftOutEntry &, const LeftOutEntry &) = default;
};

//! An artifact to be taken home.
struct ArtifactRequest
{
    RepositoryRef repository; //!< And the account that asks.
    RunId run;
    Artifact artifact;
    QString folder; //!< Where to put it: it becomes a folder, or a file, in this one. Made where it is missing.
};

//! The way of one artifact to this machine, as it stands. A value: ask Downloads again when that says it has changed.
struct Transfer
{
    enum class State {
        Queued, //!< Waits for others to end.
        Downloading, //!< An archive is unpacked meanwhile.
        Paused, //!< By the user; or because the network was lost: then `error` says so, and it tries again by itself.
        NeedsConfirmation, //!< `question` is to be answered: confirm() or cancel(). Nothing is read meanwhile.
        Unpacking, //!< All bytes are here; what is left is on this machine.
        Done, //!< It is at `place`, whole.
        Failed, //!< `error` says why. Nothing of it is left on the disk; resume() begins anew.
        Cancelled, //!< Nothing of it is left on the disk; resume() begins anew.
        Interrupted, //!< Runlight ended before it did. Nothing of it is left on the disk; resume() begins anew.
    };
    //! Whether what was Done is still where it was put.
    enum class Presence {
        Unknown, //!< Nobody has looked: see Downloads::look().
        There,
        Gone, //!< Moved or deleted by someone. resume() fetches it again.
    };

    TransferId id;
    ArtifactRequest request;
    State state = State::Queued;
    qint64 receivedBytes = 0; //!< Over the network.
    qint64 totalBytes = -1; //!< -1 while it is not known.
    qint64 unpackedBytes = 0;
    //! Over the last seconds; 0 unless downloading.
    double bytesPerSecond = 0;
    //! Until the last byte is here, at this speed. Nothing where nothing can be said.
    std::optional<std::chrono::seconds> timeLeft;
    std::optional<Error> error; //!< Failed, or Paused by itself. adviceFor() says what can be done.
    QString question; //!< Translated. Only in NeedsConfirmation.
    QString place; //!< Once Done: the folder or the file, absolute.
    bool isFolder = true; //!< Once Done: `place` is a folder. Else the artifact was one file that is no archive.
    QList<LeftOutEntry> leftOut; //!< Of an archive, what cannot be put into a folder safely. The first of them only,
    int leftOutCount = 0; //!< where they are very many.
    int renamedCount = 0; //!< Files that had to get another name than in the archive (by case alike, reserved …).
    bool isVerified = false; //!< Once Done: it has the sha256 that GitHub says. GitHub knows none of old artifacts.
    Presence presence = Presence::Unknown;
    QDateTime startedAt; //!< UTC
    QDateTime endedAt; //!< UTC; invalid until then.

    //! Bytes may still come or go without anyone asking.
    bool isActive() const { return state == State::Queued || state == State::Downloading || state == State::Unpacking; }
    //! Nothing more comes of it unless resume() is called.
    bool isOver() const
    {
        return state == State::Done || state == State::Failed || state == State::Cancelled
            || state == State::Interrupted;
    }
};

//! The state's name as in the enum, for the store, logs and tests. Not for people.
QString transferStateName(Transfer::State state);

} // namespace Runlight
