// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/runsearch.h"

#include "core/store/database.h"
#include "core/store/migrations.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/manyruns.h"

#include <QRegularExpression>
#include <QTest>

using namespace Runlight;

class TestRunSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsByField_data();
    void findsByField();
    void combinesFields();
    void pages();
    void newestFirst();
    void findsWhatAFilterWouldFind();
    void everyFieldHasAnIndex_data();
    void everyFieldHasAnIndex();
    void otherQueriesHaveAnIndex_data();
    void otherQueriesHaveAnIndex();

private:
    StoreFixture m_fixture;
    std::unique_ptr<Store> m_store;
};

// Six runs that differ in every field; each test names the ones it expects, newest first.
void TestRunSearch::initTestCase()
{
    m_store = m_fixture.open();
    Run one = makeRun(1, 1, QStringLiteral("completed"), QStringLiteral("success"));
    one.title = QStringLiteral("Grüße: 100% of_it \\o/");
    one.headSha = QStringLiteral("abcdef0123456789abcdef0123456789abcdef01");
    Run two = makeRun(2, 2, QStringLiteral("completed"), QStringLiteral("failure"));
    two.workflowName = QStringLiteral("Über-Build");
    two.title = QStringLiteral("GRÜSSE an alle");
    two.headSha = QStringLiteral("ABCDEF9");
    Run three = makeRun(3, 3, QStringLiteral("in_progress"));
    three.repository = {QStringLiteral("octo-org"), QStringLiteral("tools")};
    three.headBranch = QStringLiteral("Main");
    three.pullRequests = {12, 13};
    three.headSha = QStringLiteral("abcdeg");
    Run four = makeRun(4, 4, QStringLiteral("levitating"));
    four.event = QStringLiteral("pull_request");
    four.pullRequests = {13};
    four.title = QStringLiteral("1000 of-it");
    Run five = makeRun(5, 5, QStringLiteral("completed"), QStringLiteral("dazzling"));
    five.actor.login = QStringLiteral("Ada");
    Run six = makeRun(6, 6, QStringLiteral("completed"));
    six.triggeringActor.login = QStringLiteral("ADA");
    save(*m_store, {one, two, three, four, five});
    save(*m_store, {six}, hubot());
}

void TestRunSearch::findsByField_data()
{
    QTest::addColumn<RunQuery>("query");
    QTest::addColumn<QList<qint64>>("ids");
    const auto row = [](const char *name, const QList<qint64> &ids, const std::function<void(RunQuery &)> &fill) {
        RunQuery query;
        fill(query);
        QTest::newRow(name) << query << ids;
    };
    const auto words = [](std::initializer_list<const char *> texts) {
        QStringList list;
        for (const char *text : texts)
            list.append(QString::fromUtf8(text));
        return list;
    };
    row("everything", {6, 5, 4, 3, 2, 1}, [](RunQuery &) {});
    row("account", {6}, [](RunQuery &q) { q.accounts = {hubot()}; });
    row("accounts", {6, 5, 4, 3, 2, 1}, [](RunQuery &q) { q.accounts = {hubot(), mona()}; });
    row("unknown account", {}, [](RunQuery &q) { q.accounts = {AccountId{QStringLiteral("nobody@github.com")}}; });
    row("repository", {5, 4, 2, 1}, [](RunQuery &q) { q.repositories = {{mona(), helloWorld()}}; });
    row("repository in another case", {3}, [](RunQuery &q) {
        q.repositories = {{mona(), {QStringLiteral("Octo-Org"), QStringLiteral("TOOLS")}}};
    });
    row("repositories", {6, 3}, [](RunQuery &q) {
        q.repositories = {{hubot(), helloWorld()}, {mona(), {QStringLiteral("octo-org"), QStringLiteral("tools")}}};
    });
    row("repository of another account", {}, [](RunQuery &q) {
        q.repositories = {{hubot(), {QStringLiteral("octo-org"), QStringLiteral("tools")}}};
    });
    row("workflow", {2}, [&](RunQuery &q) { q.workflows = words({"ÜBER-build"}); });
    row("workflows", {6, 5, 4, 3, 2, 1}, [&](RunQuery &q) { q.workflows = words({"ci", "über-build"}); });
    row("status", {3}, [](RunQuery &q) { q.statuses = {Status::InProgress}; });
    row("unknown status", {4}, [](RunQuery &q) { q.statuses = {Status::Unknown}; });
    row("statuses", {4, 3}, [](RunQuery &q) { q.statuses = {Status::Unknown, Status::InProgress}; });
    row("conclusion", {2}, [](RunQuery &q) { q.conclusions = {Conclusion::Failure}; });
    row("no conclusion", {4, 3}, [](RunQuery &q) { q.conclusions = {Conclusion::None}; });
    row("unknown conclusion", {6, 5}, [](RunQuery &q) { q.conclusions = {Conclusion::Unknown}; });
    row("conclusions", {6, 5, 1}, [](RunQuery &q) { q.conclusions = {Conclusion::Success, Conclusion::Unknown}; });
    row("branch", {3}, [&](RunQuery &q) { q.branches = words({"Main"}); });
    row("branches", {6, 5, 4, 3, 2, 1}, [&](RunQuery &q) { q.branches = words({"Main", "main"}); });
    row("actor who caused or started it", {6, 5}, [&](RunQuery &q) { q.actors = words({"ada"}); });
    row("actors", {6, 5, 4, 3, 2, 1}, [&](RunQuery &q) { q.actors = words({"ada", "hubot"}); });
    row("event", {4}, [&](RunQuery &q) { q.events = words({"pull_request"}); });
    row("pull request", {4, 3}, [](RunQuery &q) { q.pullRequests = {13}; });
    row("pull requests", {3}, [](RunQuery &q) { q.pullRequests = {12, 14}; });
    row("sha's beginning", {2, 1}, [&](RunQuery &q) { q.headSha = QStringLiteral("abcdef"); });
    row("sha in capitals", {1}, [&](RunQuery &q) { q.headSha = QStringLiteral("ABCDEF0"); });
    row("whole sha", {1}, [&](RunQuery &q) { q.headSha = QStringLiteral("abcdef0123456789abcdef0123456789abcdef01"); });
    row("text", {2, 1}, [&](RunQuery &q) { q.text = QString::fromUtf8("grü"); });
    row("text with a percent sign", {1}, [&](RunQuery &q) { q.text = QStringLiteral("100%"); });
    row("text with an underscore", {1}, [&](RunQuery &q) { q.text = QStringLiteral("of_it"); });
    row("text with a backslash", {1}, [&](RunQuery &q) { q.text = QStringLiteral("\\O"); });
    row("text with a quote", {}, [&](RunQuery &q) { q.text = QStringLiteral("' OR 1=1 --"); });
}

void TestRunSearch::findsByField()
{
    QFETCH(const RunQuery, query);
    QFETCH(const QList<qint64>, ids);
    QCOMPARE(findIds(*m_store, query), ids);
    QCOMPARE(find(*m_store, query).totalCount, int(ids.size()));
}

void TestRunSearch::combinesFields()
{
    RunQuery query;
    query.accounts = {mona()};
    query.statuses = {Status::Completed};
    query.conclusions = {Conclusion::Success, Conclusion::Failure};
    query.text = QStringLiteral("gr");
    QCOMPARE(findIds(*m_store, query), (QList<qint64>{2, 1}));
    query.workflows = {QStringLiteral("ci")};
    QCOMPARE(findIds(*m_store, query), QList<qint64>{1});
}

void TestRunSearch::pages()
{
    RunQuery query;
    query.limit = 4;
    QCOMPARE(findIds(*m_store, query), (QList<qint64>{6, 5, 4, 3}));
    query.offset = 4;
    QCOMPARE(findIds(*m_store, query), (QList<qint64>{2, 1}));
    QCOMPARE(find(*m_store, query).totalCount, 6);
    query.offset = 10;
    QVERIFY(findIds(*m_store, query).isEmpty());
    QCOMPARE(find(*m_store, query).totalCount, 6);
    query.offset = -1;
    query.limit = -1;
    QVERIFY(findIds(*m_store, query).isEmpty());
    query.limit = 0;
    QCOMPARE(find(*m_store, query).totalCount, 6);
}

void TestRunSearch::newestFirst()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(5, 1), makeRun(9, 1), makeRun(7, 2), makeRun(8, 0)});
    QCOMPARE(findIds(*store), (QList<qint64>{7, 9, 5, 8}));
}

//! Over runs of all kinds, what SQL finds is what a loop over all runs finds.
void TestRunSearch::findsWhatAFilterWouldFind()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    fillStore(*store, 3000);
    const QList<Run> all = manyRuns(3000);
    for (int i = 0; i < 40; ++i) {
        const Run sample = all.at(i * 71);
        RunQuery query;
        query.limit = 3000;
        query.repositories = {{manyRunsAccount(), sample.repository}};
        query.conclusions = {sample.state.conclusion, Conclusion::Cancelled};
        query.branches = {sample.headBranch};
        QList<qint64> expected;
        for (auto run = all.rbegin(); run != all.rend(); ++run) {
            if (run->repository == sample.repository && run->headBranch == sample.headBranch
                && query.conclusions.contains(run->state.conclusion))
                expected.append(run->id.value);
        }
        QVERIFY(!expected.isEmpty());
        QCOMPARE(findIds(*store, query), expected);
    }
}

namespace {

//! What SQLite would do for \a sql, a step a line.
QStringList planOf(Database &database, const QString &sql, const QVariantList &values)
{
    QStringList steps;
    for (Rows rows = database.selectOnce(QLatin1String("EXPLAIN QUERY PLAN ") + sql, values); rows.next();)
        steps.append(rows.text(3));
    if (const auto fault = database.takeFault())
        steps = {QLatin1String("FAULT ") + fault->detail};
    return steps;
}

} // namespace

void TestRunSearch::everyFieldHasAnIndex_data()
{
    QTest::addColumn<RunQuery>("query");
    QTest::addColumn<QString>("index");
    const auto row = [](const char *index, const std::function<void(RunQuery &)> &fill) {
        RunQuery query;
        fill(query);
        QTest::newRow(index) << query << QString::fromLatin1(index);
    };
    const QStringList word{QStringLiteral("word")};
    row("runs_by_account", [](RunQuery &q) { q.accounts = {mona()}; });
    row("runs_by_repository", [](RunQuery &q) { q.repositories = {{mona(), helloWorld()}}; });
    row("runs_by_workflow", [&](RunQuery &q) { q.workflows = word; });
    row("runs_by_status", [](RunQuery &q) { q.statuses = {Status::Queued, Status::InProgress}; });
    row("runs_by_conclusion", [](RunQuery &q) { q.conclusions = {Conclusion::Failure}; });
    row("runs_by_branch", [&](RunQuery &q) { q.branches = word; });
    row("runs_by_actor", [&](RunQuery &q) { q.actors = word; });
    row("runs_by_trigger", [&](RunQuery &q) { q.actors = word; });
    row("runs_by_event", [&](RunQuery &q) { q.events = word; });
    row("INTEGER PRIMARY KEY", [](RunQuery &q) { q.pullRequests = {1}; });
    row("runs_by_sha", [](RunQuery &q) { q.headSha = QStringLiteral("abc"); });
    row("runs_by_time", [](RunQuery &q) { q.text = QStringLiteral("any title"); });
    row("runs_by_time ", [](RunQuery &) {});
}

void TestRunSearch::everyFieldHasAnIndex()
{
    QFETCH(const RunQuery, query);
    QFETCH(const QString, index);
    Database database(QStringLiteral(":memory:"), 0);
    migrate(database);
    const RunSearch search = pageSearch(query);
    const QString plan = planOf(database, search.sql, search.values).join(QLatin1Char('\n'));
    QVERIFY2(plan.contains(index.trimmed()), qPrintable(plan));
    // Whole tables are read in the order of an index, or not at all.
    QVERIFY2(!plan.contains(QRegularExpression(QStringLiteral("SCAN (?!runs USING INDEX)"))), qPrintable(plan));
}

void TestRunSearch::otherQueriesHaveAnIndex_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const char *sql) {
        QTest::newRow(name) << QString::fromLatin1(sql);
    };
    row("a run", "SELECT run_key FROM runs JOIN accounts USING (account_key) WHERE account = 'a' AND run_id = 1");
    row("attempts", "SELECT title FROM run_attempts WHERE run_key = 1 ORDER BY attempt");
    row("jobs", "SELECT name FROM jobs WHERE run_key = 1 AND attempt = 1 ORDER BY position");
    row("steps", "SELECT name FROM steps WHERE job_key = 1 ORDER BY position");
    row("artifacts", "SELECT name FROM artifacts WHERE run_key = 1 ORDER BY position");
    row("annotations", "SELECT title FROM annotations WHERE run_key = 1 AND job_id = 1 ORDER BY position");
    row("deployments", "SELECT environment FROM pending_deployments WHERE run_key = 1 ORDER BY position");
    row("workflows", "SELECT name FROM workflows WHERE repository_key = 1 ORDER BY position");
    row("renamed repository", "SELECT name FROM repositories WHERE account_key = 1 AND repository_id = 1");
    row("response", "SELECT body FROM responses WHERE response_key = 'k'");
    row("oldest response", "DELETE FROM responses WHERE used = 1");
    row("next piece of all runs",
        "SELECT title FROM runs WHERE (created_at, run_id, run_key) < (1, 2, 3) "
        "ORDER BY created_at DESC, run_id DESC, run_key DESC LIMIT 10");
    row("newest of a repository",
        "SELECT run_key FROM runs WHERE repository_key = 1 ORDER BY created_at DESC, run_id DESC LIMIT 10");
    row("acknowledged changes", "DELETE FROM changes WHERE sequence <= 1");
    // What a removed parent looks for.
    row("pull requests of a run", "DELETE FROM run_pull_requests WHERE run_key = 1");
    row("changed runs of a change", "DELETE FROM change_runs WHERE sequence = 1");
}

void TestRunSearch::otherQueriesHaveAnIndex()
{
    QFETCH(const QString, sql);
    Database database(QStringLiteral(":memory:"), 0);
    migrate(database);
    const QString plan = planOf(database, sql, {}).join(QLatin1Char('\n'));
    QVERIFY2(plan.contains(QLatin1String("SEARCH")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("SCAN")) && !plan.contains(QLatin1String("TEMP B-TREE")), qPrintable(plan));
}

QTEST_GUILESS_MAIN(TestRunSearch)
#include "tst_runsearch.moc"
