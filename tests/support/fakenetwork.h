// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <functional>

namespace Runlight {

//! A request as it would have gone out.
struct FakeRequest
{
    QByteArray verb;
    QUrl url;
    QByteArray body;
    QNetworkRequest headers;
};

//! What comes back, and how.
struct FakeAnswer
{
    int status = 200;
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> headers;
    QNetworkReply::NetworkError error = QNetworkReply::NoError; //!< Else there is no answer.
    qint64 cutAt = -1; //!< The connection breaks after so many bytes of the body; -1: it does not.
    qint64 bytesPerSecond = 0; //!< On the clock; 0: the body comes at once.
    bool hangs = false; //!< Neither an answer nor an error ever comes.
    Clock::Milliseconds delay{0}; //!< On the clock; without one the answer comes from the event loop.
};

//! A network without sockets: every request is answered by a function, so that a day of polling takes a second.
class FakeNetwork : public QNetworkAccessManager
{
    Q_OBJECT

public:
    using Handler = std::function<FakeAnswer(const FakeRequest &)>;

    //! \a clock must outlive this.
    FakeNetwork(Clock &clock, Handler handler, QObject *parent = nullptr);

    //! Requests whose answer is about to come without the clock moving.
    int answersDue() const { return m_answersDue; }
    int aborted() const { return m_aborted; }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override;

private:
    friend class FakeReply;

    Clock &m_clock;
    Handler m_handler;
    int m_answersDue = 0;
    int m_aborted = 0;
};

} // namespace Runlight
