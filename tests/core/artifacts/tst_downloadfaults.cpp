// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/artifacts/downloadsbench.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/simulatednetwork.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#ifdef Q_OS_UNIX
#    include <sys/resource.h>
#    include <unistd.h>

#    include <csignal>
#endif

using namespace Runlight;
using namespace std::chrono_literals;
using State = Transfer::State;

namespace {

#ifdef Q_OS_UNIX
// No file may grow beyond \a bytes: a disk that is full, for this process.
class DiskBound
{
public:
    explicit DiskBound(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit limit{bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~DiskBound() { ::setrlimit(RLIMIT_FSIZE, &m_former); }

private:
    rlimit m_former;
};
#endif

} // namespace

//! Downloads that meet with something: refusals, breaks, disks, strange bytes.
class TestDownloadFaults : public QObject
{
    Q_OBJECT

    std::unique_ptr<DownloadsBench> m_bench;

    Downloads &downloads() { return *m_bench->downloads; }
    Transfer transfer(TransferId id) { return m_bench->downloads->transfer(id).value_or(Transfer()); }
    QString target() const { return m_bench->target.path(); }
    std::map<QString, QByteArray> files() const { return filesIn(target()); }
    void open(const Downloads::Limits &limits = {}) { m_bench = std::make_unique<DownloadsBench>(limits); }

    //! What streams well: two files, deflated.
    static QByteArray zip(qsizetype size = 500'000)
    {
        return madeZip({{.name = "app", .content = noise(size)}, {.name = "README.txt", .content = "Hello\n"}});
    }
    //! What does not: stored, with sizes behind the data.
    static QByteArray storedZip(qsizetype size = 500'000)
    {
        return madeZip({{.name = "app", .content = noise(size), .isStored = true}});
    }
    //! A little that becomes two megabytes.
    static QByteArray bomb() { return madeZip({{.name = "zeros", .content = QByteArray(2'000'000, '\0')}}); }

    void failsWith(TransferId id, ErrorKind kind)
    {
        QVERIFY(m_bench->reaches(id, State::Failed));
        QCOMPARE(m_bench->errorOf(id), kind);
        QVERIFY(!transfer(id).error->message.isEmpty());
        QVERIFY(!adviceFor(*transfer(id).error).isEmpty());
        QVERIFY(transfer(id).place.isEmpty());
        QVERIFY(m_bench->rests());
        QVERIFY(m_bench->isTargetEmpty());
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { m_bench.reset(); }

    // ---- GitHub says no

    void refused_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("expired") << 410 << ErrorKind::ArtifactExpired;
        QTest::newRow("deleted, or its run was") << 404 << ErrorKind::ArtifactNotFound;
        QTest::newRow("not allowed") << 403 << ErrorKind::AccessDenied;
        QTest::newRow("token revoked") << 401 << ErrorKind::Unauthorized;
    }

    void refused()
    {
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        const FakeAnswer refusal{
            status, R"({"message": "Refused for a reason"})", {{"x-accepted-github-permissions", "actions=read"}}};
        m_bench->fault = [refusal](const FakeRequest &) {
            return refusal;
        };
        QSignalSpy attention(&downloads(), &Downloads::wantsAttention);
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        failsWith(id, kind);
        QCOMPARE(transfer(id).error->message, QStringLiteral("Refused for a reason"));
        QCOMPARE(transfer(id).error->neededPermission.isEmpty(), status != 403);
        QCOMPARE(attention.size(), 1);
        QCOMPARE(m_bench->requests.size(), 1);
        // What was refused may be otherwise by now.
        m_bench->fault = {};
        if (status == 401)
            return;
        downloads().resume(id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QVERIFY(!transfer(id).error);
    }

    void deletedWhileItComes()
    {
        m_bench->bytesPerSecond = 20'000;
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->receives(id, 200'000));
        downloads().pause(id);
        m_bench->fault = [](const FakeRequest &) {
            return FakeAnswer{404, R"({"message": "Not Found"})"};
        };
        downloads().resume(id);
        failsWith(id, ErrorKind::ArtifactNotFound);
    }

    // ---- The network

    void aBrokenConnectionGoesOnByRange()
    {
        const QByteArray bytes = zip();
        int breaks = 0;
        m_bench->fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!DownloadsBench::isStorage(request) || breaks++ > 0)
                return std::nullopt;
            const QByteArray tag = '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex() + '"';
            return FakeAnswer{.body = bytes,
                              .headers = {{"ETag", tag}, {"Content-Length", QByteArray::number(bytes.size())}},
                              .cutAt = 300'000};
        };
        const TransferId id = downloads().start(m_bench->put(11, bytes));
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(files().at(QStringLiteral("reports/app")), noise(500'000));
        QCOMPARE(m_bench->storageRequests().size(), 2);
        QCOMPARE(m_bench->storageRequests().last().headers.rawHeader("Range"), "bytes=300000-");
    }

    void aHostThatIsGonePausesAndIsTriedAgain()
    {
        bool isGone = true;
        m_bench->fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!isGone || !DownloadsBench::isStorage(request))
                return std::nullopt;
            return FakeAnswer{.error = QNetworkReply::HostNotFoundError};
        };
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->reaches(id, State::Paused));
        QCOMPARE(m_bench->errorOf(id), ErrorKind::Offline);
        isGone = false;
        QVERIFY(m_bench->reaches(id, State::Done));
        QVERIFY(!transfer(id).error);
    }

    void aHostThatStaysAwayIsGivenUp()
    {
        m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!DownloadsBench::isStorage(request))
                return std::nullopt;
            return FakeAnswer{.error = QNetworkReply::ConnectionRefusedError};
        };
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        failsWith(id, ErrorKind::Offline);
    }

    void aNetworkThatIsLostLosesNothing()
    {
        bool isLost = false;
        m_bench->bytesPerSecond = 20'000;
        m_bench->fault = [&](const FakeRequest &) -> std::optional<FakeAnswer> {
            return isLost ? std::optional(FakeAnswer{.error = QNetworkReply::UnknownNetworkError}) : std::nullopt;
        };
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->receives(id, 200'000));
        downloads().pause(id);
        isLost = true;
        const qint64 received = transfer(id).receivedBytes;
        downloads().resume(id);
        QVERIFY(m_bench->until([&] { return transfer(id).state == State::Paused && transfer(id).error; }));
        QCOMPARE(transfer(id).receivedBytes, received);
        isLost = false;
        // Whoever does not want to wait need not.
        downloads().resume(id);
        QVERIFY(!transfer(id).error);
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(m_bench->storageRequests().last().headers.rawHeader("Range"),
                 "bytes=" + QByteArray::number(received) + '-');
    }

    void aServerThatFallsSilentIsAskedAgain()
    {
        int asked = 0;
        m_bench->fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!DownloadsBench::isStorage(request) || asked++ > 0)
                return std::nullopt;
            return FakeAnswer{.hangs = true};
        };
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(asked, 2);
    }

    // ---- Bytes

    void theWrongBytesAreNotKept_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("streamed") << zip() << QByteArray("application/zip");
        QTest::newRow("through a file") << storedZip() << QByteArray("application/zip");
        QTest::newRow("no archive") << noise(10'000) << QByteArray("image/png");
    }

    void theWrongBytesAreNotKept()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        ArtifactRequest request = m_bench->put(11, bytes);
        request.artifact.digest = QString::fromLatin1(sha256Of("something else"));
        m_bench->headers = {{"Content-Type", type}};
        const TransferId id = downloads().start(request);
        failsWith(id, ErrorKind::Archive);
        QVERIFY(transfer(id).error->message.contains(request.artifact.digest.mid(7)));
    }

    void damagedArchives_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut") << zip().chopped(100);
        QTest::newRow("wrong checksum") << madeZip({{.name = "a", .content = noise(1000), .checksum = 1}});
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no zip") << QByteArray("<html>");
    }

    void damagedArchives()
    {
        QFETCH(QByteArray, bytes);
        failsWith(downloads().start(m_bench->put(11, bytes)), ErrorKind::Archive);
    }

    void whatCannotBeUnpackedSafelyIsListed()
    {
        const TransferId id = downloads().start(m_bench->put(11,
                                                             madeZip({{.name = "../evil", .content = "x"},
                                                                      {.name = "/etc/passwd", .content = "x"},
                                                                      {.name = "good", .content = "x"}})));
        QVERIFY(m_bench->reaches(id, State::Done));
        QCOMPARE(transfer(id).leftOutCount, 2);
        QCOMPARE(transfer(id).leftOut.first().name, QStringLiteral("../evil"));
        QVERIFY(!transfer(id).leftOut.first().reason.isEmpty());
        const std::map<QString, QByteArray> expected{{QStringLiteral("reports/good"), "x"}};
        QCOMPARE(files(), expected);
        m_bench->open();
        downloads().load();
        QVERIFY(m_bench->rests());
        QCOMPARE(transfer(id).leftOut.last().name, QStringLiteral("/etc/passwd"));
    }

    void aZipThatCannotBeStreamed_data()
    {
        QTest::addColumn<qint64>("keptBytes");
        QTest::addColumn<int>("fetched");
        QTest::newRow("noticed early") << qint64(16 << 20) << 1;
        QTest::newRow("noticed late") << qint64(100'000) << 2;
    }

    void aZipThatCannotBeStreamed()
    {
        QFETCH(qint64, keptBytes);
        QFETCH(int, fetched);
        open({.keptBytes = keptBytes});
        const QByteArray bytes = madeZip({{.name = "first", .content = noise(300'000)},
                                          {.name = "app", .content = noise(500'000), .isStored = true}});
        const TransferId id = downloads().start(m_bench->put(11, bytes));
        QVERIFY(m_bench->reaches(id, State::Done));
        const std::map<QString, QByteArray> expected{{QStringLiteral("reports/first"), noise(300'000)},
                                                     {QStringLiteral("reports/app"), noise(500'000)}};
        QCOMPARE(files(), expected);
        QVERIFY(transfer(id).isVerified);
        QCOMPARE(transfer(id).receivedBytes, bytes.size());
        QCOMPARE(m_bench->storageRequests().size(), fetched);
    }

    void aBombIsAskedAbout_data()
    {
        QTest::addColumn<qint64>("keptBytes");
        QTest::addColumn<bool>("stored");
        QTest::newRow("from memory") << qint64(16 << 20) << false;
        QTest::newRow("fetched again") << qint64(10) << false;
        QTest::newRow("through a file") << qint64(16 << 20) << true;
    }

    void aBombIsAskedAbout()
    {
        QFETCH(qint64, keptBytes);
        QFETCH(bool, stored);
        open({.archive = {.bytes = 1'000'000}, .keptBytes = keptBytes});
        const QByteArray bytes = stored ? storedZip(2'000'000) : bomb();
        QSignalSpy attention(&downloads(), &Downloads::wantsAttention);
        const TransferId id = downloads().start(m_bench->put(11, bytes));
        QVERIFY(m_bench->reaches(id, State::NeedsConfirmation));
        QVERIFY(!transfer(id).question.isEmpty());
        QCOMPARE(attention.size(), 1);
        QVERIFY(m_bench->rests());
        QVERIFY(!QFileInfo::exists(target() + QStringLiteral("/reports")));
        downloads().pause(id); // Of no effect: nothing is read.
        QCOMPARE(transfer(id).state, State::NeedsConfirmation);
        downloads().confirm(id);
        QVERIFY(m_bench->reaches(id, State::Done));
        QVERIFY(transfer(id).question.isEmpty());
        QCOMPARE(files().size(), 1u);
        QCOMPARE(files().begin()->second.size(), 2'000'000);
    }

    void aBombIsRefused()
    {
        open({.archive = {.bytes = 1'000'000}});
        const TransferId id = downloads().start(m_bench->put(11, bomb()));
        QVERIFY(m_bench->reaches(id, State::NeedsConfirmation));
        downloads().cancel(id);
        QVERIFY(m_bench->rests());
        QCOMPARE(transfer(id).state, State::Cancelled);
        QVERIFY(m_bench->isTargetEmpty());
    }

    void whatIsNoArchiveIsAFile_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("disposition");
        QTest::addColumn<QString>("name");
        QTest::newRow("as it is called") << QByteArray("image/png") << QByteArray("attachment; filename=\"shot.png\"")
                                         << QStringLiteral("shot.png");
        QTest::newRow("a zip that is the file")
            << QByteArray("application/zip") << QByteArray("attachment; filename=\"reports\"")
            << QStringLiteral("reports");
        QTest::newRow("no name") << QByteArray("text/plain") << QByteArray() << QStringLiteral("reports");
        QTest::newRow("nothing said") << QByteArray() << QByteArray() << QStringLiteral("reports");
    }

    void whatIsNoArchiveIsAFile()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, disposition);
        QFETCH(QString, name);
        m_bench->headers = {{"Content-Disposition", disposition}, {"Content-Type", type}};
        const QByteArray bytes = noise(300'000);
        const TransferId id = downloads().start(m_bench->put(11, bytes));
        QVERIFY(m_bench->reaches(id, State::Done));
        const std::map<QString, QByteArray> expected{{name, bytes}};
        QCOMPARE(files(), expected);
        QVERIFY(!transfer(id).isFolder);
        QVERIFY(transfer(id).isVerified);
        QCOMPARE(transfer(id).unpackedBytes, bytes.size());
        const TransferId again = downloads().start(m_bench->put(12, bytes));
        QVERIFY(m_bench->reaches(again, State::Done));
        QVERIFY(transfer(again).place.contains(QStringLiteral(" (2)")));
    }

    void aZipThatDoesNotSaySoIsOne()
    {
        m_bench->headers = {{"Content-Type", "application/octet-stream"}};
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->reaches(id, State::Done));
        QVERIFY(transfer(id).isFolder);
    }

    void aFilesNameIsNoPath_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("above") << QByteArray("../../evil.txt");
        QTest::newRow("absolute") << QByteArray("/etc/passwd");
        QTest::newRow("Windows") << QByteArray("C:\\\\evil.txt");
        QTest::newRow("dots") << QByteArray("..");
        QTest::newRow("hidden controls") << QByteArray("a\xE2\x80\xAEtxt.exe");
        QTest::newRow("reserved") << QByteArray("CON");
        QTest::newRow("long") << QByteArray(5000, 'x');
    }

    void aFilesNameIsNoPath()
    {
        QFETCH(QByteArray, name);
        m_bench->headers = {{"Content-Type", "text/plain"},
                            {"Content-Disposition", "attachment; filename=\"" + name + '"'}};
        const TransferId id = downloads().start(m_bench->put(11, "hello"));
        QVERIFY(m_bench->reaches(id, State::Done));
        const QFileInfo place(transfer(id).place);
        QCOMPARE(place.path(), target());
        QCOMPARE(files().size(), 1u);
        QVERIFY(place.fileName().toUtf8().size() <= 255);
        QVERIFY(place.fileName() != QLatin1String("CON"));
        QVERIFY(!place.fileName().contains(QChar(0x202E)));
    }

    // ---- The disk

    void aFolderThatCannotBe_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("below a file") << QStringLiteral("/dev/null/downloads");
        QTest::newRow("not to be made") << QStringLiteral("/proc/downloads");
        QTest::newRow("not to be written to") << QStringLiteral("/proc/self");
    }

    void aFolderThatCannotBe()
    {
        QFETCH(QString, folder);
        ArtifactRequest request = m_bench->put(11, zip());
        request.folder = folder;
        const TransferId id = downloads().start(request);
        failsWith(id, ErrorKind::FileUnwritable);
        QVERIFY2(transfer(id).error->message.contains(folder), qPrintable(transfer(id).error->message));
    }

#ifdef Q_OS_UNIX
    void aReadOnlyFolder()
    {
        if (::geteuid() == 0)
            QSKIP("Everything may be written to by root.");
        QVERIFY(QFile::setPermissions(target(), QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        failsWith(id, ErrorKind::FileUnwritable);
        QVERIFY(
            QFile::setPermissions(target(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
    }

    void aFullDisk_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("streamed") << zip() << QByteArray("application/zip");
        QTest::newRow("through a file") << storedZip() << QByteArray("application/zip");
        QTest::newRow("no archive") << noise(500'000) << QByteArray("image/png");
    }

    void aFullDisk()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        m_bench->headers = {{"Content-Type", type}};
        TransferId id;
        {
            const DiskBound bound(100'000);
            id = downloads().start(m_bench->put(11, bytes));
            failsWith(id, ErrorKind::FileUnwritable);
        }
        downloads().resume(id);
        QVERIFY(m_bench->reaches(id, State::Done));
    }
#endif

    void aFolderThatVanishes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("streamed") << zip() << QByteArray("application/zip");
        QTest::newRow("through a file") << storedZip() << QByteArray("application/zip");
        QTest::newRow("no archive") << noise(500'000) << QByteArray("image/png");
    }

    void aFolderThatVanishes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        m_bench->headers = {{"Content-Type", type}};
        m_bench->bytesPerSecond = 20'000;
        ArtifactRequest request = m_bench->put(11, bytes);
        request.folder += QStringLiteral("/usb");
        const TransferId id = downloads().start(request);
        QVERIFY(m_bench->receives(id, 200'000));
        // Time goes faster than the worker.
        downloads().pause(id);
        QVERIFY(m_bench->until([&] { return !filesIn(request.folder).empty(); }));
        QVERIFY(m_bench->until([&] { return QDir(request.folder).removeRecursively(); }));
        downloads().resume(id);
        failsWith(id, ErrorKind::FileUnwritable);
    }

    // ---- All of it

    void theSimulatorsArtifacts_data()
    {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<State>("state");
        QTest::addColumn<ErrorKind>("kind");
        const auto none = ErrorKind::Internal;
        QTest::newRow("nothing wrong") << QByteArray("{}") << State::Done << none;
        QTest::newRow("slow") << QByteArray(R"({"slow": 20000})") << State::Done << none;
        QTest::newRow("cut once") << QByteArray(R"({"truncate": 1, "path": "/artifacts/", "count": 2})") << State::Done
                                  << none;
        QTest::newRow("too short once") << QByteArray(R"({"wrong-length": 5, "path": "/artifacts/", "count": 2})")
                                        << State::Done << none;
        QTest::newRow("expired") << QByteArray(R"({"expired-artifacts": 1})") << State::Failed
                                 << ErrorKind::ArtifactExpired;
        QTest::newRow("not allowed") << QByteArray(R"({"status": 403, "path": "/zip"})") << State::Failed
                                     << ErrorKind::AccessDenied;
        QTest::newRow("not there") << QByteArray(R"({"status": 404, "path": "/zip"})") << State::Failed
                                   << ErrorKind::ArtifactNotFound;
        // Before the simulator listens its dead storage is one without TLS, to which nobody goes.
        QTest::newRow("storage is gone") << QByteArray(R"({"dead-storage": 1})") << State::Failed << ErrorKind::Tls;
        QTest::newRow("clock is wrong") << QByteArray(R"({"clock-skew": -90000})") << State::Done << none;
    }

    void theSimulatorsArtifacts()
    {
        QFETCH(QByteArray, faults);
        QFETCH(State, state);
        QFETCH(ErrorKind, kind);
        SimulatorClient client;
        const qint64 run = client.dispatch();
        client.pass(300s);
        const QJsonObject listed =
            client.get(SimulatorClient::repo(QStringLiteral("/actions/runs/%1/artifacts").arg(run)))
                .object.value(QLatin1String("artifacts"))
                .toArray()
                .first()
                .toObject();
        QVERIFY(!listed.isEmpty());
        QCOMPARE(client.post(QStringLiteral("/_simulator/faults"), QJsonDocument::fromJson(faults).object()).status(),
                 200);

        FakeNetwork network(client.clock, simulatedNetwork(client.simulator));
        HostCircuits circuits(client.clock);
        ResponseCache responses;
        const Account account =
            Account::of(QStringLiteral("owner"), QStringLiteral("github.com"), client.simulator.baseUrl());
        GitHub github({account.apiUrl, client.token, account.id.value}, network, client.clock, circuits, responses);
        Store store({}, client.clock);
        Downloads all(store, client.clock);
        all.addAccount(account, github);
        ArtifactRequest request = m_bench->put(1, {}, listed.value(QLatin1String("name")).toString());
        request.repository.account = account.id;
        request.artifact.id = ArtifactId{listed.value(QLatin1String("id")).toInteger()};
        request.artifact.digest = listed.value(QLatin1String("digest")).toString();
        const TransferId id = all.start(request);
        QElapsedTimer timer;
        timer.start();
        while (!all.transfer(id)->isOver() && timer.elapsed() < 30'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            if (network.answersDue() == 0)
                client.clock.advanceToNextTimer();
        }
        QCOMPARE(all.transfer(id)->state, state);
        QCOMPARE(all.transfer(id)->error.value_or(Error()).kind, kind);
        QCOMPARE(all.transfer(id)->isVerified, state == State::Done);
        QCOMPARE(QFileInfo::exists(target() + QStringLiteral("/dist/README.txt")), state == State::Done);
    }
};

QTEST_GUILESS_MAIN(TestDownloadFaults)
#include "tst_downloadfaults.moc"
