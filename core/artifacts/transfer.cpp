// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/transfer.h"

namespace Runlight {

QString transferStateName(Transfer::State state)
{
    using State = Transfer::State;
    switch (state) {
    case State::Queued:
        return QStringLiteral("Queued");
    case State::Downloading:
        return QStringLiteral("Downloading");
    case State::Paused:
        return QStringLiteral("Paused");
    case State::NeedsConfirmation:
        return QStringLiteral("NeedsConfirmation");
    case State::Unpacking:
        return QStringLiteral("Unpacking");
    case State::Done:
        return QStringLiteral("Done");
    case State::Failed:
        return QStringLiteral("Failed");
    case State::Cancelled:
        return QStringLiteral("Cancelled");
    case State::Interrupted:
        break;
    }
    return QStringLiteral("Interrupted");
}

} // namespace Runlight
