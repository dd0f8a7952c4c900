// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/apirequest.h"

class QObject;

namespace Runlight {

//! Who asks, and how urgently. The result is not delivered once \a context is gone.
struct Caller
{
    QObject *context = nullptr;
    Priority priority = Priority::Background;
};

} // namespace Runlight
