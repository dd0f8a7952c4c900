// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/entryfate.h"

namespace Runlight {

EntryFate fateOf(const Zip::Entry &entry, EntryNames &names)
{
    EntryFate fate{decodedEntryName(entry.name), {}, {}};
    fate.place = names.place(fate.name);
    fate.refusal = fate.place.refusal;
    if (!fate.refusal && entry.isEncrypted())
        fate.refusal = RefusalReason::Encrypted;
    else if (!fate.refusal && !entry.isStored() && !entry.isDeflated())
        fate.refusal = RefusalReason::UnknownMethod;
    return fate;
}

std::optional<RefusalReason> refusalOf(const Zip::ListedEntry &entry)
{
    if (entry.isLink())
        return RefusalReason::Link;
    if (entry.isSpecial())
        return RefusalReason::SpecialFile;
    return std::nullopt;
}

void report(const std::vector<EntryFate> &fates, const EntryNames &names, Extraction &extraction)
{
    for (const EntryFate &fate : fates) {
        if (fate.refusal)
            extraction.refused.append({fate.name, *fate.refusal});
        else if (fate.place.isRenamed)
            extraction.renamed.append({fate.name, names.pathOf(fate.place)});
    }
}

} // namespace Runlight
