// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/testreport.h"

#include <QList>
#include <QtEndian>

namespace Runlight::Sim {

namespace {

struct Suite
{
    const char *name;
    int tests;
    int skipped;
    int covered; //!< Percent of its lines.
};

constexpr Suite suites[] = {
    {"Parser", 148, 0, 91}, {"Filter", 96, 1, 88}, {"Routes", 104, 2, 79}, {"Storage", 64, 0, 93}};
constexpr int columns = 320;
constexpr int lines = 96;

QByteArray failureOf()
{
    return "      <failure message=\"Expected depth 64, got 65: group stack overflow\" type=\"Failure\">"
           "tests/parser_test.cpp:211: Failure\n"
           "Expected depth 64, got 65: group stack overflow\n"
           "  depth of &quot;((((((((((...&quot;\n"
           "    at Parser::pushGroup(Token const&amp;) src/parser.cpp:88\n"
           "    at Parser::parseGroup() src/parser.cpp:120\n"
           "    at Parser_NestedGroups_Test::TestBody() tests/parser_test.cpp:211\n"
           "</failure>\n";
}

QByteArray casesOf(const Suite &suite, bool fails)
{
    QByteArray xml;
    for (int i = 0; i < suite.tests; ++i) {
        const bool isFailing = fails && i == 41;
        const QByteArray name = isFailing ? QByteArray("NestedGroups") : "Case" + QByteArray::number(i + 1);
        const QByteArray seconds = QByteArray::number(0.001 * (1 + i * 7 % 40), 'f', 3);
        xml +=
            QByteArray("    <testcase name=\"") + name + "\" classname=\"" + suite.name + "\" time=\"" + seconds + "\"";
        if (isFailing)
            xml += ">\n" + failureOf() + "    </testcase>\n";
        else if (i < suite.skipped)
            xml += "><skipped message=\"needs a network\"/></testcase>\n";
        else
            xml += "/>\n";
    }
    return xml;
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray number(quint32 value)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &data)
{
    return number(quint32(data.size())) + type + data + number(crc32(type + data));
}

} // namespace

QByteArray testReport(bool fails)
{
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    bool isFirst = true;
    for (const Suite &suite : suites) {
        xml +=
            QByteArray("  <testsuite name=\"") + suite.name + "\" tests=\"" + QByteArray::number(suite.tests) + "\">\n";
        xml += casesOf(suite, fails && isFirst) + "  </testsuite>\n";
        isFirst = false;
    }
    return xml + "</testsuites>\n";
}

QByteArray coverageSummary()
{
    QByteArray text = "Lines covered\n\n";
    for (const Suite &suite : suites)
        text += QByteArray(suite.name).leftJustified(12) + QByteArray::number(suite.covered).rightJustified(4) + " %\n";
    return text;
}

//! One byte a pixel, 0 for the ground and 1 for bars, each line behind the byte that says it stands as it is.
QByteArray coverageImage()
{
    QByteArray pixels;
    for (int y = 0; y < lines; ++y) {
        QByteArray line(columns + 1, '\0');
        const Suite &suite = suites[y * int(std::size(suites)) / lines];
        const int within = y % (lines / int(std::size(suites)));
        for (int x = 0; within >= 4 && within < 20 && x < columns * suite.covered / 100; ++x)
            line[x + 1] = '\1';
        pixels += line;
    }
    const QByteArray header = number(columns) + number(lines) + QByteArray("\x08\x03\x00\x00\x00", 5);
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("IHDR", header)
        + pngChunk("PLTE", QByteArray("\xd8\xde\xe4\x1a\x7f\x37", 6)) + pngChunk("IDAT", qCompress(pixels).mid(4))
        + pngChunk("IEND", {});
}

} // namespace Runlight::Sim
