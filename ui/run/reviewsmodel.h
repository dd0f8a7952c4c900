// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/deployment.h"
#include "ui/theme/rowsmodel.h"

#include <QCoreApplication>

namespace Runlight {

//! The deployments of a run that wait for a review or a timer.
class ReviewsModel final : public RowsModel<PendingDeployment>
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::ReviewsModel)

public:
    using RowsModel::RowsModel;

    //! UTC
    void setNow(const QDateTime &now);

protected:
    bool isSame(const PendingDeployment &a, const PendingDeployment &b) const override;
    QVariant cell(const PendingDeployment &deployment, int role) const override;

private:
    QDateTime m_now;
};

} // namespace Runlight
