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
    result.kind = takeLogTag(parts.text);
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

QByteArrayView logLineText(QByteArrayView line)
{
    QByteArrayView text = split(line).text;
    takeLogTag(text);
    return text;
}

QString plainLogText(QByteArrayView line, LogStamps stamps)
{
    const QString text = parseLogLine(line).text;
    const QByteArrayView stamp = stamps == LogStamps::Keep ? split(line).stamp : QByteArrayView();
    return stamp.isEmpty() ? text : QString::fromLatin1(stamp) + u' ' + text;
}

} // namespace Runlight
