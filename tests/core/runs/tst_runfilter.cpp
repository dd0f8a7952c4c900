// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runfilter.h"

#include <QTest>

using namespace Runlight;

class TestRunFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTerms_data();
    void readsTerms();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void tellsProblems_data();
    void tellsProblems();
    void knowsWhereTermsStand();
    void completesStateWords();
};

namespace {

//! "branch=main|dev text=fix": the terms, to compare.
QString shape(const RunFilter &filter)
{
    QStringList parts;
    for (const FilterTerm &term : filter.terms()) {
        const QString key = term.key ? RunFilter::keyWord(*term.key) : QStringLiteral("text");
        parts.append(key + QLatin1Char('=') + term.values.join(QLatin1Char('|')));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

void TestRunFilter::readsTerms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("terms");
    const auto row = [](const char *name, const char *text, const char *terms) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(terms);
    };
    row("nothing", "", "");
    row("spaces", "  \t ", "");
    row("key and value", "branch:main", "branch=main");
    row("key in any case", "BRANCH:Main", "branch=Main");
    row("several values", "status:failure,waiting", "status=failure|waiting");
    row("empty values", "branch:,main,,", "branch=main");
    row("unfinished key", "branch:", "");
    row("quotes", "workflow:\"Nightly build\",CI", "workflow=Nightly build|CI");
    row("comma in quotes", "branch:\"a,b\"", "branch=a,b");
    row("quote left open", "workflow:\"Nightly bu", "workflow=Nightly bu");
    row("words", "fix parser", "text=fix text=parser");
    row("phrase", "\"fix parser\"", "text=fix parser");
    row("empty phrase", "\"\"", "");
    row("quoted colon", "\"branch:main\"", "text=branch:main");
    row("unknown key is text", "fix: it", "text=fix: text=it");
    row("scope operator", "std::vector", "text=std::vector");
    row("address", "https://example.com/a,b", "text=https://example.com/a,b");
    row("leading colon", ":x", "text=:x");
    row("number", "#812", "text=#812");
    row("all keys",
        "status:queued conclusion:failure workflow:CI branch:b actor:kim event:push repo:acme/api pr:1 is:mine",
        "status=queued conclusion=failure workflow=CI branch=b actor=kim event=push repo=acme/api pr=1 is=mine");
    row("not Latin", "branch:größe 修正", "branch=größe text=修正");
}

void TestRunFilter::readsTerms()
{
    QFETCH(QString, text);
    QFETCH(QString, terms);
    QCOMPARE(shape(RunFilter::parse(text)), terms);
    QCOMPARE(RunFilter::parse(text).isEmpty(), terms.isEmpty());
}

void TestRunFilter::writesWhatItReads_data()
{
    readsTerms_data();
}

void TestRunFilter::writesWhatItReads()
{
    QFETCH(QString, text);
    const RunFilter filter = RunFilter::parse(text);
    const RunFilter again = RunFilter::parse(filter.toText());
    QCOMPARE(shape(again), shape(filter));
    QVERIFY(again == filter);
    QCOMPARE(again.toText(), filter.toText());
}

void TestRunFilter::tellsProblems_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word"); // in the message; empty: no problem
    const auto row = [](const char *text, const char *word) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(word);
    };
    row("status:foo", "foo");
    row("status:failure,foo", "foo");
    row("conclusion:queued", "queued");
    row("is:theirs", "theirs");
    row("pr:abc", "abc");
    row("pr:0", "0");
    row("pr:-3", "-3");
    row("pr:99999999999", "99999999999");
    row("branhc:main", "branhc");
    row("status:failure", "");
    row("status:fail", "");
    row("STATUS:Failure", "");
    row("status:", "");
    row("conclusion:timed_out", "");
    row("is:run", "");
    row("pr:#231", "");
    row("branch:anything", "");
    row("std::vector", "");
    row("https://example.com", "");
    row("fix: typo", "");
}

void TestRunFilter::tellsProblems()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    const RunFilter filter = RunFilter::parse(QStringLiteral("x ") + text);
    QCOMPARE(filter.problems().size(), word.isEmpty() ? 0 : 1);
    if (word.isEmpty())
        return;
    const FilterProblem &problem = filter.problems().first();
    QVERIFY2(problem.message.contains(word), qPrintable(problem.message));
    QCOMPARE(problem.start, 2);
    QCOMPARE(problem.length, text.size());
}

void TestRunFilter::knowsWhereTermsStand()
{
    const RunFilter filter = RunFilter::parse(QStringLiteral("  fix branch:\"a b\"  x"));
    QCOMPARE(filter.terms().size(), 3);
    QCOMPARE(filter.terms()[1].start, 6);
    QCOMPARE(filter.terms()[1].length, 12);
    QCOMPARE(filter.terms()[2].start, 20);
}

void TestRunFilter::completesStateWords()
{
    const auto states = [](const char *value) {
        return RunFilter::states(FilterKey::Status, QString::fromLatin1(value));
    };
    QVERIFY(states("fail").contains(Status::Completed, Conclusion::Failure));
    QVERIFY(!states("fail").contains(Status::Completed, Conclusion::Success));
    // "s" is not yet a word: success, skipped, stale and startup_failure all begin with it.
    QVERIFY(states("s").contains(Status::Completed, Conclusion::Success));
    QVERIFY(states("s").contains(Status::Completed, Conclusion::Skipped));
    QVERIFY(states("in_progress").contains(Status::InProgress, Conclusion::None));
    QVERIFY(!states("in_progress").contains(Status::Queued, Conclusion::None));
    QVERIFY(states("foo").isEmpty());
}

QTEST_GUILESS_MAIN(TestRunFilter)
#include "tst_runfilter.moc"
