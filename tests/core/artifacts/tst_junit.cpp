// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/junit.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Runlight;
using Outcome = TestCase::Outcome;

namespace {

const QByteArray typical = R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="5" failures="1">
  <properties><property name="a" value="b"/></properties>
  <testsuite name="unit" tests="4">
    <testcase name="adds" classname="calc.Add" time="0.25"/>
    <testcase name="divides" classname="calc.Divide" time="1,200.5">
      <failure message="expected 2, got &lt;3&gt;" type="AssertionError"><![CDATA[
Traceback <b>not rich</b>
  line 2
]]></failure>
      <system-out>noise that is none of the failure</system-out>
    </testcase>
    <testsuite name="nested">
      <testcase name="crashes"><error>Segmentation fault
second line</error></testcase>
      <testcase name="later"><skipped message="not on Linux"/></testcase>
    </testsuite>
    <testcase name="left out" status="notrun"/>
  </testsuite>
</testsuites>)";

Expected<void> readReport(QByteArray bytes, TestResults &results, const JUnitLimits &limits = {})
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return readJUnitReport(buffer, QStringLiteral("report.xml"), limits, results);
}

} // namespace

class TestJUnit : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::atomic_bool m_isCancelled = false;

    void put(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    TestResults find(const JUnitLimits &limits = {})
    {
        const Expected<TestResults> found = findTestResults(m_folder.path(), m_isCancelled, limits);
        return found ? *found : TestResults{.problems = {found.error().message}};
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_folder.path()).removeRecursively();
        QVERIFY(QDir().mkpath(m_folder.path()));
        m_isCancelled = false;
    }

    void readsWhatIsReported()
    {
        TestResults results;
        QVERIFY(readReport(typical, results));
        QCOMPARE(results.cases.size(), 5);
        const TestCase failed = results.cases.at(1);
        QCOMPARE(failed.outcome, Outcome::Failed);
        QCOMPARE(failed.name, QStringLiteral("divides"));
        QCOMPARE(failed.className, QStringLiteral("calc.Divide"));
        QCOMPARE(failed.suite, QStringLiteral("unit"));
        QCOMPARE(failed.seconds, 1200.5);
        QCOMPARE(failed.message, QStringLiteral("expected 2, got <3>"));
        QCOMPARE(failed.text, QStringLiteral("Traceback <b>not rich</b>\n  line 2"));
        QCOMPARE(failed.file, QStringLiteral("report.xml"));
        QCOMPARE(results.cases.at(0).outcome, Outcome::Passed);
        QCOMPARE(results.cases.at(0).seconds, 0.25);
        QCOMPARE(results.cases.at(2).outcome, Outcome::Error);
        QCOMPARE(results.cases.at(2).message, QStringLiteral("Segmentation fault"));
        QCOMPARE(results.cases.at(2).suite, QStringLiteral("unit › nested"));
        QCOMPARE(results.cases.at(2).seconds, -1.0);
        QCOMPARE(results.cases.at(3).outcome, Outcome::Skipped);
        QCOMPARE(results.cases.at(3).message, QStringLiteral("not on Linux"));
        QCOMPARE(results.cases.at(4).outcome, Outcome::Skipped);
        QCOMPARE(results.cases.at(4).suite, QStringLiteral("unit"));
    }

    void theWorstOfSeveralCounts()
    {
        TestResults results;
        QVERIFY(readReport("<testsuite><testcase name='t'><skipped message='s'/><error message='e'>1</error>"
                           "<failure message='f'>2</failure></testcase></testsuite>",
                           results));
        QCOMPARE(results.cases.first().outcome, Outcome::Failed);
        QCOMPARE(results.cases.first().message, QStringLiteral("f"));
        QCOMPARE(results.cases.first().text, QStringLiteral("12"));
    }

    void isRecognisedByContent_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("isReport");
        QTest::newRow("typical") << typical.left(300) << true;
        QTest::newRow("one suite") << QByteArray("<testsuite name='x'>") << true;
        QTest::newRow("behind a comment") << QByteArray("<!-- made by x -->\n<testsuites>") << true;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF<testsuites>") << true;
        QTest::newRow("other XML") << QByteArray("<coverage><testsuite/></coverage>") << false;
        QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html>") << false;
        QTest::newRow("text") << QByteArray("testsuites <testsuites>") << false;
        QTest::newRow("zip") << QByteArray("PK\x03\x04<testsuites>") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }

    void isRecognisedByContent()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, isReport);
        QCOMPARE(isJUnitReport(head), isReport);
    }

    void hostileXml_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QByteArray laughs = "<!DOCTYPE testsuite [<!ENTITY a 'haha'>";
        for (char c = 'b'; c <= 'z'; ++c)
            laughs += QByteArray("<!ENTITY ") + c + " '"
                + QByteArray("&" + QByteArray(1, char(c - 1)) + ";").repeated(10) + "'>";
        QTest::newRow("a billion laughs") << laughs + "]><testsuite><testcase name='&z;'/></testsuite>";
        QTest::newRow("external entity") << QByteArray(
            "<!DOCTYPE testsuite [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            "<testsuite><testcase name='t'><failure>&x;</failure></testcase></testsuite>");
        QTest::newRow("nested") << QByteArray("<testsuite>").repeated(100'000);
        QTest::newRow("cut") << typical.left(400);
        QTest::newRow("unknown entity") << QByteArray("<testsuite><testcase name='&nope;'/></testsuite>");
        QTest::newRow("no XML") << QByteArray("<testsuite><<<>");
        QTest::newRow("not UTF-8") << QByteArray("<testsuite name='\xFF\xFE\xFA'><testcase name='\xC3'/>");
        QTest::newRow("another document") << QByteArray("<html/>");
    }

    void hostileXml()
    {
        QFETCH(QByteArray, xml);
        TestResults results;
        const Expected<void> read = readReport(xml, results);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::ParseError);
        QVERIFY(!read.error().message.isEmpty());
        for (const TestCase &test : std::as_const(results.cases))
            QVERIFY(!test.text.contains(QStringLiteral("root:")) && test.name.size() < 2'000);
    }

    void whatIsTooMuchIsCut()
    {
        QByteArray xml = "<testsuite>";
        for (int i = 0; i < 20; ++i)
            xml += "<testcase name='t'><failure>" + QByteArray(1000, 'x') + "</failure></testcase>";
        xml += "</testsuite>";
        TestResults results;
        QVERIFY(readReport(xml, results, {.cases = 5}));
        QCOMPARE(results.cases.size(), 5);
        QVERIFY(results.isCut);
        results = {};
        QVERIFY(readReport(xml, results, {.textLength = 100}));
        QCOMPARE(results.cases.last().text.size(), 100);
        QVERIFY(results.isCut);
        results = {};
        QVERIFY(readReport(xml, results, {.allTextLength = 1500}));
        QCOMPARE(results.cases.at(1).text.size(), 500);
        QCOMPARE(results.cases.at(2).text.size(), 0);
        QCOMPARE(results.textLength, 1500);
    }

    void oddNumbersAreNone_data()
    {
        QTest::addColumn<QByteArray>("time");
        for (const char *time : {"", "soon", "-1", "nan", "inf", "1e999"})
            QTest::newRow(time) << QByteArray(time);
    }

    void oddNumbersAreNone()
    {
        QFETCH(QByteArray, time);
        TestResults results;
        QVERIFY(readReport("<testsuite><testcase time='" + time + "'/></testsuite>", results));
        QCOMPARE(results.cases.first().seconds, -1.0);
    }

    void findsAllReportsOfAFolder()
    {
        put(QStringLiteral("b/deep/report"), typical);
        put(QStringLiteral("a.xml"),
            "<testsuite name='s'><testcase name='z'/><testcase name='f'><failure/></testcase></testsuite>");
        put(QStringLiteral("coverage.xml"), "<coverage/>");
        put(QStringLiteral("broken.xml"), "<testsuite><testcase name='q'/>");
        put(QStringLiteral("app.bin"), QByteArray(10'000, '\0'));
        const TestResults results = find();
        QCOMPARE(results.files,
                 QStringList({QStringLiteral("a.xml"), QStringLiteral("b/deep/report"), QStringLiteral("broken.xml")}));
        QCOMPARE(results.problems.size(), 1);
        QVERIFY(results.problems.first().contains(QStringLiteral("broken.xml")));
        QCOMPARE(results.failed, 2);
        QCOMPARE(results.errors, 1);
        QCOMPARE(results.skipped, 2);
        QCOMPARE(results.passed, 3);
        QStringList names;
        for (const TestCase &test : results.cases)
            names.append(test.name);
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("f divides crashes later left out z adds q"));
        QVERIFY(!results.isCut);
    }

    void boundsOfAFolder()
    {
        for (int i = 0; i < 10; ++i)
            put(QStringLiteral("%1.xml").arg(i), typical);
        QCOMPARE(find({.files = 4}).files.size(), 4);
        QVERIFY(find({.files = 4}).isCut);
        QCOMPARE(find({.allBytes = typical.size() * 3}).files.size(), 3);
        QVERIFY(find({.allBytes = typical.size() * 3}).isCut);
        QVERIFY(find({.fileBytes = 100}).files.isEmpty());
    }

    void linksAreNotFollowed()
    {
        QTemporaryDir elsewhere;
        QFile secret(elsewhere.filePath(QStringLiteral("secret.xml")));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write(typical);
        secret.close();
        QVERIFY(QFile::link(elsewhere.path(), m_folder.filePath(QStringLiteral("folder"))));
        QVERIFY(QFile::link(secret.fileName(), m_folder.filePath(QStringLiteral("file.xml"))));
        QVERIFY(QFile::link(m_folder.path(), m_folder.filePath(QStringLiteral("round"))));
        QVERIFY(find().files.isEmpty());
    }

    void aSingleFile()
    {
        put(QStringLiteral("r.xml"), typical);
        const Expected<TestResults> found = findTestResults(m_folder.filePath(QStringLiteral("r.xml")), m_isCancelled);
        QVERIFY(found);
        QCOMPARE(found->files, QStringList(QStringLiteral("r.xml")));
        QCOMPARE(found->failed, 1);
    }

    void goneOrCancelled()
    {
        const Expected<TestResults> gone = findTestResults(m_folder.filePath(QStringLiteral("gone")), m_isCancelled);
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::FileUnreadable);
        put(QStringLiteral("r.xml"), typical);
        m_isCancelled = true;
        const Expected<TestResults> cancelled = findTestResults(m_folder.path(), m_isCancelled);
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestJUnit)
#include "tst_junit.moc"
