// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/log/logonfile.h"
#include "ui/log/foldbytes.h"
#include "ui/log/logdocument.h"
#include "ui/log/logtext.h"
#include "ui/log/logtexts.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Runlight;

namespace {

QDateTime at(int second)
{
    return QDateTime(QDate(2026, 6, 7), QTime(12, 0), QTimeZone::utc()).addSecs(second);
}

QList<LogStepHeading> failedJobSteps()
{
    const auto step = [](int number, const char *name, StatusGlyph glyph, int from, int to) {
        return LogStepHeading{number, QString::fromLatin1(name), glyph, {}, at(from), at(to)};
    };
    return {step(1, "Set up job", StatusGlyph::Success, 0, 2),
            step(2, "Run actions/checkout@v5", StatusGlyph::Success, 2, 10),
            step(3, "Run make test", StatusGlyph::Failure, 10, 15),
            step(4, "Upload coverage", StatusGlyph::Skipped, 15, 15),
            step(5, "Post Run actions/checkout@v5", StatusGlyph::Success, 20, 21),
            step(6, "Complete job", StatusGlyph::Success, 21, 21)};
}

//! The rows in a form to compare: "#2" a step's heading, "7" a line, "…" a gap.
QString rowsOf(const LogRows &rows)
{
    QStringList texts;
    for (qint64 row = 0; row < rows.count(); ++row) {
        const LogRow what = rows.at(row);
        if (what.kind == LogRow::Kind::Step)
            texts.append(QStringLiteral("#%1").arg(what.step));
        else
            texts.append(what.kind == LogRow::Kind::Gap ? QStringLiteral("…") : QString::number(what.line.value));
    }
    return texts.join(u' ');
}

void load(LogDocument &document, const LogOnFile &log)
{
    QSignalSpy completed(&document, &LogDocument::completed);
    document.setFile(log.open());
    QVERIFY(document.file());
    QTRY_COMPARE(completed.size(), 1);
}

} // namespace

class TestLogDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasNothingWithoutFile()
    {
        LogDocument document;
        QCOMPARE(document.rows().count(), 0);
        QCOMPARE(document.lineCount(), 0);
        QVERIFY(!document.nextError({0}));
        QCOMPARE(document.parsedLine({3}).text, QString());
    }

    void showsHeadingsWithoutLog()
    {
        LogDocument document;
        document.setSteps(failedJobSteps());
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("#0 #1 #2 #3 #4 #5"));
        QVERIFY(!document.firstLineOf(2));
    }

    void foldsGroupsAndHidesTheirEnds()
    {
        LogDocument document;
        const LogOnFile log(failedJobLog());
        load(document, log);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("0 1 4 7 8 11 12 13 14 15 16 17"));
        document.setGroupOpen({4}, true);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("0 1 4 5 7 8 11 12 13 14 15 16 17"));
        document.setAllOpen(true);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("0 1 2 4 5 7 8 9 11 12 13 14 15 16 17"));
        document.setAllOpen(false);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("0 1 4 7 8 11 12 13 14 15 16 17"));
    }

    void headsLinesWithTheirSteps()
    {
        LogDocument document;
        document.setSteps(failedJobSteps());
        const LogOnFile log(failedJobLog());
        load(document, log);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("#0 0 1 #1 4 7 #2 8 11 12 13 14 15 #3 #4 16 #5 17"));
        document.setStepOpen(2, false);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("#0 0 1 #1 4 7 #2 #3 #4 16 #5 17"));
        QCOMPARE(document.stepAt({13}), std::optional<int>(2));
        QCOMPARE(document.firstLineOf(2)->value, 8);
        QVERIFY(!document.firstLineOf(3));
        const LogRows &rows = document.rows();
        QCOMPARE(rows.rowAtOrAbove({13}), *rows.rowOfStep(2));
        QVERIFY(!rows.rowOf({13}));
        QCOMPARE(rows.headingAbove(*rows.rowOf({7})), rows.rowOfStep(1));
    }

    void revealsWhatIsFoldedAway()
    {
        LogDocument document;
        document.setSteps(failedJobSteps());
        const LogOnFile log(failedJobLog());
        load(document, log);
        LogFolds closed;
        closed.stepsOpen = false;
        document.setFolds(closed);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("#0 #1 #2 #3 #4 #5"));
        document.reveal({9});
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("#0 #1 #2 8 9 11 12 13 14 15 #3 #4 #5"));
        QVERIFY(document.rows().rowOf({9}));
    }

    void filtersWithContext()
    {
        LogDocument document;
        const LogOnFile log(failedJobLog());
        load(document, log);
        const auto filtered = [&](std::initializer_list<qint64> lines, qint64 context, qint64 most = 100) {
            LineSet set;
            for (const qint64 line : lines)
                set.append(line);
            return LogRows::filtered(document.lineCount(), set, most, context);
        };
        document.setFilter(filtered({0, 12, 13}, 1));
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("0 1 … 11 12 13 14"));
        document.setFilter(filtered({17}, 2));
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("… 15 16 17"));
        document.setFilter(filtered({2, 9, 500}, 0)); // found where the log is not read yet
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("… 2 … 9"));
        document.setFilter(filtered({2, 9, 12}, 0, 2));
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("… 2 … 9"));
        document.setFilter(filtered({}, 2));
        QCOMPARE(document.rows().count(), 0);
        const QSignalSpy lifted(&document, &LogDocument::filterLifted);
        document.reveal({3}); // what the filter leaves out, and nobody shows
        QVERIFY(!document.isFiltered());
        QCOMPARE(lifted.size(), 1);
        document.setFilter(std::nullopt);
        QVERIFY(document.rows().count() > 10);
    }

    void goesFromErrorToErrorAndRound()
    {
        LogDocument document;
        const LogOnFile log(failedJobLog());
        load(document, log);
        QCOMPARE(document.nextError({0})->value, 13);
        QCOMPARE(document.nextError({13})->value, 15);
        QCOMPARE(document.nextError({15})->value, 13);
        QCOMPARE(document.previousError({15})->value, 13);
        QCOMPARE(document.previousError({13})->value, 15);
    }

    void growsWithTheFile()
    {
        LogOnFile log(stamped(0, "first"));
        LogDocument document;
        load(document, log);
        QCOMPARE(rowsOf(document.rows()), QStringLiteral("0"));
        log.append(stamped(1, "second") + stamped(2, "##[error]third"));
        document.extend();
        QTRY_COMPARE(rowsOf(document.rows()), QStringLiteral("0 1 2"));
        QCOMPARE(document.parsedLine({2}).text, QStringLiteral("third"));
    }

    void carriesColoursOnToTheNextLines()
    {
        LogDocument document;
        const LogOnFile log(stamped(0, "\x1b[31mred") + "still red\n" + "and here\x1b[0m no more\n"
                            + stamped(1, "plain"));
        load(document, log);
        // Asked for out of order, as a view does that is scrolled up.
        QCOMPARE(document.parsedLine({2}).runs.size(), size_t(1));
        QCOMPARE(document.parsedLine({1}).runs.size(), size_t(1));
        QCOMPARE(document.parsedLine({1}).runs.front().length, 9);
        QCOMPARE(document.parsedLine({3}).runs.size(), size_t(0));
    }

    void tellsTimes()
    {
        LogDocument document;
        document.setSteps(failedJobSteps());
        const LogOnFile log(failedJobLog() + "a line of the same message\n");
        load(document, log);
        QVERIFY(!document.ownTimeOf({18}));
        QCOMPARE(document.timeOf({18}), document.timeOf({17}));
        QCOMPARE(elapsedText(*document.timeOf({13}), document.stepTimeOf({13})), QStringLiteral("0:02"));
        QCOMPARE(deltaText(*document.timeOf({16}), document.timeOf({15})), QStringLiteral("+6.0s"));
        QCOMPARE(deltaText(*document.timeOf({0}), std::nullopt), QString());
        const LogStepHeading running{1, QStringLiteral("x"), StatusGlyph::InProgress, {}, at(0), {}};
        QCOMPARE(stepDurationText(running, at(75)), durationText(75'000));
        const LogStepHeading waiting{1, QStringLiteral("x"), StatusGlyph::Queued, {}, {}, {}};
        QCOMPARE(stepDurationText(waiting, at(75)), QStringLiteral("—"));
    }

    void keepsOfFoldsWhatDiffers()
    {
        LogFolds folds;
        QVERIFY(bytesOf(folds).isEmpty());
        folds.steps = {{1, true}, {2, false}}; // open is what a step is anyhow
        folds.setGroupOpen(4'000'000'000, true);
        LogFolds kept = folds;
        kept.steps.erase(1);
        QCOMPARE(foldsOf(bytesOf(folds)), kept);
        folds.stepsOpen = false;
        folds.groupsOpen = true;
        kept = folds;
        kept.steps.erase(2);
        QCOMPARE(foldsOf(bytesOf(folds)), kept);
        for (qint64 line = 0; line < 100'000; ++line)
            folds.otherGroups.insert(line);
        const QByteArray many = bytesOf(folds);
        QVERIFY(many.size() < 65'536);
        QCOMPARE(foldsOf(many)->otherGroups.size(), size_t(4096));
    }

    void refusesDamagedFolds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\xff\xfe\x00{", 4);
        QTest::newRow("cut") << QByteArray(R"({"otherSteps":[1,2)");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("a negative line") << QByteArray(R"({"otherGroups":[-1]})");
        QTest::newRow("a fraction") << QByteArray(R"({"otherGroups":[1.5]})");
        QTest::newRow("words") << QByteArray(R"({"otherSteps":["one"]})");
        QTest::newRow("no list") << QByteArray(R"({"otherSteps":7})");
        QTest::newRow("too many") << QByteArray(R"({"otherSteps":[0)") + QByteArray(",1").repeated(5000) + "]}";
    }

    void refusesDamagedFolds()
    {
        QFETCH(const QByteArray, bytes);
        QVERIFY(!foldsOf(bytes));
    }

    void takesStepsAsToldWhereTheyAre()
    {
        LogDocument document;
        const LogOnFile log(failedJobLog());
        document.setSteps(failedJobSteps());
        load(document, log);
        QCOMPARE(document.firstLineOf(1), std::optional(LineNumber{4}));
        // One of them is not in GitHub's list: its lines are the step's above.
        document.setStepStarts({{1, {0}}, {2, {5}}, {3, {9}}, {77, {12}}, {6, {17}}});
        QCOMPARE(document.firstLineOf(1), std::optional(LineNumber{5}));
        QCOMPARE(document.firstLineOf(2), std::optional(LineNumber{9}));
        QCOMPARE(document.stepAt({14}), std::optional(2));
        QVERIFY(!document.firstLineOf(4));
        QCOMPARE(document.firstLineOf(5), std::optional(LineNumber{17}));
        // What another log has told is not taken.
        document.setStepStarts({{1, {0}}, {2, {500}}});
        QCOMPARE(document.firstLineOf(1), std::optional(LineNumber{4}));
        document.setStepStarts({{70, {0}}});
        QCOMPARE(document.firstLineOf(1), std::optional(LineNumber{4}));
        document.setStepStarts({});
        QCOMPARE(document.firstLineOf(1), std::optional(LineNumber{4}));
    }

    void copiesWhatIsSelected()
    {
        LogDocument document;
        const LogOnFile log(failedJobLog());
        load(document, log);
        const auto text = [&](const LogSelection &selection, LogStamps stamps) {
            return textOf(extractOf(*document.file(), selection), stamps);
        };
        QCOMPARE(text({{{11}, 3}, {{13}, 8}}, LogStamps::Leave),
                 QStringLiteral("lexer\ntests/parser_test.cpp:211: Failure\nExpected"));
        QCOMPARE(text({{{12}, 5}, {{12}, 0}}, LogStamps::Leave), QStringLiteral("tests"));
        // What is folded away is copied, the ends of groups are not.
        QCOMPARE(text({{{4}, 0}, {{7}, 7}}, LogStamps::Leave),
                 QStringLiteral("Run actions/checkout@v5\nwith:\nSyncing"));
        QCOMPARE(text({{{11}, 0}, {{11}, 2}}, LogStamps::Keep), QStringLiteral("2026-06-07T12:00:11.0000000Z ok"));
    }

    void savesAllOrNothing()
    {
        LogDocument document;
        const LogOnFile log(failedJobLog());
        load(document, log);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("saved.log"));
        QVERIFY(saveLog(*document.file()->mapping(), path));
        QFile saved(path);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), failedJobLog());
        const Expected<void> failed =
            saveLog(*document.file()->mapping(), folder.filePath(QStringLiteral("no/such/x")));
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::FileUnwritable);
    }

    void showsTextThatTurnsDirection()
    {
        QCOMPARE(withoutDirectionControls(QStringLiteral("a\u202eb\u2066c")), QStringLiteral("a\ufffdb\ufffdc"));
    }

    void staysSmallWithMillionsOfLines()
    {
        LogMarks marks;
        constexpr qint64 lines = 10'000'000;
        marks.append({5'000'000}, MarkKind::Group);
        marks.append({5'000'010}, MarkKind::EndGroup);
        const LogRows rows = LogRows::folded(lines, {}, marks, {});
        QCOMPARE(rows.count(), lines - 10);
        QCOMPARE(rows.at(5'000'000).line.value, 5'000'000);
        QCOMPARE(rows.at(5'000'001).line.value, 5'000'011);
        QCOMPARE(*rows.rowOf({lines - 1}), lines - 11);
    }

    void filtersAMillionLines()
    {
        constexpr qint64 matches = 1'000'000;
        LineSet set;
        for (qint64 line = 0; line < matches; ++line)
            set.append(10 * line);
        const LogRows rows = LogRows::filtered(10 * matches, set, matches - 1, 2);
        QCOMPARE(rows.count(), 3 + 6 * (matches - 2)); // the first has neither a gap nor lines above it
        QCOMPARE(rows.at(rows.count() - 1).line.value, 10 * (matches - 2) + 2);
        QVERIFY(!rows.rowOf({10 * (matches - 1)}));
        QVERIFY(!rows.headingAbove(rows.count() - 1));
    }
};

QTEST_GUILESS_MAIN(TestLogDocument)
#include "tst_logdocument.moc"
