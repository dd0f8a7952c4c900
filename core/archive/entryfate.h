// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/entrynames.h"
#include "core/archive/zipformat.h"

#include <vector>

namespace Runlight {

//! What becomes of an entry: decided by its name, by what its local header says, and last by what the list adds.
struct EntryFate
{
    QString name;
    EntryNames::Place place;
    std::optional<RefusalReason> refusal;

    bool isWritten() const { return !refusal && !place.file.isEmpty(); }
};

EntryFate fateOf(const Zip::Entry &entry, EntryNames &names);

//! Why an entry that the list describes so is left out all the same.
std::optional<RefusalReason> refusalOf(const Zip::ListedEntry &entry);

//! The lists of what was refused and renamed, in the order of \a fates.
void report(const std::vector<EntryFate> &fates, const EntryNames &names, Extraction &extraction);

} // namespace Runlight
