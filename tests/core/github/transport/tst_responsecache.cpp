// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/responsecache.h"

#include <QHash>
#include <QTest>

using namespace Runlight;

namespace {

//! Answers when told to, as a storage on another thread would.
class SlowStorage : public ResponseStorage
{
public:
    void findResponse(const QString &key, QObject *, std::function<void(std::optional<CachedResponse>)> done) override
    {
        pending = [this, key, done = std::move(done)] {
            const auto found = kept.constFind(key);
            done(found == kept.constEnd() ? std::nullopt : std::optional(*found));
        };
    }
    void saveResponse(const QString &key, const CachedResponse &response) override { kept.insert(key, response); }

    QHash<QString, CachedResponse> kept;
    std::function<void()> pending;
};

CachedResponse answer(const QByteArray &etag, const QByteArray &body = "body")
{
    return {etag, body, QUrl(QStringLiteral("https://a.example/?page=2"))};
}

} // namespace

class TestResponseCache : public QObject
{
    Q_OBJECT

    //! The ETag found at once, "none" where there is no answer, "later" where there was no call yet.
    QByteArray etagOf(ResponseCache &cache, const QString &key)
    {
        QByteArray etag = "later";
        cache.find(key, this, [&](std::optional<CachedResponse> found) { etag = found ? found->etag : "none"; });
        return etag;
    }

private Q_SLOTS:
    void keepsTheLatestAnswer()
    {
        ResponseCache cache;
        QCOMPARE(etagOf(cache, QStringLiteral("a")), "none");
        cache.save(QStringLiteral("a"), answer("\"1\""));
        cache.save(QStringLiteral("a"), answer("\"2\""));
        QCOMPARE(etagOf(cache, QStringLiteral("a")), "\"2\"");
        QCOMPARE(etagOf(cache, QStringLiteral("b")), "none");
    }

    void dropsTheLeastRecentlyUsedAtItsBound()
    {
        ResponseCache cache(nullptr, 1000);
        for (const char *key : {"a", "b", "c"})
            cache.save(QString::fromLatin1(key), answer(key, QByteArray(300, 'x')));
        QCOMPARE(etagOf(cache, QStringLiteral("a")), "a"); // Used: now "b" is the oldest.
        cache.save(QStringLiteral("d"), answer("d", QByteArray(300, 'x')));
        QCOMPARE(etagOf(cache, QStringLiteral("b")), "none");
        QCOMPARE(etagOf(cache, QStringLiteral("a")), "a");
        cache.save(QStringLiteral("big"), answer("big", QByteArray(2000, 'x')));
        QCOMPARE(etagOf(cache, QStringLiteral("big")), "none");
    }

    void asksTheStorageOnce()
    {
        SlowStorage storage;
        storage.kept.insert(QStringLiteral("a"), answer("stored"));
        ResponseCache cache(&storage);
        QByteArray etag;
        cache.find(QStringLiteral("a"), this, [&](std::optional<CachedResponse> found) { etag = found->etag; });
        QCOMPARE(etag, "");
        storage.pending();
        QCOMPARE(etag, "stored");
        QCOMPARE(etagOf(cache, QStringLiteral("a")), "stored"); // At once: memory has it now.
        QCOMPARE(etagOf(cache, QStringLiteral("b")), "later");
    }

    void aNewerAnswerBeatsTheStoredOne()
    {
        SlowStorage storage;
        ResponseCache cache(&storage);
        QByteArray etag;
        cache.find(QStringLiteral("a"), this, [&](std::optional<CachedResponse> found) { etag = found->etag; });
        cache.save(QStringLiteral("a"), answer("new"));
        storage.kept.insert(QStringLiteral("a"), answer("old"));
        storage.pending();
        QCOMPARE(etag, "new");
        QCOMPARE(etagOf(cache, QStringLiteral("a")), "new");
    }

    void savesToTheStorage()
    {
        SlowStorage storage;
        ResponseCache cache(&storage, 10); // Too small for memory to keep anything.
        cache.save(QStringLiteral("a"), answer("\"1\""));
        QCOMPARE(storage.kept.value(QStringLiteral("a")).etag, "\"1\"");
        QCOMPARE(storage.kept.value(QStringLiteral("a")).next, answer({}).next);
    }
};

QTEST_GUILESS_MAIN(TestResponseCache)
#include "tst_responsecache.moc"
