// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/artifactsmodel.h"

#include "ui/run/runtexts.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QLocale>

namespace Runlight {

namespace {

constexpr int digestLength = 12; //!< Enough to compare by eye.

QString sizeText(const Artifact &artifact)
{
    return QLocale().formattedDataSize(artifact.sizeBytes, 1, QLocale::DataSizeTraditionalFormat);
}

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

QVariant ArtifactsModel::cell(const Artifact &artifact, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return artifact.name;
    case SubtitleRole:
        return lifeText(artifact);
    case TrailingRole:
        return sizeText(artifact);
    case MonoRole:
        return shortDigest(artifact.digest);
    case IconRole:
        return QStringLiteral("artifact");
    case MutedRole:
        return artifact.expired;
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(artifact));
    case Qt::AccessibleTextRole:
        return tr("Artifact %1, %2, %3").arg(artifact.name, sizeText(artifact), lifeText(artifact));
    default:
        return {};
    }
}

QString ArtifactsModel::lifeText(const Artifact &artifact) const
{
    const QString age = relativeTimeText(artifact.createdAt, m_now);
    const bool isOver = artifact.expiresAt.isValid() && artifact.expiresAt <= m_now;
    if (artifact.expired || isOver)
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
    QStringList lines{artifact.name, tr("Created: %1").arg(exactTimeText(artifact.createdAt))};
    if (artifact.expiresAt.isValid())
        lines.append(tr("Expires: %1").arg(exactTimeText(artifact.expiresAt)));
    if (!artifact.digest.isEmpty())
        lines.append(artifact.digest);
    return lines.join(QLatin1Char('\n'));
}

} // namespace Runlight
