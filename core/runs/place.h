// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

//! What the list of runs is about: one of the sidebar's rows.
struct Place
{
    enum class Kind { NeedsYou, Failing, Running, Mine, All, Repository };

    Kind kind = Kind::NeedsYou;
    RepositoryRef repository; //!< Only with Kind::Repository.

    static Place of(const RepositoryRef &repository) { return {Kind::Repository, repository}; }

    friend bool operator==(const Place &, const Place &) = default;
};

} // namespace Runlight
