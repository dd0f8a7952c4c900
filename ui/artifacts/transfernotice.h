// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/artifacts/transferaction.h"
#include "ui/theme/inlinebar.h"

#include <optional>

namespace Runlight {

//! What a transfer asks, why it failed, or why it could not be opened, with what can be done. Hidden where there is
//! nothing to say.
class TransferNotice final : public InlineBar
{
    Q_OBJECT

public:
    explicit TransferNotice(const Theme &theme, QWidget *parent = nullptr);

    //! One that neither asks nor has failed has nothing to say.
    void setTransfer(const std::optional<Transfer> &transfer);
    //! Until it is closed, or another transfer has something to say.
    void setOpeningFailure(const QString &name, const Error &error);

    static bool hasSomethingToSay(const Transfer &transfer);

Q_SIGNALS:
    void actionRequested(Runlight::TransferId id, Runlight::TransferAction action);

private:
    void ask(const Transfer &transfer);
    void tellFailure(const Transfer &transfer);

    TransferId m_id;
    bool m_asks = false;
    bool m_isAboutOpening = false;
};

} // namespace Runlight
