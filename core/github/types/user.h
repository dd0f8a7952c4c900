// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QString>

namespace Runlight {

struct User
{
    UserId id;
    QString login;
    QString type; //!< "User", "Organization" or "Bot".

    friend bool operator==(const User &, const User &) = default;
};

} // namespace Runlight
