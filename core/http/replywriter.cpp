// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/replywriter.h"

#include "core/base/clock.h"

#include <QTcpSocket>

#include <array>

namespace Runlight {

namespace {

// How often a slow body goes on.
constexpr std::chrono::milliseconds sliceInterval{50};

QByteArray reasonPhrase(int status)
{
    struct Phrase
    {
        int status;
        const char *text;
    };
    static constexpr std::array phrases{
        Phrase{200, "OK"},
        Phrase{201, "Created"},
        Phrase{202, "Accepted"},
        Phrase{204, "No Content"},
        Phrase{206, "Partial Content"},
        Phrase{302, "Found"},
        Phrase{304, "Not Modified"},
        Phrase{400, "Bad Request"},
        Phrase{401, "Unauthorized"},
        Phrase{403, "Forbidden"},
        Phrase{404, "Not Found"},
        Phrase{409, "Conflict"},
        Phrase{410, "Gone"},
        Phrase{416, "Range Not Satisfiable"},
        Phrase{422, "Unprocessable Entity"},
        Phrase{429, "Too Many Requests"},
        Phrase{500, "Internal Server Error"},
        Phrase{501, "Not Implemented"},
        Phrase{502, "Bad Gateway"},
        Phrase{503, "Service Unavailable"},
    };
    for (const Phrase &phrase : phrases) {
        if (phrase.status == status)
            return phrase.text;
    }
    return "Unknown";
}

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

QByteArray head(const HttpReply &reply)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonPhrase(reply.status) + "\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    if (mayHaveBody(reply.status))
        head += "Content-Length: " + QByteArray::number(reply.body.size() + reply.delivery.missingBytes) + "\r\n";
    return head + "\r\n";
}

} // namespace

ReplyWriter::ReplyWriter(QTcpSocket *socket, HttpReply reply, Clock &clock, std::function<void()> done)
    : QObject(socket)
    , m_socket(socket)
    , m_reply(std::move(reply))
    , m_clock(clock)
    , m_done(std::move(done))
{
    if (m_reply.delivery.delay.count() > 0)
        m_clock.singleShot(m_reply.delivery.delay, this, [this] { begin(); });
    else
        begin();
}

void ReplyWriter::begin()
{
    if (m_reply.delivery.end == HttpDelivery::End::Silent)
        return;
    if (m_reply.delivery.end == HttpDelivery::End::Dropped)
        return finish();
    const qint64 size = mayHaveBody(m_reply.status) ? m_reply.body.size() : 0;
    m_end = m_reply.delivery.end == HttpDelivery::End::Truncated ? size / 2 : size;
    m_socket->write(head(m_reply));
    writeSlice();
}

void ReplyWriter::writeSlice()
{
    const qint64 rate = m_reply.delivery.bytesPerSecond;
    const qint64 slice = rate > 0 ? std::max<qint64>(1, rate * sliceInterval.count() / 1000) : m_end;
    const qint64 size = std::min(slice, m_end - m_sent);
    m_socket->write(m_reply.body.constData() + m_sent, size);
    m_sent += size;
    if (m_sent < m_end)
        m_clock.singleShot(sliceInterval, this, [this] { writeSlice(); });
    else
        finish();
}

void ReplyWriter::finish()
{
    // Qt 6.8 deletes a socket that is closing when its turn ends, with what it has yet to send: so the turn ends first.
    m_done();
    if (m_reply.delivery.end != HttpDelivery::End::Whole || m_reply.delivery.missingBytes > 0)
        m_socket->disconnectFromHost();
    deleteLater();
}

} // namespace Runlight
