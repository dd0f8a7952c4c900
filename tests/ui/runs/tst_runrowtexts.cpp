// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/catalogfixture.h"
#include "ui/runs/runrowtexts.h"

#include <QTest>

using namespace Runlight;

class TestRunRowTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
    void countsFailuresInARow_data();
    void countsFailuresInARow();
    void showsProgress();
};

namespace {

RunRowTexts textsOf(const RunEntry &run, const CatalogFixture &f)
{
    return RunRowTexts(run, f.clock.now(), Place::Kind::All);
}

} // namespace

void TestRunRowTexts::says_data()
{
    QTest::addColumn<RunSketch>("sketch");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QString>("note");
    QTest::addColumn<qint64>("duration");
    RunSketch base{
        .id = 12, .minute = -10, .title = QStringLiteral("Fix"), .actor = QStringLiteral("kim"), .lastsSeconds = 180};
    const auto row = [&base](const char *name, const std::function<void(RunSketch &)> &change, const char *origin,
                             const char *note, qint64 duration) {
        RunSketch sketch = base;
        change(sketch);
        QTest::newRow(name) << sketch << QString::fromUtf8(origin) << QString::fromUtf8(note) << duration;
    };
    row(
        "success", [](RunSketch &) {}, "acme/api · CI #812 · kim · 7m ago", "", 180'000);
    row(
        "title is the workflow", [](RunSketch &s) { s.workflow = s.title; }, "acme/api #812 · kim · 7m ago", "",
        180'000);
    row(
        "nobody", [](RunSketch &s) { s.actor.clear(); }, "acme/api · CI #812 · 7m ago", "", 180'000);
    row(
        "bot", [](RunSketch &s) { s.actor = QStringLiteral("dependabot[bot]"); },
        "acme/api · CI #812 · dependabot · 7m ago", "", 180'000);
    row(
        "schedule", [](RunSketch &s) { s.event = QStringLiteral("schedule"); },
        "acme/api · CI #812 · schedule · 7m ago", "", 180'000);
    row(
        "skipped", [](RunSketch &s) { s.conclusion = QStringLiteral("skipped"); }, "acme/api · CI #812 · kim · 7m ago",
        "", -1);
    row(
        "queued", [](RunSketch &s) { s.conclusion = QString(), s.status = QStringLiteral("queued"); },
        "acme/api · CI #812 · kim · 10m ago", "", -1);
    row(
        "running", [](RunSketch &s) { s.conclusion = QString(); }, "acme/api · CI #812 · kim · 10m ago", "", 600'000);
    row(
        "waiting", [](RunSketch &s) { s.conclusion = QString(), s.status = QStringLiteral("waiting"); },
        "acme/api · CI #812 · kim", "waiting 7m", 600'000);
    row(
        "fork", [](RunSketch &s) { s.conclusion = QStringLiteral("action_required"); },
        "acme/api · CI #812 · kim · 7m ago", "awaits approval to run", -1);
    row(
        "first failure", [](RunSketch &s) { s.conclusion = QStringLiteral("failure"); },
        "acme/api · CI #812 · kim · 7m ago", "", 180'000);
}

void TestRunRowTexts::says()
{
    QFETCH(RunSketch, sketch);
    QFETCH(QString, origin);
    QFETCH(QString, note);
    QFETCH(qint64, duration);
    CatalogFixture f;
    f.tell(sketch);
    const RunEntry run = f.entry(sketch.id);
    QCOMPARE(textsOf(run, f).origin(), origin);
    QCOMPARE(textsOf(run, f).note(), note);
    QCOMPARE(textsOf(run, f).durationMs(), duration);
    QCOMPARE(textsOf(run, f).noteKind() == RunNote::None, note.isEmpty());
}

void TestRunRowTexts::countsFailuresInARow_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("note");
    QTest::newRow("2") << 2 << QStringLiteral("2nd in a row");
    QTest::newRow("3") << 3 << QStringLiteral("3rd in a row");
    QTest::newRow("4") << 4 << QStringLiteral("4th in a row");
    QTest::newRow("11") << 11 << QStringLiteral("11th in a row");
    QTest::newRow("12") << 12 << QStringLiteral("12th in a row");
    QTest::newRow("21") << 21 << QStringLiteral("21st in a row");
    QTest::newRow("113") << 113 << QStringLiteral("113th in a row");
}

void TestRunRowTexts::countsFailuresInARow()
{
    QFETCH(int, count);
    QFETCH(QString, note);
    CatalogFixture f;
    for (int id = 1; id <= count; ++id)
        f.tell({.id = id, .minute = id, .conclusion = QStringLiteral("failure")});
    const RunEntry run = f.entry(count);
    QCOMPARE(textsOf(run, f).noteKind(), RunNote::Failures);
    QCOMPARE(textsOf(run, f).note(), note);
}

void TestRunRowTexts::showsProgress()
{
    CatalogFixture f;
    f.tell({.id = 2, .minute = -1, .conclusion = QString()});
    const RunEntry unknown = f.entry(2);
    QCOMPARE(textsOf(unknown, f).progress(), -1.0);
    f.tell({.id = 1, .minute = -100, .lastsSeconds = 240});
    const RunEntry known = f.entry(2);
    QCOMPARE(textsOf(known, f).progress(), 0.25);
    f.clock.advance(std::chrono::hours(1));
    const double late = textsOf(known, f).progress();
    QVERIFY(late > 0.9 && late < 1);
    const RunEntry done = f.entry(1);
    QCOMPARE(textsOf(done, f).progress(), -1.0);
}

QTEST_MAIN(TestRunRowTexts)
#include "tst_runrowtexts.moc"
