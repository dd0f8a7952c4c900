// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>

#include <compare>

namespace Runlight {

//! A number that GitHub gave to one kind of thing. Ids of different kinds do not mix; 0 means "none".
template <typename Tag>
struct Id
{
    qint64 value = 0;

    constexpr bool isValid() const { return value != 0; }
    friend constexpr auto operator<=>(Id, Id) = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using RepositoryId = Id<struct RepositoryTag>;
using WorkflowId = Id<struct WorkflowTag>;
using RunId = Id<struct RunTag>;
using JobId = Id<struct JobTag>;
using ArtifactId = Id<struct ArtifactTag>;
using EnvironmentId = Id<struct EnvironmentTag>;
using UserId = Id<struct UserTag>;

} // namespace Runlight
