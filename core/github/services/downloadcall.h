// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/services/typedcall.h"

namespace Runlight {

//! Starts a call whose answer goes to \a sink as it arrives, whatever its size.
inline ApiJob *callDownload(ApiClient &client, Expected<ApiRequest> request, DownloadSink &sink,
                            const DownloadPoint &goesOnFrom, Caller caller, Done<void> done)
{
    if (request) {
        request->sink = &sink;
        request->goesOnFrom = goesOnFrom;
    }
    const Parser<void> nothingLeft = [](const ApiResponse &) {
        return Expected<void>();
    };
    return call<void>(client, request, caller, nothingLeft, std::move(done));
}

} // namespace Runlight
