// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/artifacts/transferrole.h"

#include <QCoreApplication>

namespace Runlight {

class Clock;
class Downloads;

//! All downloads that are remembered, of every run, newest first.
class TransfersModel final : public TransferRowsModel<TransferId>
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::TransfersModel)

public:
    //! Both must outlive this.
    TransfersModel(Downloads &downloads, Clock &clock, QObject *parent = nullptr);

    std::optional<Transfer> transferAt(const QModelIndex &index) const;

protected:
    bool isSame(const TransferId &a, const TransferId &b) const override { return a == b; }
    QVariant cell(const TransferId &id, int role) const override;

private:
    void sync();

    Downloads &m_downloads;
    Clock &m_clock;
};

} // namespace Runlight
