// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/transfer.h"

#include <QList>
#include <QString>

namespace Runlight {

//! What one can do about an artifact and its way here.
enum class TransferAction {
    Download,
    Pause,
    Resume,
    Confirm, //!< Goes on, past the bounds that were asked about.
    Retry, //!< Begins anew.
    Cancel,
    Open, //!< Only what is no program.
    ShowInFolder,
    Remove, //!< Forgets it; the files stay.
};

//! What can be done now, the most likely first.
QList<TransferAction> actionsFor(const Transfer &transfer);

//! On buttons and in menus.
QString actionText(TransferAction action, const Transfer &transfer);
//! One of resources/icons.
QString actionIcon(TransferAction action);

} // namespace Runlight
