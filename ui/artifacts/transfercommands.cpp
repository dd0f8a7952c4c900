// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transfercommands.h"

#include "core/artifacts/downloads.h"
#include "ui/artifacts/opening.h"

namespace Runlight {

TransferCommands::TransferCommands(Downloads &downloads, QObject *parent)
    : QObject(parent)
    , m_downloads(downloads)
{ }

void TransferCommands::perform(TransferAction action, TransferId id)
{
    // A menu or a button may be older than what became of it.
    const std::optional<Transfer> transfer = m_downloads.transfer(id);
    if (!transfer || !actionsFor(*transfer).contains(action))
        return;
    switch (action) {
    case TransferAction::Download:
    case TransferAction::Resume:
    case TransferAction::Retry:
        return m_downloads.resume(id);
    case TransferAction::Pause:
        return m_downloads.pause(id);
    case TransferAction::Confirm:
        return m_downloads.confirm(id);
    case TransferAction::Cancel:
        return m_downloads.cancel(id);
    case TransferAction::Remove:
        return m_downloads.remove(id);
    case TransferAction::Open:
    case TransferAction::ShowInFolder:
        break;
    }
    open(action, *transfer);
}

void TransferCommands::open(TransferAction action, const Transfer &transfer)
{
    const auto done = [this, name = transfer.request.artifact.name](const Expected<void> &result) {
        if (result)
            return;
        m_downloads.look(); // what is gone is shown as such
        Q_EMIT openingFailed(name, result.error());
    };
    if (action == TransferAction::Open)
        openFile(transfer.place, {}, this, done);
    else
        showInFolder(transfer.place, {}, this, done);
}

} // namespace Runlight
