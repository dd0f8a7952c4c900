// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/dispatch.h"

class QJsonValue;

//! As in parse.h.
namespace Runlight::Parse {

//! An item of GET /branches or /tags.
Expected<GitRef> listedRef(const QJsonValue &json, GitRef::Kind kind);
//! An item of GET /git/matching-refs.
Expected<GitRef> matchingRef(const QJsonValue &json, GitRef::Kind kind);
Expected<DispatchedRun> dispatchedRun(const QJsonValue &json);

} // namespace Runlight::Parse
