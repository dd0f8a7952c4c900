// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transferrole.h"

#include "ui/artifacts/transfertexts.h"

namespace Runlight {

QVariant actionsCell(const QList<TransferAction> &actions)
{
    QList<int> numbers;
    for (const TransferAction action : actions)
        numbers.append(int(action));
    return QVariant::fromValue(numbers);
}

QVariant transferCell(const Transfer &transfer, int role)
{
    switch (role) {
    case StateTextRole:
        return stateText(transfer);
    case StateGlyphRole:
        if (const std::optional<StatusGlyph> glyph = glyphFor(transfer))
            return int(*glyph);
        return {};
    case TransferProgressRole:
        if (const std::optional<double> progress = progressOf(transfer))
            return *progress;
        return {};
    case ActionsRole:
        return actionsCell(actionsFor(transfer));
    case PlaceRole: {
        const bool isThere = transfer.state == Transfer::State::Done && transfer.presence != Transfer::Presence::Gone;
        return isThere ? transfer.place : QString();
    }
    default:
        return {};
    }
}

} // namespace Runlight
