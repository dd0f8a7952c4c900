// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"

#include "core/logs/terminalline.h"

namespace Runlight {

namespace {

constexpr QByteArrayView byteOrderMark = "\xef\xbb\xbf";

QByteArrayView withoutMarks(QByteArrayView bytes)
{
    while (bytes.startsWith(byteOrderMark))
        bytes = bytes.sliced(byteOrderMark.size());
    return bytes;
}

//! A line in its parts, as bytes.
struct Parts
{
    QByteArrayView stamp; //!< Empty where there is none.
    std::optional<LogTime> time;
    QByteArrayView text; //!< Tag included.
};

Parts split(QByteArrayView line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    line = withoutMarks(line);
    const std::optional<LogStamp> stamp = readLogStamp(line);
    if (!stamp)
        return {{}, {}, line};
    QByteArrayView text = line.sliced(stamp->length);
    if (text.startsWith(' '))
        text = text.sliced(1);
    return {line.first(stamp->length), stamp->time, withoutMarks(text)};
}

//! Takes the tag off the front of \a text: "##[group]", or "[command]" as older tools write it.
LogLineKind takeTag(QByteArrayView &text)
{
    const qsizetype open = text.startsWith("##[") ? 3 : text.startsWith('[') ? 1 : 0;
    if (open == 0)
        return LogLineKind::Plain;
    constexpr qsizetype longestWord = 8;
    const QByteArrayView inside = text.sliced(open);
    const qsizetype close = inside.first(std::min(inside.size(), longestWord + 1)).indexOf(']');
    const LogLineKind kind = close < 0 ? LogLineKind::Plain : logLineKindFromWord(inside.first(close));
    if (kind != LogLineKind::Plain)
        text = inside.sliced(close + 1);
    return kind;
}

bool isAnnotation(LogLineKind kind)
{
    return kind == LogLineKind::Error || kind == LogLineKind::Warning || kind == LogLineKind::Notice;
}

} // namespace

LogLine parseLogLine(QByteArrayView line, const TextStyle &start)
{
    Parts parts = split(line);
    LogLine result;
    result.time = parts.time;
    result.kind = takeTag(parts.text);
    std::optional<WorkflowCommand> command;
    if (result.kind == LogLineKind::Plain)
        command = readWorkflowCommand(parts.text);
    if (command) {
        result.kind = command->kind;
        parts.text = command->message;
        if (isAnnotation(command->kind) && command->properties != AnnotationProperties())
            result.annotation = std::move(command->properties);
    }
    TerminalLine shown = showOnTerminal(parts.text, result.kind == LogLineKind::Plain ? start : TextStyle());
    result.text = std::move(shown.text);
    result.runs = std::move(shown.runs);
    result.endStyle = shown.end;
    return result;
}

QString plainLogText(QByteArrayView line, LogStamps stamps)
{
    const QString text = parseLogLine(line).text;
    const QByteArrayView stamp = stamps == LogStamps::Keep ? split(line).stamp : QByteArrayView();
    return stamp.isEmpty() ? text : QString::fromLatin1(stamp) + u' ' + text;
}

} // namespace Runlight
