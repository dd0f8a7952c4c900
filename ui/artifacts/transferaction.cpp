// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transferaction.h"

#include "ui/artifacts/opening.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

struct ActionTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::TransferAction)
};

QList<TransferAction> actionsForDone(const Transfer &transfer)
{
    using Action = TransferAction;
    if (transfer.presence == Transfer::Presence::Gone)
        return {Action::Retry, Action::Remove};
    if (isProgramName(transfer.place))
        return {Action::ShowInFolder, Action::Remove};
    return {Action::Open, Action::ShowInFolder, Action::Remove};
}

} // namespace

QList<TransferAction> actionsFor(const Transfer &transfer)
{
    using Action = TransferAction;
    switch (transfer.state) {
    case Transfer::State::Queued:
    case Transfer::State::Downloading:
        return {Action::Pause, Action::Cancel};
    case Transfer::State::Paused:
        return {Action::Resume, Action::Cancel};
    case Transfer::State::NeedsConfirmation:
        return {Action::Confirm, Action::Cancel};
    case Transfer::State::Unpacking:
        return {Action::Cancel};
    case Transfer::State::Done:
        return actionsForDone(transfer);
    case Transfer::State::Failed:
    case Transfer::State::Cancelled:
    case Transfer::State::Interrupted:
        break;
    }
    return {Action::Retry, Action::Remove};
}

QString actionText(TransferAction action, const Transfer &transfer)
{
    switch (action) {
    case TransferAction::Download:
        return ActionTexts::tr("Download");
    case TransferAction::Pause:
        return ActionTexts::tr("Pause");
    case TransferAction::Resume:
        return ActionTexts::tr("Resume");
    case TransferAction::Confirm:
        return ActionTexts::tr("Unpack anyway");
    case TransferAction::Retry:
        return transfer.state == Transfer::State::Done ? ActionTexts::tr("Download again") : ActionTexts::tr("Retry");
    case TransferAction::Cancel:
        return ActionTexts::tr("Cancel the download");
    case TransferAction::Open:
        return transfer.isFolder ? ActionTexts::tr("Open the folder") : ActionTexts::tr("Open the file");
    case TransferAction::ShowInFolder:
        return ActionTexts::tr("Show in folder");
    case TransferAction::Remove:
        break;
    }
    return ActionTexts::tr("Remove from this list");
}

QString actionIcon(TransferAction action)
{
    switch (action) {
    case TransferAction::Download:
        return QStringLiteral("download");
    case TransferAction::Pause:
        return QStringLiteral("pause");
    case TransferAction::Resume:
        return QStringLiteral("play");
    case TransferAction::Confirm:
        return QStringLiteral("check");
    case TransferAction::Retry:
        return QStringLiteral("refresh");
    case TransferAction::Open:
        return QStringLiteral("external-link");
    case TransferAction::ShowInFolder:
        return QStringLiteral("folder");
    case TransferAction::Cancel:
    case TransferAction::Remove:
        break;
    }
    return QStringLiteral("close");
}

} // namespace Runlight
