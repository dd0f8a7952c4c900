// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/scenario.h"

#include <QTest>

using namespace Runlight;

class ScenarioTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItIsMadeOf()
    {
        const Expected<Scenario> scenario = Scenario::parse(R"json({
            "seed": 7, "history": "2d12h",
            "repositories": [{
                "name": "acme/api", "private": true, "access": ["kim"],
                "workflows": [{"name": "CI", "file": "ci.yml", "on": ["push"], "every": "1d", "lastScheduled": "-90m",
                    "jobs": [{"id": "build", "name": "build ({os})", "matrix": [{"os": "linux"}, {"os": "mac"}],
                              "steps": [["Compile", 30, 0.25], ["Link", 5]]}]}],
                "runs": [{"at": "-1m30s", "workflow": "ci.yml", "title": "T", "actor": "kim", "cancelAfter": "10s"}]
            }]})json");
        QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
QCOMPARE(scenario->seed, 7U);
QCOMPARE(scenario->history, std::chrono::hours(60));
const Scenario::Repository &repository = scenario->repositories.first();
QCOMPARE(repository.name.fullName(), QStringLiteral("acme/api"));
QCOMPARE(repository.defaultBranch, QStringLiteral("main"));
const Scenario::Workflow &workflow = repository.workflows.first();
QCOMPARE(workflow.lastScheduled, std::chrono::minutes(-90));
QCOMPARE(workflow.jobs.first().matrix.size(), 2);
QCOMPARE(workflow.jobs.first().steps.first().failureOdds, 0.25);
QCOMPARE(workflow.jobs.first().steps.last().failureOdds, 0.0);
QCOMPARE(repository.runs.first().at, std::chrono::seconds(-90));
QVERIFY(repository.runs.first().cancelAfter == std::chrono::seconds(10));
}

void namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("field");
    const auto repository = [](const QByteArray &members) {
        return QByteArray(R"({"repositories": [{"name": "a/b", )") + members + "}]}";
    };
    const auto job = [&](const QByteArray &members) {
        return repository(R"("workflows": [{"name": "W", "file": "w.yml", "jobs": [{"id": "j", )" + members + "}]}]");
    };
    QTest::newRow("no JSON") << QByteArray("{") << QString();
    QTest::newRow("an array") << QByteArray("[]") << QStringLiteral("repositories");
    QTest::newRow("empty") << QByteArray("{}") << QStringLiteral("repositories");
    QTest::newRow("unknown key") << QByteArray(R"({"sead": 1})") << QStringLiteral("sead");
    QTest::newRow("name") << QByteArray(R"({"repositories": [{"name": "api"}]})")
                          << QStringLiteral("repositories[0].name");
    QTest::newRow("no name") << QByteArray(R"({"repositories": [{}]})") << QStringLiteral("repositories[0].name");
    QTest::newRow("flag") << repository(R"("private": "yes")") << QStringLiteral("repositories[0].private");
    QTest::newRow("no jobs") << repository(R"("workflows": [{"name": "W", "file": "w.yml"}])")
                             << QStringLiteral("repositories[0].workflows[0].jobs");
    QTest::newRow("step") << job(R"("steps": [["Build"]])")
                          << QStringLiteral("repositories[0].workflows[0].jobs[0].steps[0]");
    QTest::newRow("odds") << job(R"("steps": [["Build", 3, "often"]])")
                          << QStringLiteral("repositories[0].workflows[0].jobs[0].steps[0][2]");
    QTest::newRow("needs") << job(R"("needs": ["later"])")
                           << QStringLiteral("repositories[0].workflows[0].jobs[0].needs");
    QTest::newRow("matrix") << job(R"("matrix": [1])")
                            << QStringLiteral("repositories[0].workflows[0].jobs[0].matrix[0]");
    QTest::newRow("no such workflow") << repository(R"("runs": [{"workflow": "x.yml", "title": "t", "actor": "a"}])")
                                      << QStringLiteral("repositories[0].runs[0].workflow");
    QTest::newRow("activity") << repository(R"("activity": {"pushesPerDay": 1})")
                              << QStringLiteral("repositories[0].activity");
    for (const char *bad : {"\"soon\"", "\"\"", "\"-\"", "\"5\"", "\"5m2h\"", "true"})
        QTest::newRow(bad) << QByteArray(R"({"history": )") + bad + "}" << QStringLiteral("history");
}

void namesWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, field);
    const Expected<Scenario> scenario = Scenario::parse(json);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().kind, ErrorKind::ParseError);
    QCOMPARE(scenario.error().field, field);
    QVERIFY(scenario.error().message.contains(field));
    QVERIFY(!scenario.error().message.isEmpty());
}

void theBuiltInOneIsWhole()
{
    const Expected<Scenario> scenario = Scenario::builtIn();
    QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
    QCOMPARE(scenario->accounts.size(), 3);
    QVERIFY(scenario->repositories.size() >= 12);
}

void fillsInTheMatrix()
{
    const QHash<QString, QString> row{{QStringLiteral("os"), QStringLiteral("linux")}};
    QCOMPARE(Scenario::filledIn(QStringLiteral("build ({os}, {cc})"), row), QStringLiteral("build (linux, {cc})"));
}
}
;

QTEST_GUILESS_MAIN(ScenarioTest)
#include "tst_scenario.moc"
