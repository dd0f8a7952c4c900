// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <compare>

namespace Runlight {

//! The number of a line of a log, from 0. It does not mix with counts, offsets or the numbers shown to people.
struct LineNumber
{
    qint64 value = 0;

    friend constexpr auto operator<=>(LineNumber, LineNumber) = default;
};

} // namespace Runlight
