// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logexcerpt.h"

#include "core/logs/lineparser.h"
#include "core/logs/logfile.h"

#include <QRegularExpression>

#include <algorithm>

namespace Runlight {

namespace {

constexpr qint64 mostLinesAbove = 4000;
constexpr qint64 mostLinesToTheEnd = 40; //!< Behind the last line that speaks of an error.
constexpr qint64 mostLinesOfMessage = 3; //!< In front of its marked line.
constexpr int mostErrors = 100; //!< As many steps can fail and have the job go on.
constexpr qint64 linesBefore = 2;
constexpr qint64 linesBehind = 5;
constexpr qint64 tellingBytes = 512; //!< Of a line.

//! How well a line says why a step failed.
enum class Reason {
    None,
    Perhaps, //!< Speaks of an error.
    Failure, //!< Something failed, and may say why further on.
    Cause,
};

QString textOf(LogFile &log, LineNumber line)
{
    return parseLogLine(log.line(line, tellingBytes)).text;
}

bool isBlank(const QString &text)
{
    return text.trimmed().isEmpty();
}

//! What every failed script ends with.
bool isExitCode(const QString &text)
{
    return text.startsWith(QLatin1String("Process completed with exit code "));
}

Reason reasonIn(const QString &text)
{
    static const QRegularExpression cause(
        QStringLiteral(u"^\\s*(● .* › |Failure/Error: |panic: )" // Jest, RSpec, Go
                       u"|^E\\s{2,}\\S*(Error|Exception|assert)" // pytest
                       u"|^thread '.*' .*panicked at" // Rust
                       u"|^error(\\[E\\d+\\])?: |: (fatal )?error( [A-Z]+\\d+)?: |\\berror TS\\d+: " // Compilers
                       u"|^npm (ERR!|error) code "));
    static const QRegularExpression failure(
        QStringLiteral(u"^(FAIL|FAILED|ERROR) \\S+(::| |$)|^\\s*--- FAIL: |^\\s*(not ok \\d|✕ |✗ |✘ |× )"));
    static const QRegularExpression perhaps(
        QStringLiteral(u"^\\s*([\\w.]+(Error|Exception)|[Ee]rror|[Ff]atal|FATAL)\\b ?:|^Traceback \\("
                       u"|\\b(FAILED|FAILURE)\\b|command not found|No such file or directory|not recognized as"
                       u"|^\\S+: \\S+\\.ps1:\\d+|\\bE(rror|RROR):"));
    if (cause.match(text).hasMatch())
        return Reason::Cause;
    if (failure.match(text).hasMatch())
        return Reason::Failure;
    return perhaps.match(text).hasMatch() ? Reason::Perhaps : Reason::None;
}

//! Whether \a line, as it stands in the log, has a word that any reason has. Spares nearly all lines a closer look.
bool mayHaveReason(QByteArrayView line)
{
    static constexpr QByteArrayView words[] = {"ERR!",
                                               "rror",
                                               "RROR",
                                               "ail",
                                               "AIL",
                                               "xception",
                                               "panic",
                                               "assert",
                                               "›",
                                               "✕",
                                               "✗",
                                               "✘",
                                               "×",
                                               "not ok",
                                               "atal",
                                               "ATAL",
                                               "raceback",
                                               "not found",
                                               "No such file",
                                               "not recognized",
                                               ".ps1:"};
    return std::any_of(std::begin(words), std::end(words), [&](QByteArrayView word) { return line.contains(word); });
}

//! The first line of what the step that \a line is in has written: behind the group that shows what it runs.
LineNumber outputStart(LogFile &log, LineNumber line)
{
    const auto step = log.marks().previousBefore(line, MarkKind::Step);
    if (!step)
        return {0};
    const auto head = log.groupAt(step->line);
    return {(head ? head->last.value : step->line.value) + 1};
}

//! The last line with text; \a end where there is none.
LineNumber lastTextIn(LogFile &log, LineNumber first, LineNumber end)
{
    for (LineNumber line{end.value - 1}; line >= first; --line.value) {
        if (!isBlank(textOf(log, line)))
            return line;
    }
    return end;
}

//! What the step has said of its reason in front of \a end.
LineNumber reasonAbove(LogFile &log, LineNumber end)
{
    const LineNumber first{std::max(outputStart(log, end).value, end.value - mostLinesAbove)};
    std::optional<LineNumber> firstFailure;
    std::optional<LineNumber> lastPerhaps;
    for (LineNumber line = first; line < end; ++line.value) {
        if (!mayHaveReason(log.line(line, tellingBytes)))
            continue;
        const Reason reason = reasonIn(textOf(log, line));
        if (reason == Reason::Cause)
            return line;
        if (reason == Reason::Failure && !firstFailure)
            firstFailure = line;
        if (reason == Reason::Perhaps && end.value - line.value <= mostLinesToTheEnd)
            lastPerhaps = line;
    }
    return firstFailure.value_or(lastPerhaps.value_or(lastTextIn(log, first, end)));
}

//! Of a message of several lines the one with the place is marked, "  --> src/main.rs:1:2", not the one that says what.
LineNumber messageStart(LogFile &log, LineNumber marked)
{
    if (!textOf(log, marked).startsWith(u' '))
        return marked;
    for (LineNumber line{marked.value - 1}; line.value >= std::max<qint64>(0, marked.value - mostLinesOfMessage);
         --line.value) {
        if (reasonIn(textOf(log, line)) != Reason::None)
            return line;
    }
    return marked;
}

LogExcerpt excerptAround(LogFile &log, LineNumber line)
{
    LineRange range{{std::max<qint64>(0, line.value - linesBefore)},
                    {std::min(line.value + linesBehind, log.lineCount() - 1)}};
    if (const auto step = log.marks().previousBefore({line.value + 1}, MarkKind::Step))
        range.first = std::max(range.first, step->line);
    if (const auto next = log.marks().nextAfter(line, MarkKind::Step))
        range.last = std::min(range.last, LineNumber{next->line.value - 1});
    while (range.first < line && isBlank(textOf(log, range.first)))
        ++range.first.value;
    while (line < range.last && isBlank(textOf(log, range.last)))
        --range.last.value;
    return {line, range};
}

} // namespace

std::optional<LogExcerpt> firstErrorOf(LogFile &log)
{
    const auto first = log.marks().nextAfter({-1}, MarkKind::Error);
    if (!first)
        return {};
    auto error = first;
    for (int i = 0; error && i < mostErrors; ++i) {
        if (!isExitCode(textOf(log, error->line)))
            return excerptAround(log, messageStart(log, error->line));
        error = log.marks().nextAfter(error->line, MarkKind::Error);
    }
    return excerptAround(log, reasonAbove(log, first->line));
}

} // namespace Runlight
