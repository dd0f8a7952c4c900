// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"
#include "core/logs/linkfinder.h"

#include <cstdint>
#include <cstdlib>

using namespace Runlight;

namespace {

//! What holds for every line, whatever its bytes are.
void check(bool holds)
{
    if (!holds)
        std::abort();
}

void checkText(const QString &text)
{
    check(text.isValidUtf16());
    for (const QChar c : text)
        check(c == u'\t' || c.category() != QChar::Other_Control);
}

void checkRuns(const LogLine &line)
{
    qsizetype end = 0;
    for (const StyleRun &run : line.runs) {
        check(run.start >= end && run.length > 0 && run.end() <= line.text.size());
        end = run.end();
    }
}

void checkLinks(const QString &text)
{
    for (const TextLink &link : findLinks(text))
        check(link.start >= 0 && link.length > 0 && link.start + link.length <= text.size());
    for (const SourcePlace &place : findSourcePlaces(text)) {
        check(place.start >= 0 && place.start + place.length <= text.size());
        check(place.line > 0 && place.length > place.file.size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const LogLine line = parseLogLine(bytes);
    checkText(line.text);
    checkRuns(line);
    checkLinks(line.text);
    if (line.annotation) {
        checkText(line.annotation->file);
        checkText(line.annotation->title);
    }
    // The style decides how a line looks, never what it says.
    const LogLine next = parseLogLine(bytes, line.endStyle);
    check(next.text == line.text && next.kind == line.kind && next.time == line.time);
    checkRuns(next);
    check(plainLogText(bytes, LogStamps::Leave) == line.text);
    return 0;
}
