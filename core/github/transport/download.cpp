// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/download.h"

#include "core/github/transport/answerheaders.h"

#include "core/github/transport/contentdisposition.h"

#include <QRegularExpression>

namespace Runlight {

namespace {

// Getting on by less than this between two breaks counts as failing.
constexpr qint64 worthwhileBytes = 256 << 10;

// Only such an ETag promises the same bytes.
QByteArray strongTag(const AnswerHeaders &headers)
{
    const QByteArray tag = headers.value("etag");
    return tag.startsWith('"') ? tag : QByteArray();
}

// Lengths and offsets would count something else than what is kept.
bool isEncoded(const AnswerHeaders &headers)
{
    const QByteArray encoding = headers.value("content-encoding");
    return !encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0;
}

DownloadHead headOf(const AnswerHeaders &headers, qint64 totalBytes, const QByteArray &validator)
{
    const QByteArray type = headers.value("content-type").split(';').first();
    return {totalBytes, type.trimmed().toLower(), fileNameOf(headers.value("content-disposition")), validator};
}

struct ContentRange
{
    qint64 first = -1;
    qint64 last = -1;
    qint64 total = -1;
};

ContentRange contentRange(const AnswerHeaders &headers)
{
    static const QRegularExpression form(QStringLiteral("\\Abytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)\\z"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(headers.value("content-range")));
    const auto number = [&match](int group) {
        bool isNumber = false;
        const qint64 value = match.captured(group).toLongLong(&isNumber);
        return isNumber ? value : -1;
    };
    return match.hasMatch() ? ContentRange{number(1), number(2), number(3)} : ContentRange();
}

} // namespace

Download::Download(DownloadSink *sink, const DownloadPoint &from)
    : m_sink(sink)
    , m_validator(from.validator)
    , m_received(from.receivedBytes)
    , m_total(from.totalBytes)
    , m_reached(from.receivedBytes)
{ }

Download::Body Download::accept(int status, const AnswerHeaders &headers)
{
    if (status != 200 && status != 206)
        return Body::None;
    const Body body = isEncoded(headers) ? Body::Wrong : status == 206 ? acceptRest(headers) : acceptWhole(headers);
    if (body == Body::Wrong)
        startOver();
    return body;
}

Download::Body Download::acceptWhole(const AnswerHeaders &headers)
{
    m_received = 0;
    m_validator = strongTag(headers);
    m_total = headers.number("content-length").value_or(-1);
    if (m_sink)
        m_sink->begin(headOf(headers, m_total, m_validator));
    return Body::Ours;
}

Download::Body Download::acceptRest(const AnswerHeaders &headers)
{
    const ContentRange range = contentRange(headers);
    const bool goesOn = offset() > 0 && range.first == m_received && range.last >= range.first;
    const bool isSame = (m_total < 0 || range.total < 0 || range.total == m_total)
        && (strongTag(headers).isEmpty() || strongTag(headers) == m_validator);
    // A server may give less than all the rest; then it is asked again.
    if (!goesOn || !isSame)
        return Body::Wrong;
    if (m_total < 0)
        m_total = range.total;
    return Body::Ours;
}

void Download::take(const QByteArray &bytes)
{
    m_received += bytes.size();
    if (m_sink)
        m_sink->take(bytes);
}

bool Download::wasWholeAlready(const AnswerHeaders &headers) const
{
    return m_received > 0 && contentRange(headers).total == m_received;
}

void Download::startOver()
{
    m_validator.clear();
}

bool Download::hasGotOn()
{
    if (m_received < m_reached + worthwhileBytes)
        return false;
    m_reached = m_received;
    return true;
}

} // namespace Runlight
