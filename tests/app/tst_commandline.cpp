// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandline.h"

#include <QTest>

using namespace Runlight;

namespace {

CommandLine accepted(const QStringList &arguments)
{
    const auto parsed = parseCommandLine(QStringList{QStringLiteral("runlight")} + arguments);
    return std::holds_alternative<CommandLine>(parsed) ? std::get<CommandLine>(parsed) : CommandLine{};
}

CommandLineExit ended(const QStringList &arguments)
{
    const auto parsed = parseCommandLine(QStringList{QStringLiteral("runlight")} + arguments);
    return std::holds_alternative<CommandLineExit>(parsed) ? std::get<CommandLineExit>(parsed)
                                                           : CommandLineExit{{}, -1};
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsToGitHub()
    {
        const CommandLine line = accepted({});
        QCOMPARE(line.apiUrl, QUrl(QStringLiteral("https://api.github.com")));
        QVERIFY(!line.demo);
        QVERIFY(line.screenshotFile.isEmpty());
        QCOMPARE(line.size, QSize(1280, 800));
    }

    void readsEveryOption()
    {
        const CommandLine line = accepted(
            {QStringLiteral("--repo"), QStringLiteral("octocat/hello-world"),
             QStringLiteral("--repo=acme/api"), QStringLiteral("--repo"), QStringLiteral("Acme/API"),
             QStringLiteral("--api-url"), QStringLiteral("http://127.0.0.1:8080/base"), QStringLiteral("--data-dir"),
             QStringLiteral("/tmp/x"), QStringLiteral("--screenshot"), QStringLiteral("a.png"),
             QStringLiteral("--size"), QStringLiteral("900x600"), QStringLiteral("--theme"), QStringLiteral("dark"),
             QStringLiteral("--select"), QStringLiteral("812")});
        QCOMPARE(line.repositories.size(), 2); // One repository in two spellings is one.
        QCOMPARE(line.repositories.constFirst().fullName(), QStringLiteral("octocat/hello-world"));
        QCOMPARE(line.apiUrl, QUrl(QStringLiteral("http://127.0.0.1:8080/base")));
        QCOMPARE(line.dataDir, QStringLiteral("/tmp/x"));
        QCOMPARE(line.screenshotFile, QStringLiteral("a.png"));
        QCOMPARE(line.size, QSize(900, 600));
        QCOMPARE(line.scheme, Theme::Scheme::Dark);
        QCOMPARE(line.selectedRun, QStringLiteral("812"));
        QVERIFY(accepted({QStringLiteral("--demo")}).demo);
    }

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *name, const QStringList &arguments) {
            QTest::newRow(name) << arguments;
        };
        row("unknown option", {QStringLiteral("--frobnicate")});
        row("missing value", {QStringLiteral("--repo")});
        row("stray word", {QStringLiteral("octocat/hello-world")});
        row("repository without owner", {QStringLiteral("--repo=hello")});
        row("repository that climbs", {QStringLiteral("--repo=a/..")});
        row("repository with a query", {QStringLiteral("--repo=a/b?c")});
        row("plain http to elsewhere", {QStringLiteral("--api-url=http://example.com")});
        row("address with a password", {QStringLiteral("--api-url=https://u:p@example.com")});
        row("no address", {QStringLiteral("--api-url=nonsense")});
        const QString picture = QStringLiteral("--screenshot=a.png");
        row("size in words", {picture, QStringLiteral("--size=large")});
        row("size of nothing", {picture, QStringLiteral("--size=00x00")});
        row("size of a wall", {picture, QStringLiteral("--size=99999x99999")});
        row("size of no screenshot", {QStringLiteral("--size=900x600")});
        row("run of no screenshot", {QStringLiteral("--select=812")});
        row("screenshot without a name", {QStringLiteral("--screenshot=")});
        row("demo of another server", {QStringLiteral("--demo"), QStringLiteral("--api-url=https://example.com")});
        row("demo of a repository", {QStringLiteral("--demo"), QStringLiteral("--repo=acme/api")});
        row("unknown theme", {QStringLiteral("--theme=sepia")});
    }

    void refusesWhatItCannotUse()
    {
        QFETCH(QStringList, arguments);
        const CommandLineExit end = ended(arguments);
        QCOMPARE(end.code, 2);
        QVERIFY(end.text.contains(QLatin1String("--help")));
    }

    void printsHelpAndVersion()
    {
        const CommandLineExit version = ended({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QCOMPARE(version.text, QStringLiteral("runlight " RUNLIGHT_VERSION "\n"));
        const CommandLineExit help = ended({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        for (const char *option :
             {"--demo", "--repo", "--api-url", "--data-dir", "--screenshot", "--size", "--theme", "--select"})
            QVERIFY2(help.text.contains(QLatin1String(option)), option);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
