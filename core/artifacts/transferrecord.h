// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/transfer.h"
#include "core/store/storedtransfer.h"

namespace Runlight {

//! What the store is to remember of \a transfer.
StoredTransfer storedForm(const Transfer &transfer);
//! What the store remembers. One that was under way is Interrupted.
Transfer restoredForm(const StoredTransfer &stored);

} // namespace Runlight
