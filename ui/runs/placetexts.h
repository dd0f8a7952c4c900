// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"

#include <QString>

namespace Runlight {

//! "2 need you": how many rows a place has, in its own words.
QString placeCountText(const Place &place, int count);

//! What to say where a list is empty, and what would fill it.
struct EmptyText
{
    QString headline;
    QString explanation;
};
EmptyText emptyPlaceText(const Place &place);

} // namespace Runlight
