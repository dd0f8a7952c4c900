// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/downloads.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/store/store.h"
#include "tests/support/fakenetwork.h"
#include "tests/support/madezip.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QHash>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <map>

namespace Runlight {

//! What is in a folder: each file's content by its way from there, hidden ones too; folders without anything end in
//! '/'.
inline std::map<QString, QByteArray> filesIn(const QString &folder)
{
    std::map<QString, QByteArray> files;
    const QDir root(folder);
    QDirIterator each(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        QFile file(path);
        if (QFileInfo(path).isDir() && QDir(path).isEmpty())
            files[root.relativeFilePath(path) + QLatin1Char('/')] = {};
        else if (file.open(QIODevice::ReadOnly))
            files[root.relativeFilePath(path)] = file.readAll();
    }
    return files;
}

//! Bytes that do not pack, the same every time.
inline QByteArray noise(qsizetype size, quint32 seed = 1)
{
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    QRandomGenerator(seed).fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(size);
    return bytes;
}

inline QByteArray sha256Of(const QByteArray &bytes)
{
    return "sha256:" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

//! Downloads over a network that a function answers: an API that redirects to a storage, which serves parts.
class DownloadsBench
{
public:
    using State = Transfer::State;
    using Header = QNetworkReply::RawHeaderPair;

    explicit DownloadsBench(const Downloads::Limits &limits = {}, const QString &storeFile = {})
        : store(std::make_unique<Store>(storeFile, clock))
        , network(clock,
                  [this](const FakeRequest &request) {
                      requests.append(request);
                      return answer(request);
                  })
        , m_limits(limits)
    {
        open();
    }
    ~DownloadsBench() { downloads.reset(); }

    void open()
    {
        downloads = std::make_unique<Downloads>(*store, clock, m_limits);
        downloads->addAccount(account, github);
    }

    //! Puts \a bytes into the storage and says how they would be asked for.
    ArtifactRequest put(qint64 id, const QByteArray &bytes, const QString &name = QStringLiteral("reports"))
    {
        bodies[id] = bytes;
        ArtifactRequest request;
        request.repository = {account.id, {QStringLiteral("acme"), QStringLiteral("api")}};
        request.run = RunId{7};
        request.artifact.id = ArtifactId{id};
        request.artifact.runId = RunId{7};
        request.artifact.name = name;
        request.artifact.sizeBytes = bytes.size();
        request.artifact.digest = QString::fromLatin1(sha256Of(bytes));
        request.folder = target.path();
        return request;
    }

    //! Lets events, workers and, where nothing else is due, time go on until \a predicate holds; false where it never
    //! does.
    template <typename Predicate>
    bool until(Predicate predicate)
    {
        QElapsedTimer timer;
        timer.start();
        while (!predicate()) {
            if (timer.elapsed() > 30'000)
                return false;
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            if (network.answersDue() == 0 && !predicate())
                clock.advanceToNextTimer();
        }
        return true;
    }
    bool reaches(TransferId id, State state)
    {
        // What it became instead, for whoever reads that it did not.
        const auto isStuck = [&] {
            return stateOf(id) == State::Failed || stateOf(id) == State::Done;
        };
        if (until([&] { return stateOf(id) == state || isStuck(); }) && stateOf(id) == state)
            return true;
        qWarning("%s: %s", qPrintable(transferStateName(stateOf(id))),
                 qPrintable(downloads->transfer(id)->error.value_or(Error()).message));
        return false;
    }
    bool receives(TransferId id, qint64 bytes)
    {
        return until([&] { return downloads->transfer(id)->receivedBytes >= bytes; });
    }
    //! No worker has anything in hand any more.
    bool rests()
    {
        return until([&] { return downloads->pendingWork() == 0; });
    }

    State stateOf(TransferId id) const
    {
        const std::optional<Transfer> transfer = downloads->transfer(id);
        return transfer ? transfer->state : State::Queued;
    }
    ErrorKind errorOf(TransferId id) const
    {
        const std::optional<Transfer> transfer = downloads->transfer(id);
        return transfer && transfer->error ? transfer->error->kind : ErrorKind::Internal;
    }
    //! Nothing is in the target folder, hidden or not.
    bool isTargetEmpty() const { return filesIn(target.path()).empty(); }

    static bool isStorage(const FakeRequest &request) { return request.url.host() == QLatin1String("storage.example"); }
    QList<FakeRequest> storageRequests() const
    {
        QList<FakeRequest> all;
        std::copy_if(requests.begin(), requests.end(), std::back_inserter(all), isStorage);
        return all;
    }

    VirtualClock clock;
    QTemporaryDir target;
    std::unique_ptr<Store> store;
    const Account account =
        Account::of(QStringLiteral("kim"), QStringLiteral("github.com"), QUrl(QStringLiteral("https://api.example")));
    QHash<qint64, QByteArray> bodies;
    QList<Header> headers = {{"Content-Type", "application/zip"}};
    qint64 bytesPerSecond = 0;
    std::function<std::optional<FakeAnswer>(const FakeRequest &)> fault;
    QList<FakeRequest> requests;

    FakeNetwork network;
    HostCircuits circuits{clock};
    ResponseCache responses;
    GitHub github{{account.apiUrl, "a-token", account.id.value}, network, clock, circuits, responses};
    std::unique_ptr<Downloads> downloads;

private:
    FakeAnswer answer(const FakeRequest &request)
    {
        if (fault) {
            if (const std::optional<FakeAnswer> instead = fault(request))
                return *instead;
        }
        const QString id = request.url.path().section(QLatin1Char('/'), -2, -2);
        if (!isStorage(request))
            return {302, {}, {{"Location", "https://storage.example/" + id.toLatin1() + "/zip?sig=s3cr3t"}}};
        return serve(bodies.value(id.toLongLong()), request);
    }

    FakeAnswer serve(const QByteArray &whole, const FakeRequest &request)
    {
        const QByteArray tag = '"' + QCryptographicHash::hash(whole, QCryptographicHash::Md5).toHex() + '"';
        const QByteArray range = request.headers.rawHeader("Range");
        FakeAnswer answer{200, whole, headers + QList<Header>{{"ETag", tag}}};
        if (range.startsWith("bytes=") && request.headers.rawHeader("If-Range") == tag) {
            const qint64 first = range.mid(6).chopped(1).toLongLong();
            answer.status = 206;
            answer.body = whole.mid(first);
            answer.headers.append({"Content-Range",
                                   "bytes " + QByteArray::number(first) + '-' + QByteArray::number(whole.size() - 1)
                                       + '/' + QByteArray::number(whole.size())});
        }
        answer.headers.append({"Content-Length", QByteArray::number(answer.body.size())});
        answer.bytesPerSecond = bytesPerSecond;
        return answer;
    }

    const Downloads::Limits m_limits;
};

} // namespace Runlight
