// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/reviewsmodel.h"

#include "ui/run/runtexts.h"
#include "ui/theme/theme.h"

namespace Runlight {

void ReviewsModel::setNow(const QDateTime &now)
{
    m_now = now;
    allChanged();
}

bool ReviewsModel::isSame(const PendingDeployment &a, const PendingDeployment &b) const
{
    return a.environmentId == b.environmentId && a.environment == b.environment;
}

QVariant ReviewsModel::cell(const PendingDeployment &deployment, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return deployment.environment;
    case SubtitleRole:
        return reviewText(deployment);
    case TrailingRole:
        return waitTimerText(deployment, m_now);
    case GlyphRole:
        return QVariant::fromValue(StatusGlyph::Waiting);
    case Qt::AccessibleTextRole:
        return tr("Environment %1: %2").arg(deployment.environment, reviewText(deployment));
    default:
        return {};
    }
}

} // namespace Runlight
