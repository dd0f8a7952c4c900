// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/artifacts/downloadsbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;
using State = Transfer::State;

//! Downloads that go well, and what one can do with them.
class TestDownloads : public QObject
{
    Q_OBJECT

    std::unique_ptr<DownloadsBench> m_bench;

    Downloads &downloads() { return *m_bench->downloads; }
    Transfer transfer(TransferId id) { return m_bench->downloads->transfer(id).value_or(Transfer()); }
    QString target() const { return m_bench->target.path(); }
    std::map<QString, QByteArray> files() const { return filesIn(target()); }

    //! Half a megabyte that does not pack, and a text.
    static QByteArray zip(quint32 seed = 1)
    {
        return madeZip(
            {{.name = "bin/app", .content = noise(500'000, seed)}, {.name = "README.txt", .content = "Hello\n"}});
    }
    static std::map<QString, QByteArray> unpacked(const QString &place, quint32 seed = 1)
    {
        return {{place + QStringLiteral("/bin/app"), noise(500'000, seed)},
                {place + QStringLiteral("/README.txt"), "Hello\n"}};
    }

    void open(const Downloads::Limits &limits = {}, const QString &storeFile = {})
    {
        m_bench = std::make_unique<DownloadsBench>(limits, storeFile);
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { m_bench.reset(); }

    void whatComesIsUnpacked()
    {
        const QByteArray bytes = zip();
        const ArtifactRequest request = m_bench->put(11, bytes);
        QSignalSpy added(&downloads(), &Downloads::added);
        QSignalSpy attention(&downloads(), &Downloads::wantsAttention);
        const TransferId id = downloads().start(request);
        QCOMPARE(added.size(), 1);
        QVERIFY(!transfer(id).isOver());
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        const Transfer done = transfer(id);
        QCOMPARE(done.place, target() + QStringLiteral("/reports"));
        QVERIFY(done.isFolder);
        QVERIFY(done.isVerified);
        QVERIFY(!done.error);
        QCOMPARE(done.receivedBytes, bytes.size());
        QCOMPARE(done.totalBytes, bytes.size());
        QCOMPARE(done.unpackedBytes, 500'006);
        QCOMPARE(done.presence, Transfer::Presence::There);
        QVERIFY(done.endedAt.isValid());
        QCOMPARE(done.leftOutCount, 0);
        QCOMPARE(attention.size(), 1);
        QVERIFY(m_bench->rests());
        // One request of the API, and one of the storage that learns nothing of the account.
        QCOMPARE(m_bench->requests.size(), 2);
        QCOMPARE(m_bench->requests.first().url.path(), QStringLiteral("/repos/acme/api/actions/artifacts/11/zip"));
        QVERIFY(m_bench->requests.first().headers.hasRawHeader("Authorization"));
        QVERIFY(!m_bench->requests.last().headers.hasRawHeader("Authorization"));
    }

    void anOldArtifactHasNoDigest()
    {
        ArtifactRequest request = m_bench->put(11, zip());
        request.artifact.digest.clear();
        const TransferId id = downloads().start(request);
        QVERIFY(m_bench->reaches(id, State::Done));
        QVERIFY(!transfer(id).isVerified);
    }

    void aNameThatIsTakenGetsANumber()
    {
        for (const qint64 artifact : {11, 12, 13}) {
            const TransferId id = downloads().start(m_bench->put(artifact, zip(quint32(artifact))));
            QVERIFY(m_bench->reaches(id, State::Done));
        }
        std::map<QString, QByteArray> all = unpacked(QStringLiteral("reports"), 11);
        all.merge(unpacked(QStringLiteral("reports (2)"), 12));
        all.merge(unpacked(QStringLiteral("reports (3)"), 13));
        QCOMPARE(files(), all);
    }

    void theNameIsNoPath()
    {
        const TransferId id = downloads().start(m_bench->put(11, zip(), QStringLiteral("../../a/b")));
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(QFileInfo(transfer(id).place).path(), target());
        QCOMPARE(QDir(target()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void theTargetIsMade()
    {
        ArtifactRequest request = m_bench->put(11, zip());
        request.folder += QStringLiteral("/new/one");
        QVERIFY(m_bench->reaches(downloads().start(request), State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("new/one/reports")));
    }

    void saysHowFastItComes()
    {
        const QByteArray bytes = zip();
        m_bench->bytesPerSecond = 50'000;
        const TransferId id = downloads().start(m_bench->put(11, bytes));
        QVERIFY(m_bench->receives(id, 250'000));
        const Transfer now = transfer(id);
        QCOMPARE(now.state, State::Downloading);
        QCOMPARE(now.totalBytes, bytes.size());
        QVERIFY2(now.bytesPerSecond > 20'000 && now.bytesPerSecond < 110'000,
                 qPrintable(QString::number(now.bytesPerSecond)));
        QVERIFY(now.timeLeft);
        QVERIFY(*now.timeLeft > 1s && *now.timeLeft < 20s);
        QCOMPARE(downloads().activeCount(), 1);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(transfer(id).bytesPerSecond, 0.0);
        QVERIFY(!transfer(id).timeLeft);
        QCOMPARE(downloads().activeCount(), 0);
    }

    void pausesAndGoesOn_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::newRow("at the first bytes") << qint64(1);
        QTest::newRow("in the middle") << qint64(250'000);
        QTest::newRow("near the end") << qint64(480'000);
    }

    void pausesAndGoesOn()
    {
        QFETCH(qint64, at);
        m_bench->bytesPerSecond = 20'000;
        const QByteArray bytes = zip();
        const TransferId id = downloads().start(m_bench->put(11, bytes));
        QVERIFY(m_bench->receives(id, at));
        downloads().pause(id);
        QCOMPARE(transfer(id).state, State::Paused);
        QVERIFY(!transfer(id).error);
        const qint64 received = transfer(id).receivedBytes;
        QVERIFY(received < bytes.size());
        m_bench->clock.advance(1h);
        QVERIFY(m_bench->rests());
        QCOMPARE(transfer(id).receivedBytes, received);
        QCOMPARE(m_bench->requests.size(), 2);
        downloads().resume(id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        QVERIFY(transfer(id).isVerified);
        // A new address was asked for, and only what was missing was fetched.
        QCOMPARE(m_bench->requests.size(), 4);
        QCOMPARE(m_bench->storageRequests().last().headers.rawHeader("Range"),
                 "bytes=" + QByteArray::number(received) + '-');
    }

    void pausesAgainAndAgain()
    {
        m_bench->bytesPerSecond = 20'000;
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        for (const qint64 at : {50'000, 100'000, 300'000}) {
            QVERIFY(m_bench->receives(id, at));
            downloads().pause(id);
            downloads().pause(id);
            downloads().resume(id);
            downloads().resume(id);
        }
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        QCOMPARE(m_bench->storageRequests().size(), 4);
    }

    void whatChangedMeanwhileStartsOver()
    {
        m_bench->bytesPerSecond = 20'000;
        ArtifactRequest request = m_bench->put(11, zip(1));
        request.artifact.digest.clear();
        const TransferId id = downloads().start(request);
        QVERIFY(m_bench->receives(id, 250'000));
        downloads().pause(id);
        m_bench->put(11, zip(2));
        downloads().resume(id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("reports"), 2));
    }

    void cancelled_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<bool>("paused");
        QTest::newRow("at once") << qint64(0) << false;
        QTest::newRow("in the middle") << qint64(250'000) << false;
        QTest::newRow("near the end") << qint64(480'000) << false;
        QTest::newRow("while paused") << qint64(250'000) << true;
    }

    void cancelled()
    {
        QFETCH(qint64, at);
        QFETCH(bool, paused);
        m_bench->bytesPerSecond = 20'000;
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->receives(id, at));
        if (paused)
            downloads().pause(id);
        downloads().cancel(id);
        QCOMPARE(transfer(id).state, State::Cancelled);
        QVERIFY(m_bench->rests());
        QVERIFY(m_bench->isTargetEmpty());
        downloads().resume(id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        QVERIFY(!m_bench->storageRequests().last().headers.hasRawHeader("Range"));
    }

    void onlySoManyAtOnce()
    {
        open({.atOnce = 2});
        m_bench->bytesPerSecond = 100'000;
        QList<TransferId> ids;
        for (qint64 artifact = 1; artifact <= 5; ++artifact)
            ids.append(downloads().start(m_bench->put(artifact, zip(quint32(artifact)))));
        int most = 0;
        const auto running = [&] {
            return std::count_if(ids.begin(), ids.end(), [&](TransferId id) {
                return transfer(id).state == State::Downloading || transfer(id).state == State::Unpacking;
            });
        };
        QCOMPARE(running(), 2);
        QCOMPARE(transfer(ids.last()).state, State::Queued);
        QCOMPARE(downloads().activeCount(), 5);
        // One that pauses makes room, and waits for its turn when it goes on.
        downloads().pause(ids.at(0));
        QCOMPARE(transfer(ids.at(2)).state, State::Downloading);
        downloads().resume(ids.at(0));
        QCOMPARE(transfer(ids.at(0)).state, State::Queued);
        downloads().pause(ids.at(4));
        QCOMPARE(transfer(ids.at(4)).state, State::Paused);
        downloads().resume(ids.at(4));
        QVERIFY(m_bench->until([&] {
            most = std::max(most, int(running()));
            return std::all_of(ids.begin(), ids.end(),
                               [&](TransferId id) { return transfer(id).state == State::Done; });
        }));
        QCOMPARE(most, 2);
        QCOMPARE(files().size(), 10u);
    }

    void theSameTwiceIsOne()
    {
        m_bench->bytesPerSecond = 100'000;
        const ArtifactRequest request = m_bench->put(11, zip());
        const TransferId id = downloads().start(request);
        QCOMPARE(downloads().start(request), id);
        QVERIFY(m_bench->receives(id, 1));
        downloads().pause(id);
        QCOMPARE(downloads().start(request), id);
        QCOMPARE(transfer(id).state, State::Downloading);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(downloads().transfers().size(), 1);
        // Once it has come, it is wanted once more.
        const TransferId again = downloads().start(request);
        QVERIFY(again != id);
        QVERIFY(m_bench->reaches(again, State::Done));
        QCOMPARE(downloads().transfers().first().id, again);
        QCOMPARE(downloads().latest(m_bench->account.id, ArtifactId{11})->id, again);
    }

    void whatIsThereCanBeOpened()
    {
        const ArtifactRequest request = m_bench->put(11, zip());
        const auto existing = [&]() -> std::optional<Transfer> {
            std::optional<std::optional<Transfer>> answer;
            downloads().existing(m_bench->account.id, ArtifactId{11}, this,
                                 [&](const std::optional<Transfer> &found) { answer = found; });
            return m_bench->until([&] { return answer.has_value(); }) ? *answer : std::nullopt;
        };
        QVERIFY(!existing());
        const TransferId id = downloads().start(request);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(existing()->id, id);
        // There is no need to have it again.
        downloads().resume(id);
        QCOMPARE(transfer(id).state, State::Done);
        QVERIFY(QDir(transfer(id).place).removeRecursively());
        QVERIFY(!existing());
        QCOMPARE(transfer(id).presence, Transfer::Presence::Gone);
        downloads().resume(id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        QCOMPARE(existing()->id, id);
    }

    void isForgotten()
    {
        m_bench->bytesPerSecond = 20'000;
        const TransferId done = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->reaches(done, State::Done));
        const TransferId running = downloads().start(m_bench->put(12, zip(2), QStringLiteral("other")));
        QVERIFY(m_bench->receives(running, 100'000));
        QSignalSpy removed(&downloads(), &Downloads::removed);
        downloads().remove(running);
        downloads().removeOver();
        QCOMPARE(removed.size(), 2);
        QVERIFY(downloads().transfers().isEmpty());
        QVERIFY(m_bench->rests());
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        m_bench->open();
        downloads().load();
        QVERIFY(m_bench->rests());
        QVERIFY(downloads().transfers().isEmpty());
    }

    void onlySoManyAreRemembered()
    {
        open({.remembered = 2});
        for (qint64 artifact = 1; artifact <= 4; ++artifact)
            QVERIFY(m_bench->reaches(downloads().start(m_bench->put(artifact, zip())), State::Done));
        QCOMPARE(downloads().transfers().size(), 2);
        QCOMPARE(downloads().transfers().first().request.artifact.id, ArtifactId{4});
        QCOMPARE(files().size(), 8u);
    }

    void unknownNumbersAreNothing()
    {
        const TransferId nobody{99};
        downloads().pause(nobody);
        downloads().resume(nobody);
        downloads().confirm(nobody);
        downloads().cancel(nobody);
        downloads().remove(nobody);
        QVERIFY(!downloads().transfer(nobody));
        QVERIFY(!downloads().latest(m_bench->account.id, ArtifactId{99}));
    }

    void outlivesTheProgram()
    {
        QTemporaryDir folder;
        open({}, folder.filePath(QStringLiteral("runlight.db")));
        const TransferId done = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->reaches(done, State::Done));
        m_bench->bytesPerSecond = 20'000;
        const TransferId paused = downloads().start(m_bench->put(12, zip(2), QStringLiteral("paused")));
        const TransferId running = downloads().start(m_bench->put(13, zip(3), QStringLiteral("running")));
        QVERIFY(m_bench->receives(paused, 100'000));
        downloads().pause(paused);
        QVERIFY(m_bench->receives(running, 100'000));
        m_bench->bytesPerSecond = 0;
        m_bench->open();
        // Nothing of what was on its way is left behind.
        QCOMPARE(files(), unpacked(QStringLiteral("reports")));
        downloads().load();
        QVERIFY(m_bench->rests());
        QCOMPARE(transfer(done).state, State::Done);
        QCOMPARE(transfer(done).place, target() + QStringLiteral("/reports"));
        QCOMPARE(transfer(done).presence, Transfer::Presence::Unknown);
        QVERIFY(transfer(done).isVerified);
        downloads().look();
        QVERIFY(m_bench->rests());
        QCOMPARE(transfer(done).presence, Transfer::Presence::There);
        for (const TransferId id : {paused, running}) {
            QCOMPARE(transfer(id).state, State::Interrupted);
            downloads().resume(id);
            QVERIFY(m_bench->reaches(id, State::Done));
        }
        std::map<QString, QByteArray> all = unpacked(QStringLiteral("reports"));
        all.merge(unpacked(QStringLiteral("paused"), 2));
        all.merge(unpacked(QStringLiteral("running"), 3));
        QCOMPARE(files(), all);
    }

    void waitsForItsAccount()
    {
        m_bench->downloads = std::make_unique<Downloads>(*m_bench->store, m_bench->clock);
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QCOMPARE(transfer(id).state, State::Queued);
        QVERIFY(m_bench->requests.isEmpty());
        downloads().addAccount(m_bench->account, m_bench->github);
        QVERIFY(m_bench->reaches(id, State::Done));
    }

    void theWallClockMayJump()
    {
        m_bench->bytesPerSecond = 100'000;
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->receives(id, 1));
        m_bench->clock.jumpWallClock(-24h * 365);
        const TransferId later = downloads().start(m_bench->put(12, zip(2)));
        QVERIFY(later > id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QVERIFY(m_bench->reaches(later, State::Done));
        QVERIFY(transfer(id).bytesPerSecond >= 0);
    }

    void maybeEndedByWhoHearsOfIt()
    {
        connect(&downloads(), &Downloads::changed, this, [this](TransferId id) {
            if (transfer(id).state == State::Downloading && transfer(id).receivedBytes > 0)
                downloads().remove(id);
        });
        m_bench->bytesPerSecond = 20'000;
        downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->until([&] { return downloads().transfers().isEmpty(); }));
        QVERIFY(m_bench->rests());
        QVERIFY(m_bench->isTargetEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDownloads)
#include "tst_downloads.moc"
