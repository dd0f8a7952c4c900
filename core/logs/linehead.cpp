// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/loglinekind.h"
#include "core/logs/logmarks.h"
#include "core/logs/logtime.h"

namespace Runlight {

namespace {

// The words are the runner's own; it does not translate them.
constexpr QByteArrayView runStep = "Run ";
constexpr QByteArrayView postStep = "Post job cleanup.";
constexpr QByteArrayView lastStep = "Cleaning up orphan processes";

void skipByteOrderMarks(QByteArrayView &text)
{
    while (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
}

} // namespace

MarkKinds marksOf(QByteArrayView head)
{
    QByteArrayView text = head.first(std::min(head.size(), lineHeadBytes));
    skipByteOrderMarks(text);
    if (const std::optional<LogStamp> stamp = readLogStamp(text)) {
        text = text.sliced(stamp->length);
        if (text.startsWith(' '))
            text = text.sliced(1);
        skipByteOrderMarks(text);
    }
    switch (takeLogTag(text)) {
    case LogLineKind::Plain:
        return text.startsWith(postStep) || text.startsWith(lastStep) ? MarkKind::Step : MarkKinds();
    case LogLineKind::Group:
        return text.startsWith(runStep) ? MarkKind::Step | MarkKind::Group : MarkKind::Group;
    case LogLineKind::EndGroup:
        return MarkKind::EndGroup;
    case LogLineKind::Error:
        return MarkKind::Error;
    case LogLineKind::Warning:
        return MarkKind::Warning;
    case LogLineKind::Notice:
        return MarkKind::Notice;
    case LogLineKind::Section:
        return MarkKind::Section;
    case LogLineKind::Command:
        return MarkKind::Command;
    case LogLineKind::Debug:
        break;
    }
    return {};
}

} // namespace Runlight
