// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transfernotice.h"

#include "ui/artifacts/transfertexts.h"

namespace Runlight {

TransferNotice::TransferNotice(const Theme &theme, QWidget *parent)
    : InlineBar(theme, parent)
{
    connect(this, &InlineBar::primaryTriggered, this,
            [this] { Q_EMIT actionRequested(m_id, m_asks ? TransferAction::Confirm : TransferAction::Retry); });
    connect(this, &InlineBar::secondaryTriggered, this,
            [this] { Q_EMIT actionRequested(m_id, TransferAction::Cancel); });
    connect(this, &InlineBar::closed, this, [this] { m_isAboutOpening = false; });
}

bool TransferNotice::hasSomethingToSay(const Transfer &transfer)
{
    return transfer.state == Transfer::State::NeedsConfirmation || transfer.state == Transfer::State::Failed;
}

void TransferNotice::setTransfer(const std::optional<Transfer> &transfer)
{
    if (!transfer || !hasSomethingToSay(*transfer)) {
        m_id = {};
        if (!m_isAboutOpening)
            hide();
        return;
    }
    m_isAboutOpening = false;
    m_id = transfer->id;
    m_asks = transfer->state == Transfer::State::NeedsConfirmation;
    setClosable(false);
    if (m_asks)
        ask(*transfer);
    else
        tellFailure(*transfer);
    show();
}

void TransferNotice::ask(const Transfer &transfer)
{
    setKind(Kind::Warning);
    setText(tr("Unpack all of %1?").arg(transfer.request.artifact.name), transfer.question);
    setActions(tr("Unpack anyway"), tr("Cancel the download"));
}

void TransferNotice::tellFailure(const Transfer &transfer)
{
    const Error error = transfer.error.value_or(Error());
    setKind(Kind::Error);
    const QString name = transfer.request.artifact.name;
    setText(tr("%1 was not downloaded").arg(name),
            tr("%1\n%2", "what happened, and what to do").arg(error.message, adviceFor(error)));
    // What GitHub has deleted does not come back by asking again.
    setActions(error.kind == ErrorKind::ArtifactExpired ? QString() : tr("Retry"));
}

void TransferNotice::setOpeningFailure(const QString &name, const Error &error)
{
    m_id = {};
    m_isAboutOpening = true;
    setKind(Kind::Info);
    setText(tr("%1 was not opened").arg(name), error.message);
    setActions({});
    setClosable(true);
    show();
}

} // namespace Runlight
