// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/archivelimits.h"
#include "core/base/expected.h"

#include <QList>
#include <QString>

#include <atomic>

namespace Runlight {

class ByteSource;
class StagingFolder;

//! Why an entry was left out. The others are unpacked all the same.
enum class RefusalReason {
    EmptyName,
    AbsolutePath, //!< "/x", "C:\x", "C:x", "\\host\x".
    ParentFolder, //!< ".." somewhere in the name.
    Backslash, //!< A separator elsewhere, a part of the name here.
    ControlCharacter, //!< Also those that turn the direction of writing, which make a name look like another.
    NameTooLong, //!< A part of more than 255 bytes.
    TooDeep, //!< More than 1,100 folders, one within the other.
    Duplicate, //!< An entry in front of it has the very same name.
    Conflict, //!< An entry in front of it made a file of what would have to be a folder, or the other way round.
    Link, //!< A symbolic link, wherever it leads to. (A zip knows no hard links.)
    SpecialFile, //!< A device, a pipe, a socket, a folder with content …
    Encrypted,
    UnknownMethod, //!< Neither stored nor deflated.
};

struct RefusedEntry
{
    QString name; //!< As it stands in the archive: data, never a path. Show as plain text.
    RefusalReason reason;

    friend bool operator==(const RefusedEntry &, const RefusedEntry &) = default;
};

//! One translated sentence, for the list of what was left out.
QString refusalText(RefusalReason reason);

//! An entry that is there, but under another name: its own differs from a neighbour's by case or Unicode form only, or
//! stands for something else on Windows ("CON", "a:b", "x."). The artifact thus means the same wherever it is copied
//! to.
struct RenamedEntry
{
    QString name; //!< As it stands in the archive.
    QString path; //!< Where it is now, relative to the folder, with '/'.

    friend bool operator==(const RenamedEntry &, const RenamedEntry &) = default;
};

enum class ExtractionEnd {
    Complete,
    NeedsWholeFile, //!< Of a stream only: where an entry ends stands behind it, or the zip does not begin at its front.
    PastLimits, //!< ArchiveLimits. Ask, then call again with raised limits.
};

//! How an extraction ended, where nothing failed. Counts are of what was written; unless the end is Complete, the
//! folder is empty again.
struct Extraction
{
    ExtractionEnd end = ExtractionEnd::Complete;
    QString reason; //!< One translated sentence, where the end is not Complete.
    qint64 files = 0;
    qint64 folders = 0;
    qint64 bytes = 0;
    //! What the archive claims to unpack to; -1 where that is not known (of a stream, before its end).
    qint64 claimedBytes = -1;
    QList<RefusedEntry> refused; //!< In the order of their data.
    QList<RenamedEntry> renamed;
};

//! How far an extraction is. Any thread may read it at any time; it must outlive the extraction.
struct ExtractionProgress
{
    std::atomic<qint64> bytes = 0; //!< Unpacked.
    std::atomic<qint64> files = 0; //!< Begun.
    //! Of \a bytes, what the archive claims; -1 where it is not known (of a stream, or before the list is read).
    std::atomic<qint64> claimedBytes = -1;
};

//! Unpacks the zip file \a zip into \a folder, which is empty. On two threads, this one and one of its own, where the
//! archive has more than a little in it.
//!
//! Blocking: for worker threads. Nothing is written outside \a folder, whatever the archive holds and whoever changes
//! folders meanwhile. Of an entry's attributes nothing is taken over: files are as any that the user makes.
//!
//! An entry that cannot be had safely is left out and listed. Damage ends all: sizes or checksums that are wrong,
//! entries over one another, a list that does not agree with what it lists. Then, and when cancelled, \a folder is
//! emptied, and the error is Archive (a sentence that says what to do as well), FileUnwritable (cannot write: full,
//! read-only, gone), FileUnreadable (\a zip) or Cancelled. \a cancelled is looked at at least once a megabyte.
Expected<Extraction> extractFile(const QString &zip, StagingFolder &folder, const std::atomic_bool &cancelled,
                                 ExtractionProgress &progress, const ArchiveLimits &limits = {});

//! The same from the zip's bytes as they come: the files are there when the last byte is, and no copy of the zip. The
//! list at the archive's end must agree with what was unpacked; without it the archive was cut, which is an error.
//!
//! Where it ends with NeedsWholeFile, put the bytes, from the first on, in a file and use extractFile(). An error of
//! \a source is handed on as it is. While \a source waits for bytes, only it can end the waiting (ByteQueue does so
//! when it fails or is deleted).
Expected<Extraction> extractStream(ByteSource &source, StagingFolder &folder, const std::atomic_bool &cancelled,
                                   ExtractionProgress &progress, const ArchiveLimits &limits = {});

} // namespace Runlight
