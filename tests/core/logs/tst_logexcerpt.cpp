// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"
#include "core/logs/logexcerpt.h"
#include "core/logs/logfile.h"
#include "tests/core/logs/reallogs.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Runlight;

namespace {

std::unique_ptr<LogFile> completeLog(const QString &path)
{
    auto log = LogFile::open(path);
    if (!log || !QTest::qWaitFor([&] { return (*log)->isComplete(); }, 60'000))
        return nullptr;
    return std::move(*log);
}

} // namespace

class TestLogExcerpt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheReason_data();
    void findsTheReason();
    void looksAtFewLines();
    void followsGrowth();
    void realLogs_data();
    void realLogs();

private:
    QString write(const QByteArray &log) const;

    QTemporaryDir m_folder;
};

QString TestLogExcerpt::write(const QByteArray &log) const
{
    const QString path = m_folder.filePath(QStringLiteral("job.log"));
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(log) != log.size())
        qFatal("No room for the test's log");
    return path;
}

void TestLogExcerpt::findsTheReason_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<qint64>("errorLine"); // -1: none
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    const auto row = [](const char *what, const QByteArray &lines, qint64 line, qint64 first, qint64 last) {
        QByteArray log = lines;
        log.replace(';', '\n');
        log.replace("EXIT", "##[error]Process completed with exit code 1.");
        QTest::newRow(what) << log + '\n' << line << first << last;
    };
    QTest::newRow("empty") << QByteArray() << qint64(-1) << qint64(0) << qint64(0);
    row("no error", "a;##[warning]b;Error: c", -1, 0, 0);
    row("a message", "a;b;c;##[error]broken;d;e;f;g;h;i", 3, 1, 8);
    row("the first", "a;##[error]b;##[error]c", 1, 0, 2);
    row("a message behind an exit code", "##[group]Run x;##[endgroup];EXIT;##[group]Run y;##[endgroup];##[error]b", 5,
        3, 5);
    row("only the exit code", "EXIT", 0, 0, 0);
    row("only the exit code in its step", "Error: other step;##[group]Run x;Error: script;##[endgroup];EXIT", 4, 2, 4);
    row("last text", "##[group]Run x;##[endgroup];a;b;; ;EXIT", 3, 2, 6);
    row("last error", "##[group]Run x;##[endgroup];Error: a;b;Error: c;d;EXIT", 4, 2, 6);
    row("first failed test", "##[group]Run x;##[endgroup];FAIL a.js;x;FAIL b.js;Error: c;EXIT", 2, 0, 6);
    row("the step's begin and end", "##[group]Run x;EXIT;Post job cleanup.;a", 1, 0, 1);
    row("compiler", "a.cpp:1:2: warning: x;a.cpp:3:4: error: y;make: *** [a.o] Error 1;EXIT", 1, 0, 3);
    row("an error far from the end",
        "##[group]Run x;##[endgroup];Error: retrying;" + QByteArray("a;").repeated(50) + "b;EXIT", 53, 51, 54);
    row("a message whose place is marked", "a;error[E1]: b;##[error]  --> a.rs:1:2;c", 1, 0, 3);
    row("blank lines around", " ;;##[error]a;;b; ;;;c", 2, 2, 4);
    row("with colour", "\x1b[31mFAILED tests/a.py::test\x1b[0m;x;Error: y;EXIT", 0, 0, 3);
}

void TestLogExcerpt::findsTheReason()
{
    QFETCH(QByteArray, log);
    QFETCH(qint64, errorLine);
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    const auto file = completeLog(write(log));
    QVERIFY(file);
    const auto excerpt = firstErrorOf(*file);
    QCOMPARE(excerpt.has_value(), errorLine >= 0);
    if (!excerpt)
        return;
    QCOMPARE(excerpt->errorLine.value, errorLine);
    QCOMPARE(excerpt->range.first.value, first);
    QCOMPARE(excerpt->range.last.value, last);
}

void TestLogExcerpt::looksAtFewLines()
{
    const auto log = completeLog(write("FAIL far.js\n" + QByteArray("x\n").repeated(1'000'000)
                                       + "y\n##[error]Process completed with exit code 1.\n"));
    QVERIFY(log);
    QCOMPARE(firstErrorOf(*log)->errorLine.value, 1'000'001);
    const auto errors =
        completeLog(write(QByteArray("##[error]Process completed with exit code 1.\n").repeated(1'000'000)));
    QVERIFY(errors);
    QCOMPARE(firstErrorOf(*errors)->errorLine.value, 0);
}

void TestLogExcerpt::followsGrowth()
{
    const QString path = write("##[group]Run x\n##[endgroup]\nError: y\n");
    const auto log = completeLog(path);
    QVERIFY(log);
    QVERIFY(!firstErrorOf(*log));
    QFile file(path);
    QVERIFY(file.open(QFile::Append));
    file.write("##[error]Process completed with exit code 1.\n");
    file.close();
    log->extend();
    QTRY_VERIFY(firstErrorOf(*log));
    QCOMPARE(firstErrorOf(*log)->errorLine.value, 2);
}

void TestLogExcerpt::realLogs_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<qint64>("line"); // As editors count.
    QTest::addColumn<QString>("text");
    if (!QFile::exists(realLogsFolder()))
        QSKIP(noRealLogs);
    const auto row = [](const char *path, qint64 line, const char16_t *text) {
        QTest::newRow(path) << QString::fromLatin1(path) << line << QString::fromUtf16(text);
    };
    row("logs/ansible-400k-line-2026.txt", 409, u"$GITHUB_STEP_SUMMARY upload aborted");
    row("logs/conda-cursor-moves-2026.txt", 2061, u"Compress-Archive: D:");
    row("logs/go-terraform-backspaces-2026.txt", 2997, u"uptest-v2.2.0: error: cannot run e2e tests");
    row("logs/nix-devenv-2026.txt", 815, u"npm error code ERESOLVE");
    row("logs/npm-2019-crlf.txt", 595, u"npm ERR! code ENOENT");
    row("logs/pytest-terraform-2026.txt", 4321,
        u"E                   subprocess.CalledProcessError: Command 'terraform");
    row("logs/rspec-docker-2021-crlf.txt", 1175, u"     Failure/Error: raise NotFoundError");
    row("logs/s3proxy-npm-2025.txt", 784, u"CredentialsProviderError: Could not load");
    row("logs/torchsparse-pip-windows-2025.txt", 5499,
        u"C:\\sparsehash\\src\\sparsehash/internal/hashtable-common.h(52): error C2143");
    row("run-logs/bakkesmod-2025/0_build.txt", 687, u"D:\\a\\CustomPlayerAnthems\\");
    row("run-logs/bakkesmod-2025/2_error-investigation.txt", 132, u"To have GitHub CLI store credentials");
    row("run-logs/cc-switch-2026/2_Frontend Checks.txt", 6897, u"TypeError: useSettingsQuery is not a function");
    row("run-logs/scavenger-hunt-2025/1_test.txt", 195, u"  ● admin events api › GET returns events");
    row("run-logs/wishapp-2025/0_test.txt", 1044, u"error[E0061]: this function takes 2 arguments");
}

//! What a reader of these logs would point at, or the nearest to it.
void TestLogExcerpt::realLogs()
{
    QFETCH(QString, path);
    QFETCH(qint64, line);
    QFETCH(QString, text);
    const auto log = completeLog(realLogsFolder() + u'/' + path);
    QVERIFY(log);
    const auto excerpt = firstErrorOf(*log);
    QVERIFY(excerpt);
    QCOMPARE(excerpt->errorLine.value + 1, line);
    QCOMPARE(parseLogLine(log->line(excerpt->errorLine)).text.left(text.size()), text);
}

QTEST_GUILESS_MAIN(TestLogExcerpt)

#include "tst_logexcerpt.moc"
