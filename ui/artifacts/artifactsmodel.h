// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/artifact.h"
#include "ui/artifacts/transferrole.h"

#include <QCoreApplication>
#include <QHash>

#include <optional>

namespace Runlight {

//! The artifacts of a run, each with how it stands with its way here.
class ArtifactsModel final : public TransferRowsModel<Artifact>
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::ArtifactsModel)

public:
    using TransferRowsModel::TransferRowsModel;

    //! UTC
    void setNow(const QDateTime &now);
    //! Nothing: it was not downloaded.
    void setTransfer(ArtifactId artifact, const std::optional<Transfer> &transfer);
    std::optional<Transfer> transferOf(ArtifactId artifact) const;
    //! Whether GitHub has it no more.
    bool isExpired(const Artifact &artifact) const;

protected:
    bool isSame(const Artifact &a, const Artifact &b) const override { return a.id == b.id; }
    QVariant cell(const Artifact &artifact, int role) const override;

private:
    QString lifeText(const Artifact &artifact) const;
    QString toolTip(const Artifact &artifact) const;
    QString spokenText(const Artifact &artifact) const;
    QList<TransferAction> actions(const Artifact &artifact) const;

    QDateTime m_now;
    QHash<ArtifactId, Transfer> m_transfers;
};

} // namespace Runlight
