// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/runlogarchive.h"
#include "core/logs/runlogunpack.h"
#include "tests/core/logs/reallogs.h"
#include "tests/support/madezip.h"

#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#    include <csignal>
#    include <sys/resource.h>
#endif

using namespace Runlight;

namespace {

using Source = UnpackedJobLog::Source;

const std::atomic_bool notCancelled = false;

//! Jobs with ids from 1.
std::vector<RunLogJob> jobsNamed(const QStringList &names)
{
    std::vector<RunLogJob> jobs;
    for (const QString &name : names)
        jobs.push_back({{qint64(jobs.size()) + 1}, name});
    return jobs;
}

QString toText(const JobLogMatch &match, const QStringList &entries)
{
    QStringList parts;
    if (match.jobFile)
        parts.append(entries.at(qsizetype(*match.jobFile)));
    for (const JobLogMatch::Step &step : match.steps)
        parts.append(QStringLiteral("%1=%2").arg(step.number).arg(entries.at(qsizetype(step.entry))));
    return parts.join(u'|');
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace

class TestRunLogArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void matchesJobs_data();
    void matchesJobs();
    void takesTheLargerOfTwo();
    void matchesManyQuickly();
    void unpacks();
    void unpacksEmptyLogs();
    void unpacksOnlyWhatIsWanted();
    void leavesNothingBehind_data();
    void leavesNothingBehind();
    void saysWhatCannotBeWritten();
    void stopsWhenThereIsNoRoom();
    void stopsWhenCancelled();
    void unpacksRealArchives_data();
    void unpacksRealArchives();
    void matchesRealFolders();
    void matchesHandMadeArchive();

private:
    QString write(const QByteArray &zip) const;
    QString pathOf(JobId id) const { return m_folder->filePath(QStringLiteral("%1.log").arg(id.value)); }
    Expected<std::vector<UnpackedJobLog>> unpacked(const QString &zip, const QStringList &jobs) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunLogArchive::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestRunLogArchive::write(const QByteArray &zip) const
{
    const QString path = m_folder->filePath(QStringLiteral("logs.zip"));
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(zip) != zip.size())
        qFatal("No room for the test's archive");
    return path;
}

Expected<std::vector<UnpackedJobLog>> TestRunLogArchive::unpacked(const QString &zip, const QStringList &jobs) const
{
    return unpackRunLogs(
        zip, jobsNamed(jobs), [this](JobId id) { return pathOf(id); }, notCancelled);
}

void TestRunLogArchive::matchesJobs_data()
{
    QTest::addColumn<QStringList>("entries");
    QTest::addColumn<QStringList>("jobs");
    QTest::addColumn<QStringList>("matches");
    using Names = QStringList;
    const auto row = [](const char *what, const char16_t *entries, const char16_t *jobs, const char16_t *matches) {
        const auto list = [](const char16_t *text) {
            return QStringView(text).toString().split(u';');
        };
        QTest::newRow(what) << list(entries) << list(jobs) << list(matches);
    };
    row("usual", u"0_build.txt;build/2_Checkout.txt;build/1_Set up job.txt;build/system.txt;3_test.txt", u"test;build",
        u"3_test.txt;0_build.txt|1=build/1_Set up job.txt|2=build/2_Checkout.txt");
    row("older", u"-1_build.txt", u"build", u"-1_build.txt");
    row("no job file", u"build/10_b.txt;build/9_a.txt", u"build", u"9=build/9_a.txt|10=build/10_b.txt");
    row("no steps", u"0_build.txt;build/system.txt", u"build", u"0_build.txt");
    row("rerun of failed jobs", u"0_b.txt", u"a;b;c", u";0_b.txt;");
    row("slash replaced", u"0_call _ a_b.txt;call _ a_b/1_x.txt", u"call / a:/b",
        u"0_call _ a_b.txt|1=call _ a_b/1_x.txt");
    row("slash dropped", u"0_call  ab.txt", u"call / a:b", u"0_call  ab.txt");
    row("all replaced", u"0_call _ a_b.txt", u"call / a:b", u"0_call _ a_b.txt");
    row("matrix", u"0_test (ubuntu, 18.).txt;1_test (ubuntu, 20.).txt", u"test (ubuntu, 20.*);test (ubuntu, 18.*)",
        u"1_test (ubuntu, 20.).txt;0_test (ubuntu, 18.).txt");
    row("matrix names that end like copies", u"0_t (1).txt;1_t (2).txt;2_t (10).txt", u"t (10);t (1);t (2)",
        u"2_t (10).txt;0_t (1).txt;1_t (2).txt");
    row("preparation", u"1_build (1).txt;1_build.txt", u"build", u"1_build (1).txt");
    row("copy number alone", u"9_rspec (2.5) (1).txt", u"rspec (2.5)", u"9_rspec (2.5) (1).txt");
    row("underscores and digits", u"0_1_2_a.txt;1_2_a.txt", u"2_a;1_2_a", u"1_2_a.txt;0_1_2_a.txt");
    row("names collide", u"0_ab.txt;1_ab.txt;ab/1_x.txt", u"a/b;a:b", u";");
    row("names collide, one log", u"0_ab.txt", u"a?b;a:b", u";");
    row("two files of one name", u"0_a.txt;1_a.txt;b/1_x.txt;0_b.txt", u"a;b", u";0_b.txt|1=b/1_x.txt");
    row("step twice", u"0_a.txt;a/1_x.txt;a/1_y.txt", u"a", u"0_a.txt");
    row("told apart by the way of others", u"0_ab.txt;1_a_b.txt", u"ab;a/b", u"0_ab.txt;1_a_b.txt");
    row("not told apart", u"0_ab.txt", u"ab;a/b", u";");
    row("told apart by another name", u"0_ab.txt;1_x_y.txt", u"ab;a/b;x/y", u"0_ab.txt;;1_x_y.txt");
    row("changed in another way", u"0_call - a b!.txt", u"call / a b#!", u"0_call - a b!.txt");
    row("spaces at the end", u"0_a .txt;b /1_x.txt", u"a /;b", u"0_a .txt;1=b /1_x.txt");
    row("hostile", u"../0_a.txt;/0_a.txt;./0_a.txt;x/../0_a.txt;a/b/1_x.txt;../a/1_x.txt;//1_a.txt;a/..;;0_.txt;_a.txt",
        u"a;..;.;;/", u";;;;");
    row("other files", u"__MACOSX/._0_a.txt;a/.DS_Store;a/;a/system.txt;99999999999_a.txt;0_a.log;x0_a.txt", u"a", u"");
    row("Chinese", u"0_构建.txt;构建/1_x.txt", u"构建", u"0_构建.txt|1=构建/1_x.txt");
    row("composed in the archive", u"0_\u00e9.txt", u"e\u0301", u"0_\u00e9.txt");
    row("only unfit characters", u"0_.txt;1___.txt", u"//;::", u";");

    const auto file = [](const QString &name) {
        return QStringLiteral("0_%1.txt").arg(name);
    };
    const QString faces = QStringLiteral("Emoji Test ") + QStringLiteral(u"😅").repeated(50);
    const QString cut = faces.left(89); // And half a face.
    for (const QString &rest : {QString(), QString(QChar(0xd83d)), QString(QChar::ReplacementCharacter)}) {
        const QString stepFile = cut + rest + QStringLiteral("/1_a.txt");
        QTest::addRow("cut within a character, %d", rest.isEmpty() ? 0 : rest.front().unicode())
            << Names{file(cut + rest), stepFile} << Names{faces}
            << Names{file(cut + rest) + QStringLiteral("|1=") + stepFile};
    }
    const QString xs(80, u'x');
    const Names behindDropped{file(xs + QStringLiteral(" yyyyyyyyy"))};
    QTest::newRow("cut behind a dropped character")
        << behindDropped << Names{xs + QStringLiteral("/ ") + QString(80, u'y')} << behindDropped;
    QTest::newRow("alike when cut") << Names{file(QString(90, u'x'))} << Names{QString(100, u'x'), QString(101, u'x')}
                                    << Names{QString(), QString()};
}

void TestRunLogArchive::matchesJobs()
{
    QFETCH(QStringList, entries);
    QFETCH(QStringList, jobs);
    QFETCH(QStringList, matches);
    std::vector<RunLogEntry> all;
    for (const QString &name : entries)
        all.push_back({name, 100 - qint64(all.size())});
    const std::vector<JobLogMatch> found = matchRunLog(all, jobsNamed(jobs));
    QStringList texts;
    for (const JobLogMatch &match : found)
        texts.append(toText(match, entries));
    QCOMPARE(texts, matches);
}

//! Which of the two is the preparation's changed over the years.
void TestRunLogArchive::takesTheLargerOfTwo()
{
    const QString plain = QStringLiteral("1_build.txt");
    const QString numbered = QStringLiteral("1_build (1).txt");
    const auto jobs = jobsNamed({QStringLiteral("build")});
    QCOMPARE(matchRunLog({{numbered, 456}, {plain, 17323}}, jobs).at(0).jobFile, std::optional<size_t>(1));
    QCOMPARE(matchRunLog({{numbered, 17323}, {plain, 456}}, jobs).at(0).jobFile, std::optional<size_t>(0));
    QCOMPARE(matchRunLog({{plain, 456}, {numbered, 17323}}, jobs).at(0).jobFile, std::optional<size_t>(1));
}

//! As many entries as an archive may have, and all alike.
void TestRunLogArchive::matchesManyQuickly()
{
    std::vector<RunLogEntry> entries;
    QStringList names;
    for (int i = 0; i < 100'000; ++i)
        entries.push_back({QStringLiteral("%1_job (%2).txt").arg(i % 3).arg(i), i});
    for (int i = 0; i < 1000; ++i)
        names.append(QStringLiteral("job (%1)").arg(i));
    const auto matches = matchRunLog(entries, jobsNamed(names));
    for (size_t i = 0; i < matches.size(); ++i)
        QCOMPARE(matches[i].jobFile, std::optional(i));
}

void TestRunLogArchive::unpacks()
{
    const QString zip = write(madeZip({
        {.name = "b/10_ten.txt", .content = "ten\n"},
        {.name = "b/2_two.txt", .content = "two, open"},
        {.name = "b/1_one.txt", .content = "1\r\n2\r\n"},
        {.name = "a/2_two.txt", .content = "3\n"},
        {.name = "a/1_one.txt", .content = "1\n2\n"},
        {.name = "0_a.txt", .content = "1\n2\n3\n"},
        {.name = "../../0_c.txt", .content = "evil"},
    }));
    const auto logs = unpacked(zip, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    QVERIFY2(logs, qPrintable(logs ? QString() : logs.error().message));
    QCOMPARE(logs->size(), 3u);
    QCOMPARE(contentOf(pathOf({1})), QByteArray("1\n2\n3\n"));
    QCOMPARE(contentOf(pathOf({2})), QByteArray("1\r\n2\r\ntwo, open\nten\n"));
    QVERIFY(!QFile::exists(pathOf({3})));
    QCOMPARE(QFile::permissions(pathOf({1})) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    const UnpackedJobLog &a = logs->at(0);
    QCOMPARE(a.id, JobId{1});
    QVERIFY(a.source == Source::JobFile && a.bytes == 6 && a.lines == 3);
    QVERIFY((a.steps == std::vector<UnpackedJobLog::Step>{{1, 4, 2}, {2, 2, 1}}));
    QVERIFY((exactStepStarts(a) == std::vector<StepStart>{{1, {0}}, {2, {2}}}));
    const UnpackedJobLog &b = logs->at(1);
    QVERIFY(b.source == Source::StepFiles && b.lines == 4 && b.bytes == 20);
    QVERIFY((exactStepStarts(b) == std::vector<StepStart>{{1, {0}}, {2, {2}}, {10, {3}}}));
    QVERIFY(logs->at(2).source == Source::None);
    QVERIFY(exactStepStarts(logs->at(2)).empty());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).join(u' '), QStringLiteral("1.log 2.log logs.zip"));
}

void TestRunLogArchive::unpacksEmptyLogs()
{
    const auto none = unpacked(write(madeZip({})), {QStringLiteral("a")});
    QVERIFY(none);
    QVERIFY(none->at(0).source == Source::None);
    const auto empty = unpacked(write(madeZip({{.name = "0_a.txt"}, {.name = "a/1_x.txt"}})), {QStringLiteral("a")});
    QVERIFY(empty);
    QVERIFY(empty->at(0).source == Source::JobFile && empty->at(0).lines == 0);
    QVERIFY(exactStepStarts(empty->at(0)).empty());
    QCOMPARE(contentOf(pathOf({1})), QByteArray());
    const auto joined = unpacked(write(madeZip({{.name = "a/1_x.txt"}})), {QStringLiteral("a")});
    QVERIFY(joined);
    QVERIFY(joined->at(0).source == Source::StepFiles && joined->at(0).bytes == 0);

    // A job's file with lines that no step has: where the steps begin is not certain.
    const auto more =
        unpacked(write(madeZip({{.name = "0_a.txt", .content = "1\n2\n"}, {.name = "a/1_x.txt", .content = "1\n"}})),
                 {QStringLiteral("a")});
    QVERIFY(more);
    QCOMPARE(more->at(0).steps.size(), 1u);
    QVERIFY(exactStepStarts(more->at(0)).empty());
}

void TestRunLogArchive::unpacksOnlyWhatIsWanted()
{
    const QString path = write(madeZip({{.name = "0_a.txt", .content = "1\n"},
                                        {.name = "1_b.txt", .content = "broken", .isStored = true, .checksum = 1},
                                        {.name = "2_c.txt", .content = "2\n"}}));
    const std::vector<RunLogJob> jobs =
        jobsNamed({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("c")});
    const auto logs = unpackRunLogs(
        path, jobs, [&](JobId id) { return id == jobs[1].id || id == jobs[3].id ? QString() : pathOf(id); },
        notCancelled);
    QVERIFY(logs);
    QCOMPARE(logs->at(0).bytes, 2);
    QVERIFY(logs->at(1).source == Source::None);
    QVERIFY(logs->at(2).source == Source::None); // It still has another of its name beside it.
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2);
}

void TestRunLogArchive::leavesNothingBehind_data()
{
    QTest::addColumn<QByteArray>("zip");
    const MadeEntry good{.name = "0_a.txt", .content = "good\n"};
    const MadeEntry steps{.name = "c/1_x.txt", .content = "good\n"};
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("web page") << QByteArray("<html>");
    QTest::newRow("cut")
        << madeZip({good, {.name = "0_b.txt", .content = QByteArray(9000, 'b'), .isStored = true}}).first(5000);
    QTest::newRow("checksum") << madeZip(
        {good, steps, {.name = "0_b.txt", .content = QByteArray(9000, 'b'), .isStored = true, .checksum = 1}});
    QTest::newRow("checksum of a step") << madeZip({good, steps, {.name = "b/1_x.txt", .content = "x", .checksum = 1}});
    QTest::newRow("encrypted") << madeZip({good, {.name = "0_b.txt", .content = "b", .isEncrypted = true}});
    QTest::newRow("bomb") << madeZip({good, {.name = "0_b.txt", .content = QByteArray(8 << 20, '\n')}});
}

void TestRunLogArchive::leavesNothingBehind()
{
    QFETCH(QByteArray, zip);
    const QString path = write(zip);
    const auto logs =
        unpackRunLogs(path, jobsNamed({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}),
                      [this](JobId id) { return pathOf(id); }, notCancelled, {.bytesAtAnyRatio = 1 << 20});
    QVERIFY(!logs);
    QCOMPARE(logs.error().kind, ErrorKind::Archive);
    QVERIFY(logs.error().message.endsWith(u'.'));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).join(u' '), QStringLiteral("logs.zip"));
}

void TestRunLogArchive::saysWhatCannotBeWritten()
{
    const QString zip = write(madeZip({{.name = "0_a.txt", .content = "x"}}));
    const auto logs = unpackRunLogs(
        zip, jobsNamed({QStringLiteral("a")}),
        [this](JobId) { return m_folder->filePath(QStringLiteral("missing/a.log")); }, notCancelled);
    QVERIFY(!logs);
    QCOMPARE(logs.error().kind, ErrorKind::FileUnwritable);
    QVERIFY(logs.error().message.startsWith(QLatin1String("The log cannot be written: ")));
}

//! As when the disk is full.
void TestRunLogArchive::stopsWhenThereIsNoRoom()
{
#ifdef Q_OS_UNIX
    const QString parts = m_folder->filePath(QStringLiteral("parts.zip"));
    QVERIFY(QFile::rename(write(madeZip({{.name = "a/1_x.txt", .content = QByteArray(200'000, 'x')}})), parts));
    const QString whole = write(madeZip({{.name = "0_a.txt", .content = QByteArray(200'000, 'x')}}));
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{100'000, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    const auto wholeLogs = unpacked(whole, {QStringLiteral("a")});
    const auto joinedLogs = unpacked(parts, {QStringLiteral("a")});
    setrlimit(RLIMIT_FSIZE, &before);
    for (const auto &logs : {wholeLogs, joinedLogs}) {
        QVERIFY(!logs);
        QCOMPARE(logs.error().kind, ErrorKind::FileUnwritable);
    }
    QVERIFY(!QFile::exists(pathOf({1})));
#else
    QSKIP("There is no limit to set here.");
#endif
}

void TestRunLogArchive::stopsWhenCancelled()
{
    const QString zip = write(madeZip({{.name = "0_a.txt", .content = "x"}}));
    const std::atomic_bool cancelled = true;
    const auto logs = unpackRunLogs(
        zip, jobsNamed({QStringLiteral("a")}), [this](JobId id) { return pathOf(id); }, cancelled);
    QVERIFY(!logs);
    QCOMPARE(logs.error().kind, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(pathOf({1})));
}

void TestRunLogArchive::unpacksRealArchives_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("jobs");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<bool>("hasSteps");
    if (!QFile::exists(realLogsFolder()))
        QSKIP(noRealLogs);
    const auto row = [](const char *name, const char *jobs, const char *files, bool hasSteps) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(jobs).split(u';')
                            << QString::fromLatin1(files).split(u';') << hasSteps;
    };
    row("scavenger-hunt-2025", "test;build", "1_test.txt;0_build.txt", true);
    row("bakkesmod-2025", "build;error-investigation", "0_build.txt;2_error-investigation.txt", true);
    row("cc-switch-2026", "Detect changed areas;Frontend Checks", "3_Detect changed areas.txt;2_Frontend Checks.txt",
        true);
    row("wishapp-2025", "test", "0_test.txt", false);
}

//! The logs are those that lie beside the zip unpacked, and the steps begin where theirs begin.
void TestRunLogArchive::unpacksRealArchives()
{
    QFETCH(QString, name);
    QFETCH(QStringList, jobs);
    QFETCH(QStringList, files);
    QFETCH(bool, hasSteps);
    const QDir folder(realLogsFolder() + QStringLiteral("/run-logs/") + name);
    const auto logs = unpacked(folder.path() + QStringLiteral(".zip"), jobs);
    QVERIFY2(logs, qPrintable(logs ? QString() : logs.error().message));
    for (qsizetype i = 0; i < jobs.size(); ++i) {
        const UnpackedJobLog &log = logs->at(size_t(i));
        QVERIFY(log.source == Source::JobFile);
        QVERIFY(contentOf(pathOf(log.id)) == contentOf(folder.filePath(files[i])));
        QCOMPARE(!log.steps.empty(), hasSteps);
        const std::vector<StepStart> starts = exactStepStarts(log);
        QCOMPARE(starts.size(), log.steps.size());
        const QList<QByteArray> lines = linesOf(pathOf(log.id));
        for (const StepStart &start : starts) {
            const QString stepFile = QDir(folder.filePath(jobs[i]))
                                         .entryInfoList({QStringLiteral("%1_*.txt").arg(start.stepNumber)})
                                         .constFirst()
                                         .filePath();
            const QByteArray text =
                linesOf(stepFile).constFirst().mid(32); // Stamps differ a little; a mark is in front.
            QVERIFY2(lines[start.firstLine.value].contains(text), text.constData());
        }
    }
}

void TestRunLogArchive::matchesRealFolders()
{
    const QDir folder(realLogsFolder() + QStringLiteral("/run-logs/newman-2023-crlf"));
    if (!folder.exists())
        QSKIP(noRealLogs);
    std::vector<RunLogEntry> entries;
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        entries.push_back({folder.relativeFilePath(files.filePath()), files.fileInfo().size()});
    }
    const JobLogMatch match = matchRunLog(entries, jobsNamed({QStringLiteral("build")})).at(0);
    QCOMPARE(entries.at(match.jobFile.value()).name, QStringLiteral("1_build.txt"));
    QCOMPARE(match.steps.size(), 7u);
    QCOMPARE(entries.at(match.steps.at(4).entry).name, QStringLiteral("build/7_Post Checkout.txt"));
}

void TestRunLogArchive::matchesHandMadeArchive()
{
    const QString zip = realLogsFolder() + QStringLiteral("/run_log_gh.zip");
    if (!QFile::exists(zip))
        QSKIP(noRealLogs);
    const QString faces = QStringLiteral(u"😅").repeated(80);
    const QStringList jobs{QStringLiteral("cool job"),
                           QStringLiteral("sad job"),
                           QStringLiteral("cool job / with slash"),
                           QStringLiteral("cool job : with colon"),
                           QStringLiteral("Emoji Test ") + faces,
                           QStringLiteral("thisisnineteenchars_").repeated(6),
                           QStringLiteral("ad job")};
    const auto logs = unpacked(zip, jobs);
    QVERIFY2(logs, qPrintable(logs ? QString() : logs.error().message));
    const std::vector<size_t> steps{2, 2, 1, 1, 1, 1, 1};
    for (size_t i = 0; i < steps.size(); ++i) {
        QVERIFY(logs->at(i).source == Source::StepFiles);
        QCOMPARE(logs->at(i).steps.size(), steps[i]);
    }
    QVERIFY(contentOf(pathOf({1})).startsWith("log line 1"));
}

QTEST_GUILESS_MAIN(TestRunLogArchive)

#include "tst_runlogarchive.moc"
