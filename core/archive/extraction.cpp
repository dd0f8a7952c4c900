// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/extraction.h"

#include "core/archive/extractionrun.h"
#include "core/archive/stagingfolder.h"

namespace Runlight {

QString refusalText(RefusalReason reason)
{
    switch (reason) {
    case RefusalReason::EmptyName:
        return ExtractionText::tr("It has no name.");
    case RefusalReason::AbsolutePath:
        return ExtractionText::tr("Its name is a place on the whole disk, not in the archive.");
    case RefusalReason::ParentFolder:
        return ExtractionText::tr("Its name leads out of the folder.");
    case RefusalReason::Backslash:
        return ExtractionText::tr("Its name has backslashes, which mean something else on other systems.");
    case RefusalReason::ControlCharacter:
        return ExtractionText::tr("Its name has invisible characters.");
    case RefusalReason::NameTooLong:
        return ExtractionText::tr("Its name is longer than file systems allow.");
    case RefusalReason::TooDeep:
        return ExtractionText::tr("It is in too many folders, one within the other.");
    case RefusalReason::Duplicate:
        return ExtractionText::tr("There is another of that name in front of it in the archive.");
    case RefusalReason::Conflict:
        return ExtractionText::tr("A file would have to be a folder at the same time.");
    case RefusalReason::Link:
        return ExtractionText::tr("It is a link.");
    case RefusalReason::SpecialFile:
        return ExtractionText::tr("It is neither a file nor a folder.");
    case RefusalReason::Encrypted:
        return ExtractionText::tr("It is encrypted; unpack it with a program that asks for its password.");
    case RefusalReason::UnknownMethod:
        return ExtractionText::tr("It is packed in an unusual way; unpack it with another program.");
    }
    return {};
}

Expected<Extraction> finishExtraction(Extracted<Extraction> extracted, StagingFolder &folder,
                                      const ExtractionProgress &progress)
{
    if (extracted)
        return *std::move(extracted);
    const Expected<void> cleared = folder.clear();
    const ExtractionStop &stop = extracted.error();
    if (stop.end == ExtractionEnd::Complete)
        return Unexpected(stop.error);
    if (!cleared)
        return Unexpected(cleared.error());
    Extraction extraction;
    extraction.end = stop.end;
    extraction.reason = stop.reason;
    extraction.claimedBytes = progress.claimedBytes;
    return extraction;
}

} // namespace Runlight
