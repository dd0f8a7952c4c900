// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/utf8.h"

namespace Runlight {

namespace {

constexpr char32_t replacement = U'\ufffd';

//! What a first byte tells.
struct Lead
{
    int following = 0; //!< 0 where no character begins so.
    uchar lowest = 0x80; //!< Of the second byte: this rules out long forms, surrogates and what is beyond Unicode.
    uchar highest = 0xbf;
};

Lead leadOf(uchar c)
{
    if (c >= 0xc2 && c <= 0xdf)
        return {1};
    if (c >= 0xe0 && c <= 0xef)
        return {2, uchar(c == 0xe0 ? 0xa0 : 0x80), uchar(c == 0xed ? 0x9f : 0xbf)};
    if (c >= 0xf0 && c <= 0xf4)
        return {3, uchar(c == 0xf0 ? 0x90 : 0x80), uchar(c == 0xf4 ? 0x8f : 0xbf)};
    return {};
}

} // namespace

char32_t takeUtf8(QByteArrayView &bytes)
{
    const auto first = uchar(bytes.front());
    bytes = bytes.sliced(1);
    if (first < 0x80)
        return first;
    Lead lead = leadOf(first);
    if (lead.following == 0)
        return replacement;
    char32_t character = first & (0x3f >> lead.following);
    for (int i = 0; i < lead.following; ++i) {
        const uchar next = bytes.isEmpty() ? 0 : uchar(bytes.front());
        if (next < lead.lowest || next > lead.highest)
            return replacement;
        character = character << 6 | (next & 0x3f);
        bytes = bytes.sliced(1);
        lead.lowest = 0x80;
        lead.highest = 0xbf;
    }
    return character;
}

} // namespace Runlight
