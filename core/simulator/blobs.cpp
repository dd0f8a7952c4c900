// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/blobs.h"

#include "core/simulator/joblog.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QUrlQuery>

namespace Runlight::Sim {

namespace {

constexpr qint64 urlLives = 60'000;
// A log is there a moment after its job has ended; of GitHub's it may be seconds.
constexpr qint64 logComesAfter = 300;

HttpReply storageError(int status, const char *code, const char *message)
{
    const QByteArray body = QByteArray("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>") + code
        + "</Code><Message>" + message + "</Message></Error>";
    return {status, {{"Content-Type", "application/xml"}, {"x-ms-error-code", code}}, body, {}};
}

HttpReply blobNotFound()
{
    return storageError(404, "BlobNotFound", "The specified blob does not exist.");
}

// What `Range: bytes=FROM-[TO]` asks for, or nothing where it is not understood, which is then not there.
std::optional<std::pair<qint64, qint64>> rangeOf(const HttpRequest &request, qint64 size)
{
    static const QRegularExpression form(QStringLiteral("\\Abytes=(\\d+)-(\\d*)\\z"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(headerValue(request.headers, "Range")));
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 last = match.capturedLength(2) == 0 ? size - 1 : std::min(match.captured(2).toLongLong(), size - 1);
    return std::pair(match.captured(1).toLongLong(), last);
}

// The part of \a whole that \a request asks for, if it does and still has the same before it.
HttpReply partOf(HttpReply whole, const HttpRequest &request)
{
    const QByteArray tag =
        "\"0x" + QCryptographicHash::hash(whole.body, QCryptographicHash::Md5).toHex().left(15).toUpper() + '"';
    whole.headers.append(HttpHeader{"ETag", tag});
    whole.headers.append(HttpHeader{"Accept-Ranges", "bytes"});
    const QByteArray knownTag = headerValue(request.headers, "If-Range");
    const auto range = rangeOf(request, whole.body.size());
    if (!range || (!knownTag.isNull() && knownTag != tag))
        return whole;
    const auto [first, last] = *range;
    const QByteArray total = '/' + QByteArray::number(whole.body.size());
    if (first > last) {
        HttpReply nothing = storageError(416, "InvalidRange", "The range specified is invalid.");
        nothing.headers.append(HttpHeader{"Content-Range", "bytes *" + total});
        return nothing;
    }
    whole.status = 206;
    whole.headers.append(
        HttpHeader{"Content-Range", "bytes " + QByteArray::number(first) + '-' + QByteArray::number(last) + total});
    whole.body = whole.body.mid(first, last - first + 1);
    return whole;
}

} // namespace

Blobs::Blobs(World &world, RunEngine &engine)
    : m_world(world)
    , m_engine(engine)
{ }

QUrl Blobs::urlOf(const Job &job) const
{
    return signedUrl(QStringLiteral("/logs/%1").arg(job.id));
}

QUrl Blobs::urlOf(const Run &run, const Attempt &attempt) const
{
    return signedUrl(QStringLiteral("/run-logs/%1/%2").arg(run.id).arg(attempt.number));
}

QUrl Blobs::urlOf(const Artifact &artifact) const
{
    return signedUrl(QStringLiteral("/artifacts/%1").arg(artifact.id));
}

QUrl Blobs::signedUrl(const QString &path) const
{
    const QString expiry = QString::number(m_world.timeline.now() + urlLives);
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("se"), expiry);
    query.addQueryItem(QStringLiteral("sig"), QString::fromLatin1(signature(path, expiry)));
    QUrl url = m_origin;
    url.setPath(path);
    url.setQuery(query);
    return url;
}

QByteArray Blobs::signature(const QString &path, const QString &expiry) const
{
    const QString text = QStringLiteral("%1 %2 %3").arg(m_world.scenario().seed).arg(path, expiry);
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
}

HttpReply Blobs::handle(const HttpRequest &request) const
{
    if (!headerValue(request.headers, "Authorization").isNull())
        return storageError(400, "InvalidAuthenticationInfo",
                            "Authentication information is not given in the correct format.");
    const QUrlQuery query(request.url);
    const QString expiry = query.queryItemValue(QStringLiteral("se"));
    if (query.queryItemValue(QStringLiteral("sig")).toLatin1() != signature(request.url.path(), expiry))
        return storageError(403, "AuthenticationFailed", "The signature is not valid.");
    if (expiry.toLongLong() < m_world.timeline.now())
        return storageError(403, "AuthenticationFailed", "Signature not valid in the specified time frame.");
    const HttpReply whole = download(request.url.path().split(QLatin1Char('/'), Qt::SkipEmptyParts));
    return whole.status == 200 ? partOf(whole, request) : whole;
}

HttpReply Blobs::outage(int status)
{
    if (status == 404)
        return blobNotFound();
    return storageError(status, "ServerBusy", "The server is currently unable to receive requests.");
}

HttpReply Blobs::download(const QStringList &path) const
{
    const qint64 id = path.value(1).toLongLong();
    if (path.value(0) == QLatin1String("logs"))
        return log(id);
    if (path.value(0) == QLatin1String("run-logs"))
        return logs(id, path.value(2).toInt());
    return artifact(id);
}

HttpReply Blobs::log(qint64 jobId) const
{
    const Job *job = m_world.job(jobId);
    if (!job || job->completedAt + logComesAfter > m_world.timeline.now())
        return blobNotFound();
    return {200, {{"Content-Type", "text/plain; charset=utf-8"}}, jobLog(*m_world.run(job->runId), *job), {}};
}

HttpReply Blobs::logs(qint64 runId, int attempt) const
{
    const Run *run = m_world.run(runId);
    if (!run || attempt < 1 || attempt > int(run->attempts.size()))
        return blobNotFound();
    const QByteArray zip = runLogZip(*run, m_engine.jobs(run->attempts[std::size_t(attempt - 1)]));
    const QByteArray name = "attachment; filename=logs_" + QByteArray::number(run->id) + ".zip";
    return {200, {{"Content-Type", "application/zip"}, {"Content-Disposition", name}}, zip, {}};
}

HttpReply Blobs::artifact(qint64 id) const
{
    for (const Repository &repository : m_world.repositories()) {
        for (const Artifact &artifact : repository.artifacts) {
            if (artifact.id != id)
                continue;
            const QByteArray name = "attachment; filename=\"" + artifact.name.toUtf8() + ".zip\"";
            return {200,
                    {{"Content-Type", "application/zip"}, {"Content-Disposition", name}},
                    ArtifactArchives::zipOf(artifact),
                    {}};
        }
    }
    return blobNotFound();
}

} // namespace Runlight::Sim
