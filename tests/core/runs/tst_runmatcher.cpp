// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/filtercompletion.h"
#include "core/runs/runmatcher.h"
#include "tests/support/catalogfixture.h"

#include <QTest>

using namespace Runlight;

class TestRunMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filters_data();
    void filters();
    void staysGoodWhileRunsAreAdded();
    void completes_data();
    void completes();
    void completionTakesTheWordsPlace();

private:
    std::unique_ptr<CatalogFixture> m_runs;
};

void TestRunMatcher::init()
{
    m_runs = std::make_unique<CatalogFixture>();
    m_runs->catalog.setAccounts({Account::of(QStringLiteral("kim"), QStringLiteral("github.com"), QUrl())});
    RunSketch release{.id = 3, .minute = 3, .conclusion = {}, .status = QStringLiteral("waiting")};
    release.title = QStringLiteral("Release 2.4.0");
    release.workflow = QStringLiteral("Nightly build");
    release.event = QStringLiteral("schedule");
    release.repository = {QStringLiteral("acme"), QStringLiteral("infra")};
    RunSketch bot{.id = 2, .minute = 2, .conclusion = QStringLiteral("failure")};
    bot.title = QStringLiteral("Bump Größe");
    bot.branch = QStringLiteral("dependabot/Qt");
    bot.actor = QStringLiteral("dependabot[bot]");
    bot.pullRequests = {231, 232};
    bot.sha = QStringLiteral("abcdef1234567890abcdef1234567890abcdef12");
    RunSketch mine{.id = 1, .minute = 1, .actor = QStringLiteral("Kim")};
    mine.title = QStringLiteral("Fix parser overflow (#812)");
    m_runs->tell({CatalogFixture::run(mine), CatalogFixture::run(bot), CatalogFixture::run(release)});
}

void TestRunMatcher::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("ids");
    const auto row = [](const char *text, const QList<qint64> &ids) {
        QTest::newRow(text) << QString::fromUtf8(text) << ids;
    };
    row("", {3, 2, 1});
    row("status:failure", {2});
    row("status:failure,waiting", {3, 2});
    row("status:failure status:waiting", {3, 2});
    row("status:completed", {2, 1});
    row("status:foo", {});
    row("status:foo,failure", {2});
    row("conclusion:success", {1});
    row("branch:MAIN", {3, 1});
    row("branch:mai", {});
    row("branch:main status:failure", {});
    row("workflow:\"nightly build\"", {3});
    row("workflow:ci", {2, 1});
    row("actor:kim", {1});
    row("actor:dependabot", {2});
    row("actor:dependabot[bot]", {2});
    row("event:schedule,push", {3, 2, 1});
    row("event:schedule", {3});
    row("repo:acme/infra", {3});
    row("repo:API", {2, 1});
    row("repo:acme", {});
    row("pr:232", {2});
    row("pr:#231", {2});
    row("pr:23", {});
    row("pr:x", {});
    row("is:mine", {1});
    row("is:failing", {2});
    row("is:running", {3});
    row("is:mine,failing", {});
    row("is:theirs", {});
    row("PARSER", {1});
    row("parser fix", {1});
    row("\"parser fix\"", {});
    row("größe", {2});
    row("infra", {3});
    row("nightly", {3});
    row("dependabot", {2});
    row("#803", {3});
    row("#812", {1});
    row("abcdef1", {2});
    row("ABCDEF1234567890abcdef1234567890abcdef12", {2});
    row("abcdef", {});
    row("abcdef2", {});
    row("fix: x", {});
}

void TestRunMatcher::filters()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, ids);
    RunMatcher matcher(m_runs->catalog.records(), {Place::Kind::All, {}}, RunFilter::parse(text));
    std::vector<RunIndex> matching;
    for (const RunIndex run : m_runs->catalog.newestFirst()) {
        if (matcher.matches(run))
            matching.push_back(run);
    }
    QCOMPARE(m_runs->ids(matching), ids);
}

void TestRunMatcher::staysGoodWhileRunsAreAdded()
{
    RunMatcher matcher(m_runs->catalog.records(), {Place::Kind::All, {}}, RunFilter::parse(QStringLiteral("hotfix")));
    QVERIFY(!matcher.matches(*m_runs->catalog.find(m_runs->key(1))));
    m_runs->tell({.id = 9, .minute = 9, .title = QStringLiteral("A hotfix")});
    QVERIFY(matcher.matches(*m_runs->catalog.find(m_runs->key(9))));
    m_runs->tell({.id = 10, .minute = 10, .title = QStringLiteral("No such thing")});
    QVERIFY(!matcher.matches(*m_runs->catalog.find(m_runs->key(10))));
}

void TestRunMatcher::completes_data()
{
    QTest::addColumn<QString>("text"); // the cursor is where the | stands
    QTest::addColumn<QStringList>("completions");
    const auto row = [](const char *text, const QStringList &completions) {
        QTest::newRow(text) << QString::fromUtf8(text) << completions;
    };
    const auto words = [](const char *text) {
        return QString::fromUtf8(text).split(QLatin1Char('|'));
    };
    row("|", {});
    row("br|", words("branch:"));
    row("fix st| x", words("status:"));
    row("mi|", words("is:mine"));
    row("zz|", {});
    row("status:fa|", words("failure"));
    row("status:failure|", {});
    row("status:failure,wa|", words("waiting"));
    row("is:|", words("mine|failing|running"));
    row("branch:|", words("main|dependabot/Qt"));
    row("branch:DEP|", words("dependabot/Qt"));
    row("branch:ma| x", words("main"));
    row("workflow:n|", words("\"Nightly build\""));
    row("actor:|", words("lee|dependabot[bot]|Kim"));
    row("event:s|", words("schedule"));
    row("repo:i|", words("infra"));
    row("repo:acme/a|", words("acme/api"));
    row("pr:|", words("231|232"));
    row("nokey:x|", {});
}

void TestRunMatcher::completes()
{
    QFETCH(QString, text);
    QFETCH(QStringList, completions);
    const qsizetype cursor = text.indexOf(QLatin1Char('|'));
    text.remove(cursor, 1);
    QStringList texts;
    for (const FilterCompletion &completion : filterCompletions(text, cursor, m_runs->catalog))
        texts.append(completion.text);
    QCOMPARE(texts, completions);
}

void TestRunMatcher::completionTakesTheWordsPlace()
{
    const QString text = QStringLiteral("fix status:failure,wa x");
    const QList<FilterCompletion> completions = filterCompletions(text, 21, m_runs->catalog);
    QCOMPARE(completions.size(), 1);
    QCOMPARE(completions.first().applyTo(text), QStringLiteral("fix status:failure,waiting x"));
    QCOMPARE(completions.first().cursorAfter(), 26);
}

QTEST_GUILESS_MAIN(TestRunMatcher)
#include "tst_runmatcher.moc"
