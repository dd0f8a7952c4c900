// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/artifacts/downloadsbench.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace Runlight;
using State = Transfer::State;

namespace {

// The process that is to be killed is this program, told so by these.
constexpr char childFolder[] = "RUNLIGHT_TEST_DOWNLOAD_FOLDER";
constexpr char childKind[] = "RUNLIGHT_TEST_DOWNLOAD_KIND";
constexpr char childBody[] = "RUNLIGHT_TEST_DOWNLOAD_BODY";

constexpr int smallFiles = 200;
constexpr qsizetype smallSize = 20'000;

//! "streamed": unpacked as it comes. "stored": through a file. "file": no archive.
QByteArray madeBody(const QString &kind)
{
    if (kind == QLatin1String("file"))
        return noise(4'000'000);
    QList<MadeEntry> entries;
    for (int i = 0; i < smallFiles; ++i)
        entries.append({.name = "files/" + QByteArray::number(i),
                        .content = noise(smallSize, quint32(i + 1)),
                        .isStored = kind == QLatin1String("stored")});
    return madeZip(entries);
}

// Making one takes longer than downloading it: the child is given what its parent has made.
const QByteArray &bodyOf(const QString &kind)
{
    static QHash<QString, QByteArray> bodies;
    QByteArray &body = bodies[kind];
    QFile made(qEnvironmentVariable(childBody));
    if (body.isEmpty())
        body = made.open(QIODevice::ReadOnly) ? made.readAll() : madeBody(kind);
    return body;
}

ArtifactRequest requestOf(DownloadsBench &bench, const QString &kind, const QString &folder)
{
    ArtifactRequest request = bench.put(11, bodyOf(kind));
    request.folder = folder;
    bench.headers = {{"Content-Type", kind == QLatin1String("file") ? "image/png" : "application/zip"}};
    return request;
}

// Downloads in the way of the program, says how far it is, and waits for its end.
int downloadUntilKilled()
{
    const QString folder = qEnvironmentVariable(childFolder);
    DownloadsBench bench({}, folder + QStringLiteral("/runlight.db"));
    const QString kind = qEnvironmentVariable(childKind);
    bench.bytesPerSecond = 250'000;
    const TransferId id = bench.downloads->start(requestOf(bench, kind, folder + QStringLiteral("/target")));
    const auto say = [](const char *word, qint64 bytes) {
        std::printf("%s %lld\n", word, static_cast<long long>(bytes));
        std::fflush(stdout);
    };
    bench.until([&] {
        const Transfer transfer = bench.downloads->transfer(id).value_or(Transfer());
        say(qPrintable(transferStateName(transfer.state)), transfer.receivedBytes);
        return transfer.isOver();
    });
    bench.rests();
    say("Rests", 0);
    return QCoreApplication::exec();
}

} // namespace

//! What is left when Runlight is killed in the middle of a download, at any moment.
class TestDownloadKill : public QObject
{
    Q_OBJECT

    //! Whether the child, which says \a line, is where it is waited for, or further.
    static bool hasCome(const QByteArray &line, const QByteArray &until)
    {
        static const QByteArrayList ways{"Queued", "Downloading", "Unpacking", "Done", "Rests"};
        const auto wayOf = [](const QByteArray &text) {
            return ways.indexOf(text.split(' ').first());
        };
        const auto bytesOf = [](const QByteArray &text) {
            return text.split(' ').last().trimmed().toLongLong();
        };
        return wayOf(line) > wayOf(until) || (wayOf(line) == wayOf(until) && bytesOf(line) >= bytesOf(until));
    }

    static bool isWhole(const QString &kind, const QString &target)
    {
        const std::map<QString, QByteArray> files = filesIn(target);
        if (kind == QLatin1String("file"))
            return files.size() == 1 && files.begin()->second == bodyOf(kind);
        int whole = 0;
        for (const auto &[name, content] : files) {
            const quint32 number = name.section(QLatin1Char('/'), -1).toUInt();
            whole += name.startsWith(QLatin1String("reports/files/")) && content == noise(smallSize, number + 1);
        }
        return whole == smallFiles && int(files.size()) == smallFiles;
    }

private Q_SLOTS:
    void nothingOrAllOfIt_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("until");
        QTest::addColumn<int>("delay");
        for (const char *kind : {"streamed", "stored", "file"}) {
            const QString name = QString::fromLatin1(kind);
            QTest::addRow("%s, at the beginning", kind) << name << QByteArray("Downloading 250000") << 0;
            QTest::addRow("%s, in the middle", kind) << name << QByteArray("Downloading 2000000") << 0;
            QTest::addRow("%s, near the end", kind) << name << QByteArray("Downloading 3750000") << 0;
            for (const int delay : {0, 5, 20})
                QTest::addRow("%s, %d ms after the last byte", kind, delay)
                    << name << QByteArray("Unpacking 0") << delay;
            QTest::addRow("%s, done", kind) << name << QByteArray("Rests 0") << 0;
        }
    }

    void nothingOrAllOfIt()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, until);
        QFETCH(int, delay);
        QTemporaryDir folder;
        const QString target = folder.filePath(QStringLiteral("target"));
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(childFolder), folder.path());
        environment.insert(QString::fromLatin1(childKind), kind);
        QFile body(folder.filePath(QStringLiteral("body")));
        QVERIFY(body.open(QIODevice::WriteOnly));
        QCOMPARE(body.write(bodyOf(kind)), bodyOf(kind).size());
        body.close();
        environment.insert(QString::fromLatin1(childBody), body.fileName());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), QStringList());
        bool isThere = false;
        while (!isThere && child.waitForReadyRead(60'000)) {
            while (!isThere && child.canReadLine())
                isThere = hasCome(child.readLine(), until);
        }
        QVERIFY(isThere);
        QTest::qSleep(delay);
        child.kill(); // SIGKILL
        QVERIFY(child.waitForFinished());

        // Under its own name there is nothing, or all of it.
        const bool wasThere = QFileInfo::exists(target + QStringLiteral("/reports"));
        if (until == "Rests 0")
            QVERIFY(wasThere);
        DownloadsBench bench({}, folder.filePath(QStringLiteral("runlight.db")));
        bench.downloads->load();
        QVERIFY(bench.rests());
        // And beside it nothing that was left behind.
        if (wasThere)
            QVERIFY(isWhole(kind, target));
        else
            QCOMPARE(filesIn(target), (std::map<QString, QByteArray>()));

        QCOMPARE(bench.downloads->transfers().size(), 1);
        const TransferId id = bench.downloads->transfers().first().id;
        if (bench.stateOf(id) == State::Done) {
            QVERIFY(wasThere);
            return;
        }
        QCOMPARE(bench.stateOf(id), State::Interrupted);
        requestOf(bench, kind, target);
        bench.downloads->resume(id);
        QVERIFY(bench.reaches(id, State::Done));
        QVERIFY(wasThere || isWhole(kind, target));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet(childFolder))
        return downloadUntilKilled();
    TestDownloadKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_downloadkill.moc"
