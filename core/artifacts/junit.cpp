// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/junit.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace Runlight {

namespace {

using Outcome = TestCase::Outcome;

constexpr qsizetype headBytes = 4 << 10;
constexpr qsizetype longestWords = 1'000; // Of names and messages, which are shown in a line.

struct JUnitText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::JUnit)
};

QString words(const QXmlStreamAttributes &attributes, const char *name)
{
    return attributes.value(QLatin1String(name)).left(longestWords).toString().simplified();
}

double secondsOf(const QXmlStreamAttributes &attributes)
{
    bool isNumber = false;
    const double seconds =
        attributes.value(QLatin1String("time")).toString().remove(QLatin1Char(',')).toDouble(&isNumber);
    return isNumber && std::isfinite(seconds) && seconds >= 0 ? seconds : -1;
}

Error reportError(ErrorKind kind, const QString &message)
{
    return {.kind = kind, .message = message};
}

//! Reads one report, element by element, with nothing on the stack that grows with it.
class JUnitReader
{
public:
    JUnitReader(QIODevice &device, const QString &file, const JUnitLimits &limits, TestResults &results)
        : m_xml(&device)
        , m_file(file)
        , m_limits(limits)
        , m_results(results)
    { }

    Expected<void> read()
    {
        while (!m_xml.atEnd() && !m_error) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                startElement();
                break;
            case QXmlStreamReader::EndElement:
                endElement();
                break;
            case QXmlStreamReader::Characters:
                characters();
                break;
            case QXmlStreamReader::DTD:
                if (!m_xml.entityDeclarations().isEmpty())
                    fail(JUnitText::tr("It defines entities of its own, which no test report does."));
                break;
            default:
                break;
            }
        }
        if (m_xml.hasError() && !m_error)
            fail(JUnitText::tr("It is no whole XML: %1 (line %2).").arg(m_xml.errorString()).arg(m_xml.lineNumber()));
        return m_error ? Expected<void>(Unexpected(*m_error)) : Expected<void>();
    }

private:
    void fail(const QString &message) { m_error = reportError(ErrorKind::ParseError, message); }

    void startElement()
    {
        if (++m_depth > m_limits.depth)
            return fail(JUnitText::tr("Its elements are nested too deeply."));
        const QStringView name = m_xml.name();
        if (m_depth == 1 && name != QLatin1String("testsuites") && name != QLatin1String("testsuite"))
            return fail(JUnitText::tr("It is no test report."));
        if (m_case)
            startPartOfCase(name);
        else if (name == QLatin1String("testsuite"))
            m_suites.append({m_depth, words(m_xml.attributes(), "name")});
        else if (name == QLatin1String("testcase"))
            startCase();
    }

    void startCase()
    {
        if (m_results.cases.size() >= m_limits.cases) {
            m_results.isCut = true;
            return;
        }
        const QXmlStreamAttributes attributes = m_xml.attributes();
        m_case = TestCase();
        m_caseDepth = m_depth;
        m_case->name = words(attributes, "name");
        m_case->className = words(attributes, "classname");
        m_case->seconds = secondsOf(attributes);
        m_case->file = m_file;
        for (const auto &[depth, name] : std::as_const(m_suites)) {
            if (!name.isEmpty())
                m_case->suite += (m_case->suite.isEmpty() ? QString() : QStringLiteral(" › ")) + name;
        }
        // GoogleTest's word for a test that was left out.
        if (words(attributes, "status") == QLatin1String("notrun"))
            m_case->outcome = Outcome::Skipped;
    }

    void startPartOfCase(QStringView name)
    {
        if (m_depth != m_caseDepth + 1)
            return;
        const Outcome outcome = name == QLatin1String("failure") ? Outcome::Failed
            : name == QLatin1String("error")                     ? Outcome::Error
            : name == QLatin1String("skipped")                   ? Outcome::Skipped
                                                                 : Outcome::Passed;
        if (outcome == Outcome::Passed)
            return;
        const QXmlStreamAttributes attributes = m_xml.attributes();
        // The worst of several is what the test came to.
        if (outcome < m_case->outcome || m_case->message.isEmpty()) {
            m_case->message = words(attributes, "message");
            if (m_case->message.isEmpty())
                m_case->message = words(attributes, "type");
        }
        m_case->outcome = std::min(m_case->outcome, outcome);
        m_isInText = true;
    }

    void characters()
    {
        if (!m_case || !m_isInText)
            return;
        const qint64 room =
            std::min<qint64>(m_limits.textLength - m_case->text.size(), m_limits.allTextLength - m_results.textLength);
        const QStringView piece = m_xml.text().left(std::max<qint64>(room, 0));
        m_case->text += piece;
        m_results.textLength += piece.size();
        m_results.isCut = m_results.isCut || piece.size() < m_xml.text().size();
    }

    void endElement()
    {
        --m_depth;
        if (m_case && m_depth == m_caseDepth)
            m_isInText = false;
        if (m_case && m_depth < m_caseDepth)
            endCase();
        if (!m_suites.isEmpty() && m_suites.last().first > m_depth)
            m_suites.removeLast();
    }

    void endCase()
    {
        m_case->text = m_case->text.trimmed();
        if (m_case->message.isEmpty() && m_case->outcome != Outcome::Passed)
            m_case->message = m_case->text.section(QLatin1Char('\n'), 0, 0).left(longestWords).simplified();
        m_results.cases.append(*m_case);
        m_case.reset();
        m_isInText = false;
    }

    QXmlStreamReader m_xml;
    const QString m_file;
    const JUnitLimits &m_limits;
    TestResults &m_results;
    QList<std::pair<int, QString>> m_suites; //!< Those around, each with its depth.
    std::optional<TestCase> m_case;
    int m_depth = 0;
    int m_caseDepth = 0;
    bool m_isInText = false; //!< Of a failure, an error or a skip.
    std::optional<Error> m_error;
};

void sortAndCount(TestResults &results)
{
    std::stable_sort(results.cases.begin(), results.cases.end(),
                     [](const TestCase &a, const TestCase &b) { return a.outcome < b.outcome; });
    const auto count = [&results](Outcome outcome) {
        return int(std::count_if(results.cases.begin(), results.cases.end(),
                                 [outcome](const TestCase &test) { return test.outcome == outcome; }));
    };
    results.failed = count(Outcome::Failed);
    results.errors = count(Outcome::Error);
    results.skipped = count(Outcome::Skipped);
    results.passed = count(Outcome::Passed);
}

//! Files in \a folder by their way from it, sorted, so that the same folder always reads the same.
QStringList filesOf(const QString &folder, int most, const std::atomic_bool &isCancelled, bool &isCut)
{
    QStringList files;
    const QDir root(folder);
    QDirIterator each(folder, QDir::Files | QDir::NoSymLinks | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext() && !isCancelled) {
        if (files.size() >= most) {
            isCut = true;
            break;
        }
        files.append(root.relativeFilePath(each.next()));
    }
    files.sort();
    return files;
}

void readFile(const QString &path, const QString &name, const JUnitLimits &limits, qint64 &bytesLeft,
              TestResults &results)
{
    QFile file(path);
    // A file that cannot be opened is no report that one could tell of.
    if (file.size() > limits.fileBytes || !file.open(QIODevice::ReadOnly) || !isJUnitReport(file.peek(headBytes)))
        return;
    if (file.size() > bytesLeft) {
        results.isCut = true;
        return;
    }
    bytesLeft -= file.size();
    results.files.append(name);
    if (const Expected<void> read = readJUnitReport(file, name, limits, results); !read)
        results.problems.append(JUnitText::tr("%1 could not be read to its end. %2").arg(name, read.error().message));
}

} // namespace

bool isJUnitReport(const QByteArray &head)
{
    QByteArrayView start(head);
    if (start.startsWith("\xEF\xBB\xBF"))
        start = start.sliced(3);
    const bool isWide = start.startsWith("\xFF\xFE") || start.startsWith("\xFE\xFF");
    if (!isWide && !start.trimmed().startsWith('<'))
        return false;
    QXmlStreamReader xml(head);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement)
            return xml.name() == QLatin1String("testsuites") || xml.name() == QLatin1String("testsuite");
    }
    return false;
}

Expected<void> readJUnitReport(QIODevice &device, const QString &file, const JUnitLimits &limits, TestResults &results)
{
    return JUnitReader(device, file, limits, results).read();
}

Expected<TestResults> findTestResults(const QString &folder, const std::atomic_bool &isCancelled,
                                      const JUnitLimits &limits)
{
    const QFileInfo place(folder);
    if (!place.exists())
        return Unexpected(reportError(ErrorKind::FileUnreadable, JUnitText::tr("It is not there any more.")));
    TestResults results;
    qint64 bytesLeft = limits.allBytes;
    if (place.isFile())
        readFile(folder, place.fileName(), limits, bytesLeft, results);
    else {
        const QStringList files = filesOf(folder, limits.files, isCancelled, results.isCut);
        for (const QString &name : files) {
            if (isCancelled)
                break;
            readFile(folder + QLatin1Char('/') + name, name, limits, bytesLeft, results);
        }
    }
    if (isCancelled)
        return Unexpected(reportError(ErrorKind::Cancelled, JUnitText::tr("Reading the test reports was cancelled.")));
    sortAndCount(results);
    return results;
}

} // namespace Runlight
