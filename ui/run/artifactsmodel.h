// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/artifact.h"
#include "ui/run/rowsmodel.h"

#include <QCoreApplication>

namespace Runlight {

class ArtifactsModel final : public RowsModel<Artifact>
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::ArtifactsModel)

public:
    using RowsModel::RowsModel;

    //! UTC
    void setNow(const QDateTime &now);

protected:
    bool isSame(const Artifact &a, const Artifact &b) const override { return a.id == b.id; }
    QVariant cell(const Artifact &artifact, int role) const override;

private:
    QString lifeText(const Artifact &artifact) const;
    QString toolTip(const Artifact &artifact) const;

    QDateTime m_now;
};

} // namespace Runlight
