// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/downloads.h"
#include "core/base/clock.h"
#include "core/store/store.h"

namespace Runlight {

//! Downloads that nobody fetches: there is no account.
struct IdleDownloads
{
    VirtualClock clock;
    Store store{QString(), clock}; //!< In memory only.
    Downloads downloads{store, clock};
};

} // namespace Runlight
