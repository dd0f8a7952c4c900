// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/loglinekind.h"

#include <algorithm>
#include <array>

namespace Runlight {

LogLineKind logLineKindFromWord(QByteArrayView word)
{
    struct Entry
    {
        QByteArrayView word;
        LogLineKind kind;
    };
    static constexpr std::array entries = {
        Entry{"group", LogLineKind::Group},     Entry{"endgroup", LogLineKind::EndGroup},
        Entry{"error", LogLineKind::Error},     Entry{"warning", LogLineKind::Warning},
        Entry{"notice", LogLineKind::Notice},   Entry{"debug", LogLineKind::Debug},
        Entry{"command", LogLineKind::Command}, Entry{"section", LogLineKind::Section},
    };
    const auto found =
        std::find_if(entries.begin(), entries.end(), [word](const Entry &entry) { return entry.word == word; });
    return found == entries.end() ? LogLineKind::Plain : found->kind;
}

LogLineKind takeLogTag(QByteArrayView &text)
{
    const bool hasMarker = text.startsWith("##[");
    if (!hasMarker && !text.startsWith('['))
        return LogLineKind::Plain;
    constexpr qsizetype longestWord = 8;
    const QByteArrayView inside = text.sliced(hasMarker ? 3 : 1);
    const qsizetype close = inside.first(std::min(inside.size(), longestWord + 1)).indexOf(']');
    const LogLineKind kind = close < 0 ? LogLineKind::Plain : logLineKindFromWord(inside.first(close));
    if (kind == LogLineKind::Plain || (!hasMarker && kind != LogLineKind::Command))
        return LogLineKind::Plain;
    text = inside.sliced(close + 1);
    return kind;
}

} // namespace Runlight
