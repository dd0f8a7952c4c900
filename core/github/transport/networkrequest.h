// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkRequest>

namespace Runlight {

struct WireRequest;

//! \a wire as Qt wants it. The one place where headers and policies of a request are set.
QNetworkRequest networkRequest(const WireRequest &wire);

} // namespace Runlight
