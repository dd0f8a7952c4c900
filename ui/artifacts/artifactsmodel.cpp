// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/artifactsmodel.h"

#include "ui/artifacts/transfertexts.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

namespace Runlight {

namespace {

constexpr int digestLength = 12; //!< Enough to compare by eye.

//! "sha256:1f2e3d4c5b6a": the algorithm and the beginning of the digest.
QString shortDigest(const QString &digest)
{
    return digest.left(digest.indexOf(QLatin1Char(':')) + 1 + digestLength);
}

} // namespace

void ArtifactsModel::setNow(const QDateTime &now)
{
    m_now = now;
    allChanged();
}

void ArtifactsModel::setTransfer(ArtifactId artifact, const std::optional<Transfer> &transfer)
{
    if (!transfer && !m_transfers.contains(artifact))
        return;
    if (transfer)
        m_transfers.insert(artifact, *transfer);
    else
        m_transfers.remove(artifact);
    for (int row = 0; row < rows().size(); ++row) {
        if (rows().at(row).id == artifact)
            rowChanged(row);
    }
}

std::optional<Transfer> ArtifactsModel::transferOf(ArtifactId artifact) const
{
    const auto found = m_transfers.find(artifact);
    return found == m_transfers.end() ? std::nullopt : std::optional(*found);
}

bool ArtifactsModel::isExpired(const Artifact &artifact) const
{
    return artifact.expired || (artifact.expiresAt.isValid() && artifact.expiresAt <= m_now);
}

QVariant ArtifactsModel::cell(const Artifact &artifact, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return artifact.name;
    case SubtitleRole:
        return lifeText(artifact);
    case TrailingRole:
        return bytesText(artifact.sizeBytes);
    case MonoRole:
        return shortDigest(artifact.digest);
    case DigestRole:
        return artifact.digest;
    case IconRole:
        return QStringLiteral("artifact");
    case MutedRole:
        return isExpired(artifact);
    case ActionsRole:
        return actionsCell(actions(artifact));
    case ButtonsRole: {
        QList<TransferAction> buttons = actions(artifact);
        buttons.removeAll(TransferAction::Remove);
        return actionsCell(buttons);
    }
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(artifact));
    case Qt::AccessibleTextRole:
        return spokenText(artifact);
    default:
        break;
    }
    const auto transfer = m_transfers.find(artifact.id);
    if (transfer != m_transfers.end())
        return transferCell(*transfer, role);
    return role == StateTextRole && isExpired(artifact) ? tr("GitHub has deleted it: its time was over") : QVariant();
}

QList<TransferAction> ArtifactsModel::actions(const Artifact &artifact) const
{
    const auto transfer = m_transfers.find(artifact.id);
    if (transfer != m_transfers.end()) {
        QList<TransferAction> actions = actionsFor(*transfer);
        if (isExpired(artifact))
            actions.removeAll(TransferAction::Retry);
        return actions;
    }
    return isExpired(artifact) ? QList<TransferAction>() : QList<TransferAction>{TransferAction::Download};
}

QString ArtifactsModel::lifeText(const Artifact &artifact) const
{
    const QString age = relativeTimeText(artifact.createdAt, m_now);
    if (isExpired(artifact))
        return tr("%1 · expired", "age of an artifact").arg(age);
    if (!artifact.expiresAt.isValid())
        return age;
    const qint64 days = m_now.daysTo(artifact.expiresAt);
    if (days < 1)
        return tr("%1 · expires today", "age of an artifact").arg(age);
    return tr("%1 · expires in %2d", "age of an artifact and days left").arg(age).arg(days);
}

QString ArtifactsModel::toolTip(const Artifact &artifact) const
{
    QStringList lines{artifact.name};
    if (isExpired(artifact))
        lines.append(tr("GitHub has deleted it: its time was over"));
    if (artifact.createdAt.isValid())
        lines.append(tr("Created: %1").arg(exactTimeText(artifact.createdAt)));
    if (artifact.expiresAt.isValid())
        lines.append(tr("Expires: %1").arg(exactTimeText(artifact.expiresAt)));
    if (!artifact.digest.isEmpty())
        lines.append(artifact.digest);
    if (const std::optional<Transfer> transfer = transferOf(artifact.id)) {
        lines.append(stateText(*transfer));
        lines.append(remarks(*transfer));
    }
    return lines.join(QLatin1Char('\n'));
}

QString ArtifactsModel::spokenText(const Artifact &artifact) const
{
    const QString spoken =
        tr("Artifact %1, %2, %3").arg(artifact.name, bytesText(artifact.sizeBytes), lifeText(artifact));
    const std::optional<Transfer> transfer = transferOf(artifact.id);
    return transfer ? tr("%1, %2", "an artifact and its download").arg(spoken, stateText(*transfer)) : spoken;
}

} // namespace Runlight
