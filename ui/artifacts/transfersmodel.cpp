// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transfersmodel.h"

#include "core/artifacts/downloads.h"
#include "core/base/clock.h"
#include "ui/artifacts/transfertexts.h"
#include "ui/theme/plaintext.h"

namespace Runlight {

TransfersModel::TransfersModel(Downloads &downloads, Clock &clock, QObject *parent)
    : TransferRowsModel(parent)
    , m_downloads(downloads)
    , m_clock(clock)
{
    connect(&downloads, &Downloads::added, this, [this] { sync(); });
    connect(&downloads, &Downloads::removed, this, [this] { sync(); });
    connect(&downloads, &Downloads::changed, this, [this](TransferId id) {
        const qsizetype row = rows().indexOf(id);
        if (row >= 0)
            rowChanged(int(row));
    });
    sync();
}

void TransfersModel::sync()
{
    QList<TransferId> ids;
    for (const Transfer &transfer : m_downloads.transfers())
        ids.append(transfer.id);
    setRows(ids);
}

std::optional<Transfer> TransfersModel::transferAt(const QModelIndex &index) const
{
    return index.isValid() ? m_downloads.transfer(rows().at(index.row())) : std::nullopt;
}

QVariant TransfersModel::cell(const TransferId &id, int role) const
{
    const std::optional<Transfer> transfer = m_downloads.transfer(id);
    if (!transfer)
        return {};
    const ArtifactRequest &request = transfer->request;
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return request.artifact.name;
    case SubtitleRole:
        return tr("%1 · %2", "repository and when a download began")
            .arg(request.repository.repository.fullName(), relativeTimeText(transfer->startedAt, m_clock.now()));
    case TrailingRole:
        return bytesText(request.artifact.sizeBytes);
    case DigestRole:
        return request.artifact.digest;
    case IconRole:
        return QStringLiteral("artifact");
    case MutedRole:
        return transfer->presence == Transfer::Presence::Gone;
    case ButtonsRole:
        return transferCell(*transfer, ActionsRole);
    case Qt::ToolTipRole:
        return plainToolTip(
            (QStringList{request.artifact.name, exactTimeText(transfer->startedAt), stateText(*transfer)}
             + remarks(*transfer))
                .join(QLatin1Char('\n')));
    case Qt::AccessibleTextRole:
        return tr("Download of %1 from %2, %3")
            .arg(request.artifact.name, request.repository.repository.fullName(), stateText(*transfer));
    default:
        return transferCell(*transfer, role);
    }
}

} // namespace Runlight
