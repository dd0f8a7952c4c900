// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/answers.h"
#include "core/github/services/dispatches.h"
#include "core/github/services/request.h"
#include "core/github/types/objectreader.h"
#include "core/github/types/parsedispatch.h"

#include <QCoreApplication>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

struct ContentsText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::ContentsService)
};

Error contentsFailure(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

// "a/b c" as it stands in an address; nothing where it would lead elsewhere.
std::optional<QString> encodedPath(const QString &path)
{
    QStringList segments = path.split(u'/');
    for (QString &segment : segments) {
        if (segment == "."_L1 || segment == ".."_L1)
            return std::nullopt;
        segment = QString::fromLatin1(QUrl::toPercentEncoding(segment));
    }
    return segments.join(u'/');
}

// What GET contents says of a file: its bytes, or the blob that has them.
struct FoundFile
{
    QByteArray bytes;
    QString blob; //!< Its hash, where the bytes are not given: above 1 MB.
};

Expected<QByteArray> decoded(const Parse::ObjectReader &reader)
{
    const QByteArray text = reader.text("content"_L1).toLatin1().replace('\n', QByteArray());
    const auto result = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return Unexpected(Parse::fieldError(u"content"_s));
    return *result;
}

Expected<FoundFile> fileFrom(const QJsonValue &json)
{
    Parse::ObjectReader reader(json);
    if (json.isArray() || reader.text("type"_L1) != "file"_L1)
        return Unexpected(contentsFailure(ErrorKind::ParseError,
                                          ContentsText::tr("There is no file at this path, but a folder or a link.")));
    if (reader.text("encoding"_L1) == "base64"_L1)
        return decoded(reader).map([](const QByteArray &bytes) { return FoundFile{bytes, {}}; });
    const QString sha = reader.requiredText("sha"_L1);
    return reader.result(FoundFile{{}, sha});
}

Expected<QByteArray> blobFrom(const QJsonValue &json)
{
    const Parse::ObjectReader reader(json);
    if (reader.text("encoding"_L1) != "base64"_L1)
        return Unexpected(Parse::fieldError(u"encoding"_s));
    return decoded(reader);
}

//! A file, and its blob where it is too large for the first answer.
class FileCall final : public CallJob
{
public:
    FileCall(ApiClient &client, RepoName repository, Caller caller, Done<QByteArray> done)
        : CallJob(client, caller)
        , m_repository(std::move(repository))
        , m_done(std::move(done))
    { }

private:
    void received(Expected<ApiResponse> response) override
    {
        if (!response)
            return deliver(response, Unexpected(response.error()));
        const Expected<QJsonValue> json = Parse::body(response->body);
        if (m_isBlob)
            return deliver(response, json.and_then(blobFrom));
        const Expected<FoundFile> file = json.and_then(fileFrom);
        if (!file || file->blob.isEmpty())
            return deliver(response, file.map(&FoundFile::bytes));
        m_isBlob = true;
        const QString sha = QString::fromLatin1(QUrl::toPercentEncoding(file->blob));
        start(repositoryRequest(m_repository, "/git/blobs/"_L1 + sha));
    }

    void deliver(const Expected<ApiResponse> &response, Expected<QByteArray> bytes)
    {
        finish(response, [done = m_done, &bytes] { done(std::move(bytes)); });
    }

    const RepoName m_repository;
    const Done<QByteArray> m_done;
    bool m_isBlob = false;
};

QLatin1String listPath(GitRef::Kind kind)
{
    return kind == GitRef::Kind::Branch ? "/branches"_L1 : "/tags"_L1;
}

Parser<Page<GitRef>> listedRefs(GitRef::Kind kind)
{
    return pageOf<GitRef>(""_L1, [kind](const QJsonValue &json) { return Parse::listedRef(json, kind); });
}

} // namespace

ContentsService::ContentsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *ContentsService::file(const RepoName &repository, const QString &path, const QString &ref, Caller caller,
                              Done<QByteArray> done)
{
    QUrlQuery query;
    addTo(query, "ref"_L1, ref);
    const std::optional<QString> encoded = encodedPath(path);
    const Expected<ApiRequest> request = encoded
        ? repositoryRequest(repository, "/contents/"_L1 + *encoded, query)
        : Unexpected(contentsFailure(ErrorKind::WorkflowNotFound,
                                     ContentsText::tr("“%1” is not the path of a file in a repository.").arg(path)));
    auto *job = new FileCall(m_client, repository, caller, std::move(done));
    job->start(request);
    return job;
}

RefsService::RefsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *RefsService::list(const RepoName &repository, GitRef::Kind kind, PageRequest page, Caller caller,
                          Done<Page<GitRef>> done)
{
    QUrlQuery query;
    addTo(query, page);
    const auto request = repositoryRequest(repository, listPath(kind), query);
    return call(m_client, request, caller, listedRefs(kind), std::move(done));
}

ApiJob *RefsService::next(const QUrl &link, GitRef::Kind kind, Caller caller, Done<Page<GitRef>> done)
{
    return call(m_client, nextPageRequest(link), caller, listedRefs(kind), std::move(done));
}

ApiJob *RefsService::startingWith(const RepoName &repository, GitRef::Kind kind, const QString &prefix, Caller caller,
                                  Done<Page<GitRef>> done)
{
    const std::optional<QString> encoded = encodedPath(prefix);
    const QLatin1String folder = kind == GitRef::Kind::Branch ? "heads/"_L1 : "tags/"_L1;
    const Expected<ApiRequest> request = encoded
        ? repositoryRequest(repository, "/git/matching-refs/"_L1 + folder + *encoded)
        : Unexpected(
            contentsFailure(ErrorKind::InvalidRef, ContentsText::tr("No branch or tag is called “%1”.").arg(prefix)));
    const auto parse = pageOf<GitRef>(""_L1, [kind](const QJsonValue &json) { return Parse::matchingRef(json, kind); });
    return call(m_client, request, caller, parse, std::move(done));
}

} // namespace Runlight
