// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/wire.h"

#include <QNetworkReply>
#include <QObject>

#include <chrono>

class QNetworkAccessManager;

namespace Runlight {

class Clock;

//! One HTTP request and its answer, watched: how long it may stay silent, how much it may say. A download's body goes
//! to its sink, no faster than that takes it. Deleting this aborts what is under way.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds connectTimeout{10'000};
    static constexpr std::chrono::milliseconds idleTimeout{30'000};

    //! Sends \a request. \a network and \a clock must outlive this.
    HttpExchange(const WireRequest &request, QNetworkAccessManager &network, Clock &clock, QObject *parent = nullptr);
    ~HttpExchange() override;

    //! Aborts at once; finished() does not follow.
    void abort();
    //! Whether the request has gone out, as far as Qt tells.
    bool isSent() const { return m_sent; }

Q_SIGNALS:
    //! Once, never from the constructor.
    void finished(const Runlight::WireResult &result);

private:
    QNetworkReply *transmit(QNetworkAccessManager &network);
    void connectReply();
    void noteProgress();
    void watchSilence(std::chrono::milliseconds delay);
    void checkSilence();
    void headArrived();
    void readAvailable();
    void readToMemory();
    void feedSink();
    bool isPaused() const;
    void replyFinished();
    void concludeReply();
    WireAnswer answer() const;
    void giveUp(ErrorKind kind, const QString &message, WireFailure::Reached reached);
    void conclude(const WireResult &result);

    const WireRequest m_request;
    Clock &m_clock;
    QNetworkReply *m_reply = nullptr; // Null once concluded.
    QByteArray m_body;
    std::chrono::milliseconds m_lastProgress;
    bool m_sent = false;
    bool m_toSink = false; //!< The body is the download's.
    bool m_ended = false; //!< All of the answer has arrived, not all has been read.
};

} // namespace Runlight
