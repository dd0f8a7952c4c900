// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"
#include "core/runs/stringtable.h"

#include <limits>

namespace Runlight {

//! A run's number in a RunCatalog; stays the same for the catalog's life.
using RunIndex = quint32;

//! A run as the catalog keeps it: numbers only, texts interned.
struct RunRecord
{
    static constexpr qint64 noTime = std::numeric_limits<qint64>::min();

    qint64 id = 0;
    qint64 createdAt = noTime; //!< ms since the epoch, like all times here.
    qint64 startedAt = noTime;
    qint64 updatedAt = noTime;
    quint64 sha = 0; //!< The first 16 digits of the head's sha, the first digit highest.
    qint64 number = 0;
    StringId title = 0;
    StringId workflow = 0;
    StringId branch = 0;
    StringId actor = 0;
    StringId triggeringActor = 0;
    StringId event = 0;
    StringId stateWord = 0; //!< GitHub's word for a status, or else a conclusion, that we do not know.
    quint32 pullRequests = 0; //!< RunCatalog::pullRequests().
    quint32 repository = 0; //!< RunCatalog::repository().
    quint32 group = 0; //!< The runs of the same workflow and branch.
    quint16 attempt = 1;
    quint16 failuresInARow = 0;
    Status status() const { return Status(statusByte); }
    Conclusion conclusion() const { return Conclusion(conclusionByte); }
    quint8 statusByte = 0;
    quint8 conclusionByte = 0;
    bool failing : 1 = false;
    bool needsYou : 1 = false;
    bool mine : 1 = false;
    bool reviewable : 1 = false; //!< Waits for a review that the account may give.
    bool touched : 1 = false; //!< Part of the change in hand.
    bool removed : 1 = false; //!< No longer in any list; the number stays taken.

    bool isCompleted() const { return status() == Status::Completed; }
    //! The order of every list: newest first, and where two are of one second the higher id.
    bool isNewerThan(const RunRecord &other) const
    {
        return createdAt != other.createdAt ? createdAt > other.createdAt : id > other.id;
    }
};

//! The beginning of a sha as a number to compare: up to 16 hexadecimal digits, the first one highest.
struct ShaPrefix
{
    quint64 bits = 0;
    quint64 mask = 0; //!< 0 where the text was no sha.

    bool matches(quint64 sha) const { return mask != 0 && (sha & mask) == bits; }
    static ShaPrefix of(QStringView text);
};

//! \a time as a record keeps it, and back.
qint64 toRecordTime(const QDateTime &time);
QDateTime fromRecordTime(qint64 time);

} // namespace Runlight
