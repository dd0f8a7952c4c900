// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Runlight;

namespace {

std::optional<CachedResponse> response(Store &store, const QString &key)
{
    const auto answer = tryAwait<std::optional<CachedResponse>>([&](QObject *context, auto done) {
        store.findResponse(key, context, [done](std::optional<CachedResponse> found) { done(std::move(found)); });
    });
    return answer.value().value();
}

//! Bytes that do not get smaller by compressing.
QByteArray noise(int size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

QString key(int number)
{
    return QStringLiteral("mona@github.com https://api.github.com/repos/octocat/r%1/actions/runs").arg(number);
}

} // namespace

class TestResponses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsResponsesAcrossRestarts();
    void replacesAResponse();
    void dropsTheLeastRecentlyUsed();
    void doesNotKeepWhatIsTooLarge();
    void doesNotKeepCredentials();
};

void TestResponses::keepsResponsesAcrossRestarts()
{
    StoreFixture fixture;
    const CachedResponse saved{QByteArray("W/\"abc\0def\"", 11), noise(5000, 1) + QByteArray(100'000, 'x'),
                               QUrl(QStringLiteral("https://api.github.com/repositories/1/actions/runs?page=2"))};
    fixture.open()->saveResponse(key(1), saved);
    const auto store = fixture.open();
    const std::optional<CachedResponse> found = response(*store, key(1));
    QVERIFY(found);
    QCOMPARE(found->etag, saved.etag);
    QCOMPARE(found->body, saved.body);
    QCOMPARE(found->next, saved.next);
    QVERIFY(!response(*store, key(2)));
}

void TestResponses::replacesAResponse()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    store->saveResponse(key(1), {"\"1\"", "one", {}});
    store->saveResponse(key(1), {"\"2\"", {}, {}});
    const std::optional<CachedResponse> found = response(*store, key(1));
    QVERIFY(found);
    QCOMPARE(found->etag, QByteArray("\"2\""));
    QVERIFY(found->body.isEmpty());
    QVERIFY(found->next.isEmpty());
}

void TestResponses::dropsTheLeastRecentlyUsed()
{
    StoreFixture fixture;
    StoreLimits limits;
    limits.responseBytes = 10'500;
    const auto store = fixture.open(limits);
    for (int i = 0; i < 10; ++i)
        store->saveResponse(key(i), {"\"e\"", noise(1000, quint32(i)), {}});
    for (int i = 0; i < 10; ++i)
        QVERIFY2(response(*store, key(i)), qPrintable(key(i)));
    QVERIFY(response(*store, key(0)));
    for (int i = 10; i < 14; ++i)
        store->saveResponse(key(i), {"\"e\"", noise(1000, quint32(i)), {}});
    QVERIFY(response(*store, key(0)));
    for (int i = 1; i <= 4; ++i)
        QVERIFY2(!response(*store, key(i)), qPrintable(key(i)));
    for (int i = 5; i < 14; ++i)
        QVERIFY2(response(*store, key(i)), qPrintable(key(i)));
}

void TestResponses::doesNotKeepWhatIsTooLarge()
{
    StoreFixture fixture;
    StoreLimits limits;
    limits.responseBytes = 3000;
    const auto store = fixture.open(limits);
    store->saveResponse(key(1), {"\"1\"", noise(1000, 1), {}});
    store->saveResponse(key(2), {"\"2\"", noise(1000, 2), {}});
    store->saveResponse(key(2), {"\"3\"", noise(4000, 3), {}});
    QVERIFY(response(*store, key(1)));
    // An old body under a new tag would be wrong.
    QVERIFY(!response(*store, key(2)));
}

void TestResponses::doesNotKeepCredentials()
{
    StoreFixture fixture;
    const QString bad = QStringLiteral("ghp_0123456789abcdefghijABCDEFGHIJ012345 https://api.github.com/user");
    {
        const auto store = fixture.open();
        QTest::ignoreMessage(QtWarningMsg, "A response is not kept: its key looks like it holds a credential");
        store->saveResponse(bad, {"\"1\"", "body", {}});
        QVERIFY(!response(*store, bad));
    }
    QFile file(fixture.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("ghp_"));
}

QTEST_GUILESS_MAIN(TestResponses)
#include "tst_responses.moc"
