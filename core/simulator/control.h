// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpmessage.h"

namespace Runlight::Sim {

class Api;

//! The simulator's own endpoints, which GitHub does not have: GET /_simulator/stats, GET and POST /_simulator/faults.
HttpReply handleControl(const HttpRequest &request, Api &api);

} // namespace Runlight::Sim
