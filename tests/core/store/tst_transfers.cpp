// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace Runlight;

class TestTransfers : public QObject
{
    Q_OBJECT

    static StoredTransfer transfer(qint64 id)
    {
        StoredTransfer transfer;
        transfer.id = id;
        transfer.repository = {mona(), helloWorld()};
        transfer.run = RunId{7};
        transfer.artifact = {
            ArtifactId{11}, RunId{7},  QStringLiteral("reports; 'quoted'"), 1234, QStringLiteral("sha256:ab"), false,
            minute(0),      minute(99)};
        transfer.folder = QStringLiteral("/home/mona/Downloads");
        transfer.state = QStringLiteral("Queued");
        transfer.startedAt = minute(1);
        return transfer;
    }

    static void save(Store &store, const StoredTransfer &transfer)
    {
        await<bool>([&](QObject *context, auto done) { store.saveTransfer(transfer, context, std::move(done)); });
    }

    static QList<StoredTransfer> all(Store &store)
    {
        return await<QList<StoredTransfer>>(
            [&](QObject *context, auto done) { store.transfers(context, std::move(done)); });
    }

private Q_SLOTS:
    void outliveTheProgram()
    {
        StoreFixture fixture;
        StoredTransfer ended = transfer(2);
        ended.state = QStringLiteral("Failed");
        ended.place = QStringLiteral("/home/mona/Downloads/reports");
        ended.isFolder = false;
        ended.isVerified = true;
        ended.totalBytes = 5'000'000'000;
        ended.unpackedBytes = 6'000'000'000;
        ended.error = Error();
        ended.error->kind = ErrorKind::AccessDenied;
        ended.error->httpStatus = 403;
        ended.error->message = QStringLiteral("Resource not accessible");
        ended.error->neededPermission = QStringLiteral("actions=read");
        ended.leftOut = {QStringLiteral("../x"), QStringLiteral("It leads out of the folder.")};
        ended.leftOutCount = 1;
        ended.renamedCount = 3;
        ended.endedAt = minute(5);
        {
            const auto store = fixture.open();
            save(*store, transfer(1));
            save(*store, ended);
        }
        const auto store = fixture.open();
        QCOMPARE(all(*store), (QList<StoredTransfer>{ended, transfer(1)}));
    }

    void theSameNumberReplaces()
    {
        StoreFixture fixture;
        const auto store = fixture.open();
        save(*store, transfer(1));
        StoredTransfer later = transfer(1);
        later.state = QStringLiteral("Done");
        save(*store, later);
        QCOMPARE(all(*store), QList<StoredTransfer>{later});
    }

    void areForgotten()
    {
        StoreFixture fixture;
        const auto store = fixture.open();
        for (qint64 id = 1; id <= 3; ++id)
            save(*store, transfer(id));
        await<bool>([&](QObject *context, auto done) { store->removeTransfers({1, 3, 9}, context, std::move(done)); });
        QCOMPARE(all(*store), QList<StoredTransfer>{transfer(2)});
    }

    void anErrorOfALaterProgramIsStillOne()
    {
        StoreFixture fixture;
        StoredTransfer failed = transfer(1);
        failed.error = Error{.kind = ErrorKind::Internal, .message = QStringLiteral("x")};
        const auto store = fixture.open();
        save(*store, failed);
        QCOMPARE(all(*store), QList<StoredTransfer>{failed});
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
