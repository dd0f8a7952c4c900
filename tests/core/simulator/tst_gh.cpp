// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

//! GitHub's own command line client against the program, over a real socket.
class GhTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_simulator.start(QCoreApplication::applicationDirPath() + QStringLiteral("/runlight-simulator"),
                          {QStringLiteral("--port"), QStringLiteral("0")});
        QVERIFY2(m_simulator.waitForReadyRead(), qPrintable(m_simulator.errorString()));
        m_url = QUrl(QString::fromUtf8(m_simulator.readLine().trimmed()));
        QVERIFY(m_url.port() > 0);
        QCOMPARE(m_url.host(), QStringLiteral("127.0.0.1"));
    }

    void cleanupTestCase()
    {
        m_simulator.terminate();
        QVERIFY(m_simulator.waitForFinished());
    }

    void listsRuns()
    {
        const QByteArray listed = gh({QStringLiteral("run"), QStringLiteral("list"), QStringLiteral("--json"),
                                      QStringLiteral("databaseId,displayTitle,status,conclusion,workflowName")});
        const QJsonArray runs = QJsonDocument::fromJson(listed).array();
        QVERIFY2(runs.size() >= 10, listed.constData());
        const auto isTold = [](const QJsonValue &run) {
            return run[QLatin1String("displayTitle")] == QLatin1String("Fix parser overflow on nested groups")
                && run[QLatin1String("conclusion")] == QLatin1String("failure")
                && run[QLatin1String("workflowName")] == QLatin1String("CI");
        };
        QCOMPARE(std::count_if(runs.begin(), runs.end(), isTold), 1);
    }

    void viewsARun()
    {
        const QByteArray listed = gh({QStringLiteral("run"), QStringLiteral("list"), QStringLiteral("--json"),
                                      QStringLiteral("databaseId,displayTitle")});
        qint64 id = 0;
        for (const QJsonValue &run : QJsonDocument::fromJson(listed).array()) {
            if (run[QLatin1String("displayTitle")] == QLatin1String("Fix parser overflow on nested groups"))
                id = run[QLatin1String("databaseId")].toInteger();
        }
        const QByteArray shown = gh({QStringLiteral("run"), QStringLiteral("view"), QString::number(id)});
        QVERIFY2(shown.contains("build (ubuntu-24.04, gcc)"), shown.constData());
        QVERIFY2(shown.contains("Expected depth 64, got 65: group stack overflow"), shown.constData());
        QVERIFY2(shown.contains("dist-ubuntu-24.04-clang"), shown.constData());
        const QByteArray log =
            gh({QStringLiteral("run"), QStringLiteral("view"), QString::number(id), QStringLiteral("--log-failed")});
        QVERIFY(log.contains("##[error]Expected depth 64, got 65: group stack overflow"));
    }

    void listsWorkflows()
    {
        const QByteArray listed = gh({QStringLiteral("workflow"), QStringLiteral("list")});
        QVERIFY2(listed.contains("CI\tactive\t"), listed.constData());
        QVERIFY2(listed.contains("Deploy\tactive\t"), listed.constData());
    }

    void refusesBadArguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("unknown") << QStringList{QStringLiteral("--frobnicate")} << QByteArray("frobnicate");
        QTest::newRow("positional") << QStringList{QStringLiteral("please")} << QByteArray("please");
        QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("70000")} << QByteArray("70000");
        QTest::newRow("speed") << QStringList{QStringLiteral("--speed"), QStringLiteral("0")} << QByteArray("speed");
        QTest::newRow("scenario") << QStringList{QStringLiteral("--scenario"), QStringLiteral("/nowhere.json")}
                                  << QByteArray("/nowhere.json");
        QTest::newRow("fault") << QStringList{QStringLiteral("--fault"), QStringLiteral("gremlins")}
                               << QByteArray("gremlins");
    }

    void refusesBadArguments()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        QProcess process;
        process.start(m_simulator.program(), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        const QByteArray message = process.readAllStandardError();
        QVERIFY2(message.contains(word), message.constData());
    }

private:
    // What gh prints; empty where it fails, with its words in the test's output.
    QByteArray gh(const QStringList &arguments)
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("gh"));
        if (program.isEmpty()) {
            QTest::qSkip("gh, GitHub's command line client, is not installed (Debian: apt-get install gh)", __FILE__,
                         __LINE__);
            return {};
        }
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HTTP_PROXY"), m_url.toString());
        environment.insert(QStringLiteral("GH_TOKEN"), QStringLiteral("sim-kim-token"));
        environment.insert(QStringLiteral("GH_CONFIG_DIR"), m_home.path());
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_home.path());
        environment.insert(QStringLiteral("GH_NO_UPDATE_NOTIFIER"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.start(program,
                      arguments + QStringList{QStringLiteral("-R"), QStringLiteral("github.localhost/acme/api")});
        process.waitForFinished();
        if (process.exitCode() != 0)
            qWarning("%s", process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }

    QProcess m_simulator;
    QUrl m_url;
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(GhTest)
#include "tst_gh.moc"
