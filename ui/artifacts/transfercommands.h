// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "ui/artifacts/transferaction.h"

#include <QObject>

namespace Runlight {

class Downloads;

//! Does what one can do about a transfer, wherever it is shown.
class TransferCommands final : public QObject
{
    Q_OBJECT

public:
    //! \a downloads must outlive this.
    explicit TransferCommands(Downloads &downloads, QObject *parent = nullptr);

    //! What the transfer does not allow any more is left undone.
    void perform(TransferAction action, TransferId id);

Q_SIGNALS:
    //! \a name could not be opened or shown.
    void openingFailed(const QString &name, const Runlight::Error &error);

private:
    void open(TransferAction action, const Transfer &transfer);

    Downloads &m_downloads;
};

} // namespace Runlight
