// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/artifactsink.h"
#include "core/artifacts/speedometer.h"
#include "core/artifacts/transferwork.h"
#include "core/base/clock.h"
#include "core/github/github.h"

#include <QPointer>

class QThreadPool;

namespace Runlight {

//! A transfer while it is on its way: asks GitHub, feeds the worker, survives the loss of the network. When to begin
//! and what is remembered of it is Downloads' business.
class TransferTask : public QObject
{
    Q_OBJECT

public:
    using State = Transfer::State;

    //! Begins at once. The references must outlive this; of \a pool it keeps one thread until it has ended.
    TransferTask(const ArtifactRequest &request, const TransferOrder &order, GitHub &github, Clock &clock,
                 QThreadPool &pool, QObject *parent);
    //! As abandon().
    ~TransferTask() override;
    //! Cancels what is under way, and waits for none of it. The worker removes what it has made.
    void abandon();

    void pause(); //!< In state Downloading.
    void resume(); //!< In state Paused.
    void confirm(); //!< In state NeedsConfirmation.

    //! Downloading, Paused, NeedsConfirmation, Unpacking; at last Done or Failed.
    State state() const { return m_state; }
    //! Writes how it stands into \a transfer.
    void describe(Transfer &transfer) const;
    //! Notes the speed; to be called some times a second. True where describe() says something new.
    bool measure();

Q_SIGNALS:
    //! state() is another. Is not emitted from the constructor.
    void moved();
    //! The network is there again, perhaps: resume() may be called.
    void wantsToResume();

private:
    void moveTo(State state);
    void send();
    void stopReading();
    void fail(const Error &error);
    void answered(const Expected<void> &result);
    void lost(const Error &error);
    void ask(const QString &question);
    void fetchAgain();
    void ended(const Expected<TransferResult> &result);

    //! The way back from the worker, which may last longer than this.
    struct Link;

    const ArtifactRequest m_request;
    GitHub &m_github;
    Clock &m_clock;
    const std::shared_ptr<Link> m_link;
    const std::shared_ptr<TransferWork> m_work;
    ArtifactSink m_sink;
    QPointer<ApiJob> m_call;
    State m_state = State::Downloading;
    bool m_hasAll = false; //!< Of the bytes.
    int m_calls = 0; //!< Made so far: answers to former ones are of no interest.
    QString m_question;
    std::optional<Error> m_loss; //!< Of the network; in state Paused.
    std::optional<Error> m_failure;
    TransferResult m_result;
    Speedometer m_speed;
    qint64 m_shownBytes = -1;
    qint64 m_shownUnpacked = -1;
    QPointer<QObject> m_retry;
    int m_losses = 0; //!< Of the network, one after the other without a byte between.
    qint64 m_bytesAtLoss = 0;
};

} // namespace Runlight
