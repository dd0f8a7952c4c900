// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/parse.h"

#include "core/github/types/parselist.h"
#include "samples.h"

#include <QJsonArray>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

QDateTime utc(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
}

} // namespace

//! What becomes of good answers, field by field.
class TestParse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void user();
    void repository();
    void workflow();
    void run();
    void runOfLittle();
    void job();
    void artifact();
    void annotation();
    void deployments();
    void rateLimits();
    void lists();
    void listErrorsNameTheItem();
    void bodies();
};

void TestParse::user()
{
    QCOMPARE(Parse::user(Samples::user()).value(), (User{UserId{583231}, u"octocat"_s, u"User"_s}));
}

void TestParse::repository()
{
    const Repository expected{RepositoryId{1296269},
                              {u"octocat"_s, u"hello-world"_s},
                              u"Greets"_s,
                              u"main"_s,
                              utc("2026-01-26T19:06:43Z"),
                              true,
                              true,
                              true};
    const Repository parsed = Parse::repository(Samples::repository()).value();
    QCOMPARE(parsed, expected);
    QCOMPARE(parsed.pushedAt.timeSpec(), Qt::UTC);

    const QJsonValue neverPushed = Samples::with(Samples::repository(), u"pushed_at"_s, QJsonValue::Null);
    QVERIFY(!Parse::repository(neverPushed)->pushedAt.isValid());
}

void TestParse::workflow()
{
    const Workflow parsed = Parse::workflow(Samples::workflow()).value();
    QCOMPARE(parsed.id, WorkflowId{161335});
    QCOMPARE(parsed.name, u"CI"_s);
    QCOMPARE(parsed.path, u".github/workflows/ci.yml"_s);
    QCOMPARE(parsed.state, WorkflowState::DisabledInactivity);
    QCOMPARE(parsed.stateText, u"disabled_inactivity"_s);
    QCOMPARE(parsed.createdAt, utc("2025-01-09T07:48:37Z"));
    QCOMPARE(parsed.createdAt.timeSpec(), Qt::UTC);
    QCOMPARE(parsed.htmlUrl.host(), u"github.com"_s);

    const QJsonValue odd = Samples::with(Samples::workflow(), u"state"_s, u"sleeping"_s);
    QCOMPARE(Parse::workflow(odd)->state, WorkflowState::Unknown);
    QCOMPARE(Parse::workflow(odd)->stateText, u"sleeping"_s);
}

void TestParse::run()
{
    Run expected;
    expected.id = RunId{27123456789};
    expected.repository = {u"octocat"_s, u"hello-world"_s};
    expected.workflowId = WorkflowId{161335};
    expected.workflowName = u"CI"_s;
    expected.workflowPath = u".github/workflows/ci.yml"_s;
    expected.title = u"Greet everybody"_s;
    expected.number = 562;
    expected.attempt = 3;
    expected.state = {Status::Completed, Conclusion::TimedOut, {}, {}};
    expected.event = u"pull_request"_s;
    expected.headBranch = u"greet"_s;
    expected.headSha = u"acb5820ced9479c074f688cc328bf03f341a511d"_s;
    expected.headRepository = u"friend/hello-world"_s;
    expected.actor = {UserId{583231}, u"octocat"_s, u"User"_s};
    expected.triggeringActor = {UserId{49699333}, u"dependabot[bot]"_s, u"Bot"_s};
    expected.pullRequests = {12, 34};
    expected.createdAt = utc("2026-01-22T19:33:08Z");
    expected.updatedAt = utc("2026-01-22T20:03:08Z");
    expected.startedAt = utc("2026-01-22T19:43:08Z");
    expected.htmlUrl = QUrl(u"https://github.com/octocat/hello-world/actions/runs/27123456789"_s);
    QCOMPARE(Parse::run(Samples::run()).value(), expected);
}

void TestParse::runOfLittle()
{
    const QJsonObject little{{u"id"_s, 7}, {u"repository"_s, QJsonObject{{u"full_name"_s, u"o/r"_s}}}};
    Run expected;
    expected.id = RunId{7};
    expected.repository = {u"o"_s, u"r"_s};
    QCOMPARE(Parse::run(little).value(), expected);
    QCOMPARE(expected.attempt, 1);
}

void TestParse::job()
{
    Job expected;
    expected.id = JobId{399444496};
    expected.runId = RunId{27123456789};
    expected.attempt = 2;
    expected.name = u"build (linux)"_s;
    expected.state.status = Status::InProgress;
    expected.createdAt = utc("2026-01-22T19:33:00Z");
    expected.startedAt = utc("2026-01-22T19:33:08Z");
    expected.runnerName = u"runner-7"_s;
    expected.labels = {u"ubuntu-24.04"_s, u"big"_s};
    expected.htmlUrl = QUrl(u"https://github.com/octocat/hello-world/actions/runs/27123456789/job/399444496"_s);
    expected.steps = {
        {1, u"Set up job"_s, RunState::of(u"completed", u"success"), expected.startedAt, utc("2026-01-22T19:33:10Z")},
        {4, u"Test"_s, RunState::of(u"in_progress", u""), utc("2026-01-22T19:33:10Z"), {}},
    };
    QCOMPARE(Parse::job(Samples::job()).value(), expected);
}

void TestParse::artifact()
{
    const Artifact expected{ArtifactId{11},
                            RunId{2332938},
                            u"logs"_s,
                            5'000'000'000,
                            u"sha256:0c9b"_s,
                            true,
                            utc("2026-01-10T14:59:22Z"),
                            utc("2026-03-21T14:59:22Z")};
    QCOMPARE(Parse::artifact(Samples::artifact()).value(), expected);

    const QJsonValue old = Samples::with(Samples::artifact(), u"workflow_run"_s, QJsonValue::Null);
    QVERIFY(!Parse::artifact(old)->runId.isValid());
}

void TestParse::annotation()
{
    const Annotation expected{JobId{5},      AnnotationLevel::Warning,    u"src/greet.cpp"_s, 2, 3,
                              u"Spelling"_s, u"Did you mean \"hello\"?"_s};
    QCOMPARE(Parse::annotation(Samples::annotation(), JobId{5}).value(), expected);

    const QJsonValue odd = Samples::with(Samples::annotation(), u"annotation_level"_s, u"whisper"_s);
    QCOMPARE(Parse::annotation(odd, JobId{5})->level, AnnotationLevel::Unknown);
}

void TestParse::deployments()
{
    const PendingDeployment pending{
        EnvironmentId{161088068},          u"production"_s, 30, utc("2026-01-23T22:00:40Z"), true,
        {u"octocat"_s, u"the-releasers"_s}};
    QCOMPARE(Parse::pendingDeployment(Samples::pendingDeployment()).value(), pending);

    const DeploymentReview review{
        u"approved"_s, u"Ship it!"_s, {UserId{1}, u"octocat"_s, u"User"_s}, {u"staging"_s, u"production"_s}};
    QCOMPARE(Parse::deploymentReview(Samples::deploymentReview()).value(), review);

    const Environment environment{EnvironmentId{161088068}, u"production"_s, 30, {u"octocat"_s}};
    QCOMPARE(Parse::environment(Samples::environment()).value(), environment);
}

void TestParse::rateLimits()
{
    const QList<RateLimit> limits = Parse::rateLimits(Samples::rateLimits()).value();
    QCOMPARE(limits.size(), 2);
    const RateLimit search{u"search"_s, 30, 18, 12, QDateTime::fromSecsSinceEpoch(1767225700, Qt::UTC)};
    QCOMPARE(limits.at(1), search);
    QVERIFY(limits.at(0).isKnown());

    const QJsonValue odd = Samples::with(Samples::rateLimits(), u"resources.core"_s, u"plenty"_s);
    QVERIFY(!Parse::rateLimits(odd)->at(0).isKnown());
    QCOMPARE(Parse::rateLimits(QJsonObject()).error().field, u"resources"_s);
}

void TestParse::lists()
{
    const QJsonArray users{Samples::user(), Samples::user()};
    const auto bare = Parse::page<User>(users, ""_L1, Parse::user);
    QCOMPARE(bare->items.size(), 2);
    QCOMPARE(bare->totalCount, -1);

    const QJsonObject wrapped{{u"total_count"_s, 40}, {u"users"_s, users}};
    const auto counted = Parse::page<User>(wrapped, "users"_L1, Parse::user);
    QCOMPARE(counted->items.size(), 2);
    QCOMPARE(counted->totalCount, 40);

    const QJsonObject uncounted{{u"total_count"_s, u"many"_s}, {u"users"_s, QJsonArray()}};
    QCOMPARE(Parse::page<User>(uncounted, "users"_L1, Parse::user)->totalCount, -1);
}

void TestParse::listErrorsNameTheItem()
{
    const QJsonObject runs{{u"workflow_runs"_s, QJsonArray{Samples::run(), Samples::run(), Samples::run()}}};
    const auto errorOf = [&](const QString &path, const QJsonValue &by) {
        return Parse::page<Run>(Samples::with(runs, path, by), "workflow_runs"_L1, Parse::run).error();
    };
    const Error error = errorOf(u"workflow_runs[2].id"_s, u"seven"_s);
    QCOMPARE(error.kind, ErrorKind::ParseError);
    QCOMPARE(error.field, u"workflow_runs[2].id"_s);
    QVERIFY2(error.message.contains(error.field), qPrintable(error.message));
    QCOMPARE(errorOf(u"workflow_runs[1]"_s, 7).field, u"workflow_runs[1]"_s);
    QCOMPARE(errorOf(u"workflow_runs[1].repository"_s, {}).field, u"workflow_runs[1].repository"_s);
    QCOMPARE(errorOf(u"workflow_runs"_s, QJsonObject()).field, u"workflow_runs"_s);

    const QJsonArray users{Samples::user(), QJsonValue::Null};
    QCOMPARE(Parse::page<User>(users, ""_L1, Parse::user).error().field, u"[1]"_s);
    QCOMPARE(Parse::page<User>(QJsonObject(), ""_L1, Parse::user).error().field, QString());
}

void TestParse::bodies()
{
    QVERIFY(Parse::body("[1]")->isArray());
    QVERIFY(Parse::body(" {} ")->isObject());
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{"), QByteArray("<html>"), QByteArray("7 8"),
                                    QByteArray("{\"a\":1}x"), QByteArray(5000, '['), QByteArray("\xff\xfe{}")}) {
        const Expected<QJsonValue> body = Parse::body(bytes);
        QVERIFY2(!body, bytes.constData());
        QCOMPARE(body.error().kind, ErrorKind::ParseError);
    }
    const QString message = Parse::body("{\"id\": }").error().message;
    QVERIFY2(message.contains(u"at byte "), qPrintable(message));
}

QTEST_APPLESS_MAIN(TestParse)

#include "tst_parse.moc"
