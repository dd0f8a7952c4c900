// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"
#include "core/logs/logfile.h"
#include "core/logs/logsteps.h"
#include "tests/core/logs/reallogs.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Runlight;

namespace {

const QDateTime begin(QDate(2026, 6, 7), QTime(7, 0), Qt::UTC);

//! "Build@10-15": a step of that name that ran from second 10 to 15; "Build@" without times, "Build!" skipped. Numbered
//! from 1.
std::vector<LogStep> readSteps(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("^(.*?)(@(\\d+)-(\\d+)|@|!)$"));
    std::vector<LogStep> steps;
    for (const QString &part : text.split(u';')) {
        const QRegularExpressionMatch match = shape.match(part);
        LogStep step{.number = int(steps.size()) + 1, .name = match.captured(1), .wasRun = !part.endsWith(u'!')};
        if (match.hasCaptured(3)) {
            step.startedAt = begin.addSecs(match.captured(3).toInt());
            step.completedAt = begin.addSecs(match.captured(4).toInt());
        }
        steps.push_back(step);
    }
    return steps;
}

//! "10.5 ##[group]Run make": a line that was written then; without a number, one without a stamp.
QByteArray readLog(const QString &text)
{
    QByteArray log;
    for (const QString &line : text.split(u';')) {
        bool isStamped = false;
        const double seconds = line.section(u' ', 0, 0).toDouble(&isStamped);
        if (isStamped) {
            log +=
                begin.addMSecs(qRound64(seconds * 1000)).toString(QStringLiteral("yyyy-MM-ddThh:mm:ss.zzz")).toUtf8();
            log += "0000Z " + line.section(u' ', 1).toUtf8() + '\n';
        } else {
            log += line.toUtf8() + '\n';
        }
    }
    return log;
}

QString toText(const std::vector<StepStart> &starts)
{
    QStringList parts;
    for (const StepStart &start : starts)
        parts.append(QStringLiteral("%1:%2").arg(start.stepNumber).arg(start.firstLine.value));
    return parts.join(u' ');
}

std::unique_ptr<LogFile> opened(const QString &path)
{
    auto log = LogFile::open(path);
    if (!log || !QTest::qWaitFor([&] { return (*log)->isComplete(); }, 60'000))
        return nullptr;
    return std::move(*log);
}

QDateTime stampOf(const QByteArray &line)
{
    const auto time = parseLogLine(line).time;
    return time ? QDateTime::fromSecsSinceEpoch(time->ticks / LogTime::ticksPerSecond, Qt::UTC) : QDateTime();
}

//! What GitHub would tell of the steps that have a file in \a folder, and where they begin in the job's log.
struct RealSteps
{
    std::vector<LogStep> steps;
    std::vector<StepStart> starts;
};

RealSteps realSteps(const QString &folder, qint64 firstLine, bool hasNamesOfItsOwn)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d+)_(.*)\\.txt$"));
    std::map<int, std::pair<QString, QList<QByteArray>>> files;
    for (const QString &name : QDir(folder).entryList(QDir::Files)) {
        const QRegularExpressionMatch match = shape.match(name);
        if (match.hasMatch())
            files[match.captured(1).toInt()] = {match.captured(2), linesOf(folder + u'/' + name)};
    }
    RealSteps real;
    for (auto &[number, file] : files) {
        auto &[name, lines] = file;
        if (lines.constLast().isEmpty())
            lines.removeLast();
        LogStep step{.number = number, .name = name, .startedAt = stampOf(lines.constFirst())};
        for (const QByteArray &line : lines)
            step.completedAt = stampOf(line).isValid() ? stampOf(line) : step.completedAt;
        const LogLine first = parseLogLine(lines.constFirst());
        if (!hasNamesOfItsOwn && first.text.startsWith(QLatin1String("Run ")))
            step.name = first.text;
        real.steps.push_back(step);
        real.starts.push_back({number, {real.starts.empty() ? 0 : firstLine}});
        firstLine += lines.size();
    }
    return real;
}

} // namespace

class TestLogSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsSteps_data();
    void findsSteps();
    void findsNothingInEmptyLogs();
    void boundsItsWork();
    void neverGuesses();
    void realBoundaries_data();
    void realBoundaries();

private:
    QTemporaryDir m_folder;
};

void TestLogSteps::findsSteps_data()
{
    QTest::addColumn<QString>("log");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("starts");
    const auto row = [](const char *what, const char *log, const char *steps, const char *starts) {
        QTest::newRow(what) << QString::fromLatin1(log) << QString::fromLatin1(steps) << QString::fromLatin1(starts);
    };
    row("names", "0 x;1.1 ##[group]Run a;2.1 ##[group]Run b;3.1 Post job cleanup.;4 Cleaning up orphan processes",
        "Set up job@0-1;Run a@1-2;Run b@2-3;Post Run a@3-3;Complete job@3-4", "1:0 2:1 3:2 4:3 5:4");
    row("names without times", "0 x;1 ##[group]Run a;1 ##[group]Run made up;2 ##[group]Run b",
        "Set up job@;Run a@;Run b@", "1:0 2:1 3:3");
    row("names of their own", "0 x;1.1 ##[group]Run a;5.1 ##[group]Run b", "Set up job@0-1;Check out@1-4;Build@5-9",
        "1:0 2:1 3:2");
    row("names of their own without times, as many", "0 x;1 ##[group]Run a;2 ##[group]Run b",
        "Set up job@;Check out@;Build@", "1:0 2:1 3:2");
    row("names of their own without times, not as many", "0 x;1 ##[group]Run a;2 ##[group]Run b;3 ##[group]Run c",
        "Set up job@;Check out@;Build@", "1:0 2:1");
    row("composite", "0 x;1.1 ##[group]Run ./act;1.2 ##[group]Run inner;4 ##[group]Run inner;7.5 ##[group]Run make",
        "Set up job@0-1;Prepare@1-6;Build@7-9", "1:0 2:1 3:4");
    row("composite, all in a second",
        "0 x;1.1 ##[group]Run ./act;1.2 ##[group]Run inner;1.3 ##[group]Run make;1.4 ##[group]Run test",
        "Set up job@0-0;Prepare@1-1;Build@1-1;Run test@1-1", "1:0 2:1 4:4");
    row("skipped steps", "0 x;1.1 ##[group]Run a;2.1 ##[group]Run c", "Set up job@0-1;A@1-2;B!;C@2-3", "1:0 2:1 4:2");
    row("the same name twice", "0 x;1.1 ##[group]Run a;2.1 ##[group]Run a;9.1 ##[group]Run a",
        "Set up job@0-1;Run a@1-8;Run a@9-9", "1:0 2:1 3:3");
    row("an echoed group", "0 x;1.1 ##[group]Run a;1.5 ##[group]Run b;5.1 ##[group]Run b",
        "Set up job@0-1;A@1-4;Run b@5-9", "1:0 2:1 3:3");
    row("rounded up", "0 x;0.9 ##[group]Run a;4.8 ##[group]Run b", "Set up job@0-0;A@1-4;B@5-9", "1:0 2:1 3:2");
    row("a second late", "0 x;2.9 ##[group]Run a", "Set up job@0-1;A@1-4", "1:0 2:1");
    row("not by far", "0 x;9.9 ##[group]Run a", "Set up job@0-1;A@1-4", "1:0");
    row("by time", "0 x;1.5 hello;1.6 more;3 last", "Set up job@0-0;A@1-2;B@3-4", "1:0 2:1 3:3");
    row("by time, with lines without a stamp", "0 x;more;1.5 hello;more;more;3 last", "Set up job@0-0;A@1-2;B@3-4",
        "1:0 2:2 3:5");
    row("not by time, the step before ended in that second", "0 x;1.5 hello;1.6 more", "Set up job@0-1;A@1-2", "1:0");
    row("nothing written", "0 x;5.1 ##[group]Run b", "Set up job@0-0;A@1-4;B@5-9", "1:0 3:1");
    row("nothing written, nothing told", "0 x;5.1 b", "Set up job@0-0;A@1-5;B@5-9", "1:0");
    row("several post steps", "0 x;1 ##[group]Run a;2 ##[group]Run b;3.1 Post job cleanup.;3.2 Post job cleanup.",
        "Set up job@0-0;A@1-1;B@2-2;Post B@3-3;Post A@3-3", "1:0 2:1 3:2 4:3 5:4");
    row("more post lines than steps", "0 x;1 ##[group]Run a;3.1 Post job cleanup.;3.2 Post job cleanup.",
        "Set up job@0-0;A@1-1;Post A@3-3", "1:0 2:1 3:2");
    row("called Post", "0 x;1 ##[group]Run a;3.1 ##[group]Run curl", "Set up job@0-0;A@1-1;Post results@3-3",
        "1:0 2:1 3:2");
    row("containers",
        "0 x;1 ##[group]Checking docker version;2 ##[group]Run a;3 Print service container logs: db;3 Stop and remove "
        "container: db;3.1 Stop and remove container: web;3.2 Evaluate and set job outputs;3.3 Set output;3.4 Cleaning "
        "up orphan processes",
        "Set up job@0-1;Initialize containers@1-2;A@2-3;Stop containers@3-3;Complete job@3-3", "1:0 2:1 3:2 4:3 5:6");
    row("steps out of time", "0 x;1 ##[group]Run a;2 ##[group]Run b", "Set up job@900-901;A@902-903;B@904-905", "1:0");
    row("other name", "0 x;1.1 ##[group]Run echo ***", "Set up job@0-0;Run echo secret@1-2", "1:0 2:1");
}

void TestLogSteps::findsSteps()
{
    QFETCH(QString, log);
    QFETCH(QString, steps);
    QFETCH(QString, starts);
    const QString path = m_folder.filePath(QStringLiteral("job.log"));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(readLog(log));
    file.close();
    const auto opening = opened(path);
    QVERIFY(opening);
    QCOMPARE(toText(findStepStarts(*opening, readSteps(steps))), starts);
}

void TestLogSteps::findsNothingInEmptyLogs()
{
    QVERIFY(findStepStarts({}, {}).empty());
    QCOMPARE(toText(findStepStarts({}, readSteps(QStringLiteral("Set up job@0-1;A@1-2;B@3-4")))),
             QStringLiteral("1:0"));
    QVERIFY(findStepStarts({{{1}, {}, QStringLiteral("Run a")}}, {}).empty());
    const QString path = m_folder.filePath(QStringLiteral("empty.log"));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.close();
    const auto log = opened(path);
    QVERIFY(log);
    QCOMPARE(toText(findStepStarts(*log, readSteps(QStringLiteral("Set up job@0-1;A@1-2;B@3-4")))),
             QStringLiteral("1:0"));
}

//! A script that echoes more groups than are looked at.
void TestLogSteps::boundsItsWork()
{
    QByteArray log = readLog(QStringLiteral("0 x;1.1 ##[group]Run a"));
    for (int i = 0; i < 100'000; ++i)
        log += "##[group]Run echo\n";
    log += readLog(QStringLiteral("7.1 ##[group]Run b"));
    const QString path = m_folder.filePath(QStringLiteral("long.log"));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(log);
    file.close();
    const auto opening = opened(path);
    QVERIFY(opening);
    QCOMPARE(toText(findStepStarts(*opening, readSteps(QStringLiteral("Set up job@0-0;Run a@1-3;Run b@7-9")))),
             QStringLiteral("1:0 2:1"));
}

//! Jobs of all sorts, with steps inside of steps that look like the next one: none is told wrongly, and most are told.
void TestLogSteps::neverGuesses()
{
    QRandomGenerator random(11);
    const auto chance = [&](int percent) {
        return random.bounded(100) < percent;
    };
    int told = 0;
    int wrong = 0;
    int all = 0;
    for (int round = 0; round < 2000; ++round) {
        std::vector<StepCandidate> candidates;
        std::vector<LogStep> steps;
        std::vector<StepStart> starts;
        qint64 ms = begin.toMSecsSinceEpoch() + random.bounded(1000);
        qint64 line = 0;
        const auto write = [&](const QString &text) {
            candidates.push_back({{line++}, LogTime{ms * 10'000}, text});
        };
        const auto seconds = [&] {
            return QDateTime::fromSecsSinceEpoch(ms / 1000, Qt::UTC);
        };
        const auto command = [&] {
            return QStringLiteral("Run %1").arg(random.bounded(6));
        };
        const auto addStep = [&](const QString &name, const QString &text, bool isComposite) {
            steps.push_back({.number = int(steps.size()) + 1, .name = name, .startedAt = seconds()});
            starts.push_back({steps.back().number, {line}});
            ms += random.bounded(60);
            if (!text.isEmpty())
                write(text);
            line += 1 + random.bounded(5);
            while (isComposite && chance(70)) {
                ms += random.bounded(1500);
                write(chance(90) ? command() : QStringLiteral("Post job cleanup."));
            }
            ms += chance(30) ? random.bounded(100) : random.bounded(4000);
            steps.back().completedAt = seconds();
            ms += random.bounded(100);
        };
        addStep(QStringLiteral("Set up job"), {}, false);
        for (int i = 0, count = 1 + random.bounded(8); i < count; ++i) {
            const QString text = command();
            addStep(chance(50) ? text : QStringLiteral("Step %1").arg(i), text, chance(30));
        }
        for (size_t i = steps.size(); --i > 0;) {
            if (chance(40))
                addStep(QStringLiteral("Post %1").arg(steps[i].name), QStringLiteral("Post job cleanup."), chance(10));
        }
        addStep(QStringLiteral("Complete job"), QStringLiteral("Cleaning up orphan processes"), false);
        for (const StepStart &start : findStepStarts(candidates, steps)) {
            wrong += std::find(starts.begin(), starts.end(), start) == starts.end();
            ++told;
        }
        all += int(starts.size());
    }
    QCOMPARE(wrong, 0);
    QVERIFY2(told > all * 9 / 10, qPrintable(QStringLiteral("%1 of %2").arg(told).arg(all)));
}

void TestLogSteps::realBoundaries_data()
{
    QTest::addColumn<QString>("log");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<int>("firstLine");
    QTest::addColumn<bool>("hasNames");
    QTest::addColumn<int>("found");
    if (!QFile::exists(realLogsFolder()))
        QSKIP(noRealLogs);
    struct Row
    {
        const char *log;
        const char *steps;
        int firstLine;
        int found;
    };
    const Row rows[] = {
        {"scavenger-hunt-2025/0_build.txt", "scavenger-hunt-2025/build", 0, 8},
        {"scavenger-hunt-2025/1_test.txt", "scavenger-hunt-2025/test", 0, 7},
        {"bakkesmod-2025/0_build.txt", "bakkesmod-2025/build", 0, 14},
        {"bakkesmod-2025/2_error-investigation.txt", "bakkesmod-2025/error-investigation", 0, 3},
        {"cc-switch-2026/2_Frontend Checks.txt", "cc-switch-2026/Frontend Checks", 0, 12},
        {"cc-switch-2026/3_Detect changed areas.txt", "cc-switch-2026/Detect changed areas", 0, 3},
        {"newman-2023-crlf/1_build.txt", "newman-2023-crlf/build", 5, 7}, // The service's lines are in front.
    };
    for (const Row &row : rows) {
        for (const bool hasNames : {true, false}) {
            QTest::addRow("%s%s", row.log, hasNames ? "" : ", names by the runner")
                << QString::fromLatin1(row.log) << QString::fromLatin1(row.steps) << row.firstLine << hasNames
                << row.found;
        }
    }
}

//! The files of the steps say where they begin. All that are told must be right; how many they are is counted.
void TestLogSteps::realBoundaries()
{
    QFETCH(QString, log);
    QFETCH(QString, steps);
    QFETCH(int, firstLine);
    QFETCH(bool, hasNames);
    QFETCH(int, found);
    const QString folder = realLogsFolder() + QStringLiteral("/run-logs/");
    const auto file = opened(folder + log);
    QVERIFY(file);
    const RealSteps real = realSteps(folder + steps, firstLine, hasNames);
    const std::vector<StepStart> starts = findStepStarts(*file, real.steps);
    for (const StepStart &start : starts) {
        QVERIFY2(std::count(real.starts.begin(), real.starts.end(), start) == 1,
                 qPrintable(toText({start}) + QStringLiteral(" not in ") + toText(real.starts)));
    }
    QVERIFY2(int(starts.size()) == found, qPrintable(toText(starts) + QStringLiteral(" of ") + toText(real.starts)));
}

QTEST_GUILESS_MAIN(TestLogSteps)

#include "tst_logsteps.moc"
