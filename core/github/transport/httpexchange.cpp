// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/httpexchange.h"

#include "core/base/clock.h"
#include "core/github/transport/download.h"
#include "core/github/transport/errormapping.h"
#include "core/github/transport/networkrequest.h"
#include "core/github/transport/unrepeatablebody.h"

#include <QNetworkAccessManager>

namespace Runlight {

namespace {

// What Qt may hold of a download before it stops reading, and what a sink is handed at once.
constexpr qint64 downloadBuffer = 1 << 20;
constexpr qint64 downloadPiece = 256 << 10;

// Qt reports a status of 400 and above as an error, yet it is a whole answer.
bool isWholeAnswer(QNetworkReply::NetworkError code, int status)
{
    // Qt's name for the status 400 stands among those of broken protocols.
    const bool isStatusError = (code > 200 && code < 300) || (code > 400 && code < 500)
        || code == QNetworkReply::ProtocolInvalidOperationError;
    return code == QNetworkReply::NoError || (isStatusError && status >= 400);
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

HttpExchange::HttpExchange(const WireRequest &request, QNetworkAccessManager &network, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_clock(clock)
    , m_reply(transmit(network))
    , m_lastProgress(clock.monotonic())
    // Qt does not tell when a write without a body has gone out.
    , m_sent(request.verb != Verb::Get && request.body.isEmpty())
{
    connectReply();
    if (request.download) {
        m_reply->setReadBufferSize(downloadBuffer);
        connect(request.download->sink(), &DownloadSink::caughtUp, this, &HttpExchange::feedSink);
    }
    watchSilence(m_sent ? idleTimeout : connectTimeout);
}

HttpExchange::~HttpExchange()
{
    abort();
}

void HttpExchange::abort()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

QNetworkReply *HttpExchange::transmit(QNetworkAccessManager &network)
{
    QNetworkRequest request = networkRequest(m_request);
    if (m_request.verb == Verb::Get)
        return network.get(request);
    // Unbuffered, with its length said beforehand: else Qt takes the body over and can repeat it.
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
    auto *body = new UnrepeatableBody(m_request.body, this);
    QNetworkReply *reply = network.sendCustomRequest(request, verbName(m_request.verb), body);
    body->setParent(reply);
    return reply;
}

void HttpExchange::connectReply()
{
    connect(m_reply, &QNetworkReply::requestSent, this, &HttpExchange::noteProgress);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpExchange::noteProgress);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::headArrived);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readAvailable);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::replyFinished);
}

void HttpExchange::noteProgress()
{
    m_sent = true;
    m_lastProgress = m_clock.monotonic();
}

// One timer that looks at its due time what happened since costs less than restarting one with every packet.
void HttpExchange::watchSilence(std::chrono::milliseconds delay)
{
    m_clock.singleShot(delay, this, [this] { checkSilence(); });
}

void HttpExchange::checkSilence()
{
    if (!m_reply)
        return;
    // Then it is not the server who is slow.
    if (isPaused())
        m_lastProgress = m_clock.monotonic();
    const auto left = m_lastProgress + (m_sent ? idleTimeout : connectTimeout) - m_clock.monotonic();
    if (left > std::chrono::milliseconds(0))
        watchSilence(left);
    else if (m_sent)
        giveUp(ErrorKind::Timeout,
               tr("The server fell silent for %n second(s).", nullptr, int(idleTimeout.count() / 1000)),
               WireFailure::Reached::Perhaps);
    else
        giveUp(ErrorKind::Timeout,
               tr("No connection came about within %n second(s).", nullptr, int(connectTimeout.count() / 1000)),
               WireFailure::Reached::Perhaps);
}

void HttpExchange::headArrived()
{
    noteProgress();
    if (m_toSink)
        return;
    if (m_request.download) {
        const QPointer<HttpExchange> self(this);
        const auto body = m_request.download->accept(statusOf(*m_reply), AnswerHeaders(m_reply->rawHeaderPairs()));
        if (!self || !m_reply) // The sink may cancel what begins.
            return;
        if (body == Download::Body::Wrong)
            return giveUp(ErrorKind::Transport, tr("The server sent something else than was asked for."),
                          WireFailure::Reached::Perhaps);
        m_toSink = body == Download::Body::Ours;
    }
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (!m_toSink && announced > m_request.maxResponseBytes)
        giveUp(ErrorKind::Transport, tr("The answer is too large."), WireFailure::Reached::Answered);
}

void HttpExchange::readAvailable()
{
    noteProgress();
    if (m_toSink)
        feedSink();
    else
        readToMemory();
}

void HttpExchange::readToMemory()
{
    // One byte more than allowed tells that there is more, however much a compressed body would unpack to.
    m_body += m_reply->read(m_request.maxResponseBytes + 1 - m_body.size());
    if (m_body.size() > m_request.maxResponseBytes)
        giveUp(ErrorKind::Transport, tr("The answer is too large."), WireFailure::Reached::Answered);
}

bool HttpExchange::isPaused() const
{
    const DownloadSink *sink = m_toSink ? m_request.download->sink() : nullptr;
    return sink && sink->isBehind();
}

void HttpExchange::feedSink()
{
    // The sink may cancel what it is fed.
    const QPointer<HttpExchange> self(this);
    while (m_reply && m_toSink && !isPaused() && m_reply->bytesAvailable() > 0) {
        m_lastProgress = m_clock.monotonic();
        m_request.download->take(m_reply->read(downloadPiece));
        if (!self)
            return;
    }
    if (m_reply && m_ended && m_reply->bytesAvailable() == 0)
        concludeReply();
}

void HttpExchange::replyFinished()
{
    const QPointer<HttpExchange> self(this);
    m_ended = true;
    readAvailable();
    if (self && m_reply && !m_toSink)
        concludeReply();
}

void HttpExchange::concludeReply()
{
    if (!isWholeAnswer(m_reply->error(), statusOf(*m_reply)))
        conclude(tl::unexpected(failureFromNetwork(m_reply->error(), m_reply->errorString())));
    else if (m_toSink && !m_request.download->isWhole())
        giveUp(ErrorKind::Transport, tr("The server closed the connection before its answer was complete."),
               WireFailure::Reached::Perhaps);
    else
        conclude(answer());
}

WireAnswer HttpExchange::answer() const
{
    return {m_request.url,
            statusOf(*m_reply),
            m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString(),
            AnswerHeaders(m_reply->rawHeaderPairs()),
            m_body,
            m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool()};
}

void HttpExchange::giveUp(ErrorKind kind, const QString &message, WireFailure::Reached reached)
{
    WireFailure failure;
    failure.error.kind = kind;
    failure.error.httpStatus = statusOf(*m_reply);
    failure.error.message = message;
    failure.reached = reached;
    conclude(tl::unexpected(failure));
}

void HttpExchange::conclude(const WireResult &result)
{
    abort();
    Q_EMIT finished(result);
}

} // namespace Runlight
