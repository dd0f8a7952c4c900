// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logmarks.h"

namespace Runlight {

namespace {

struct Tag
{
    QByteArrayView text;
    MarkKinds kinds;
};

// The first that fits counts. The words are the runner's own; it does not translate them.
const Tag tags[] = {
    {"##[group]Run ", MarkKind::Step | MarkKind::Group},
    {"##[group]", MarkKind::Group},
    {"##[endgroup]", MarkKind::EndGroup},
    {"##[error]", MarkKind::Error},
    {"##[warning]", MarkKind::Warning},
    {"##[notice]", MarkKind::Notice},
    {"##[section]", MarkKind::Section},
    {"##[command]", MarkKind::Command},
    {"[command]", MarkKind::Command},
    {"Post job cleanup.", MarkKind::Step},
    {"Cleaning up orphan processes", MarkKind::Step},
};

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void skipByteOrderMarks(QByteArrayView &text)
{
    while (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
}

//! Takes `2026-06-07T07:20:48.7205841Z ` from the front, with however many digits of a second's fraction.
void skipTimestamp(QByteArrayView &text)
{
    constexpr QByteArrayView shape = "0000-00-00T00:00:00";
    if (text.size() < shape.size() + 2)
        return;
    for (qsizetype i = 0; i < shape.size(); ++i) {
        if (shape[i] == '0' ? !isDigit(text[i]) : text[i] != shape[i])
            return;
    }
    qsizetype end = shape.size();
    if (text[end] == '.') {
        do
            ++end;
        while (end < text.size() && isDigit(text[end]));
    }
    if (text.sliced(end).startsWith("Z "))
        text = text.sliced(end + 2);
}

} // namespace

MarkKinds marksOf(QByteArrayView head)
{
    QByteArrayView text = head.first(std::min(head.size(), lineHeadBytes));
    skipByteOrderMarks(text);
    skipTimestamp(text);
    for (const Tag &tag : tags) {
        if (text.startsWith(tag.text))
            return tag.kinds;
    }
    return {};
}

} // namespace Runlight
