// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/workflowcommand.h"

#include "core/logs/terminalline.h"

namespace Runlight {

namespace {

constexpr QByteArrayView marker = "::";

struct Escape
{
    QByteArrayView code;
    QByteArrayView shown;
};

//! GitHub's escapes, longer ones first: what a message has, and what properties have besides. A line break is a blank:
//! many fonts have no picture of one.
constexpr Escape messageEscapes[] = {{"%0D%0A", " "}, {"%0A", " "}, {"%0D", " "}, {"%25", "%"}};
constexpr Escape propertyEscapes[] = {{"%3A", ":"}, {"%2C", ","}};

template <qsizetype Size>
const Escape *escapeAt(QByteArrayView text, const Escape (&escapes)[Size])
{
    for (const Escape &escape : escapes) {
        if (text.size() >= escape.code.size()
            && qstrnicmp(text.data(), escape.code.data(), size_t(escape.code.size())) == 0)
            return &escape;
    }
    return nullptr;
}

//! In one pass: "%250A" is "%0A", not a line break.
QByteArray unescaped(QByteArrayView text, bool isProperty)
{
    QByteArray result;
    result.reserve(text.size());
    while (!text.isEmpty()) {
        const Escape *escape = text.front() == '%' ? escapeAt(text, messageEscapes) : nullptr;
        if (!escape && isProperty && text.front() == '%')
            escape = escapeAt(text, propertyEscapes);
        result.append(escape ? escape->shown : text.first(1));
        text = text.sliced(escape ? escape->code.size() : 1);
    }
    return result;
}

void setProperty(QByteArrayView name, QByteArrayView value, AnnotationProperties &properties)
{
    if (name == "file")
        properties.file = showOnTerminal(unescaped(value, true)).text;
    else if (name == "title")
        properties.title = showOnTerminal(unescaped(value, true)).text;
    else if (name == "line")
        properties.line = value.toByteArray().toInt();
    else if (name == "endLine")
        properties.endLine = value.toByteArray().toInt();
    else if (name == "col")
        properties.column = value.toByteArray().toInt();
    else if (name == "endColumn")
        properties.endColumn = value.toByteArray().toInt();
}

AnnotationProperties readProperties(QByteArrayView text)
{
    AnnotationProperties properties;
    while (!text.isEmpty()) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView pair = (comma < 0 ? text : text.first(comma)).trimmed();
        if (const qsizetype equals = pair.indexOf('='); equals > 0)
            setProperty(pair.first(equals), pair.sliced(equals + 1), properties);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
    }
    return properties;
}

} // namespace

std::optional<WorkflowCommand> readWorkflowCommand(QByteArrayView text)
{
    if (!text.startsWith(marker))
        return {};
    const qsizetype end = text.indexOf(marker, marker.size());
    if (end < 0)
        return {};
    const QByteArrayView head = text.sliced(marker.size(), end - marker.size());
    const qsizetype space = head.indexOf(' ');
    const LogLineKind kind = logLineKindFromWord(space < 0 ? head : head.first(space));
    // The runner knows no "::command::" or "::section::".
    if (kind == LogLineKind::Plain || kind == LogLineKind::Command || kind == LogLineKind::Section)
        return {};
    return WorkflowCommand{kind, space < 0 ? AnnotationProperties() : readProperties(head.sliced(space + 1)),
                           unescaped(text.sliced(end + marker.size()), false)};
}

} // namespace Runlight
