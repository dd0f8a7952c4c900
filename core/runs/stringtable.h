// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace Runlight {

//! A text's number in a StringTable. 0 is the empty text.
using StringId = quint32;

//! Texts kept once each, as UTF-8 end to end in one block, with their case-folded form beside them for searching: a
//! hundred thousand of them cost little more than their bytes. A text is never removed, so its number stays good.
class StringTable
{
public:
    StringTable();

    StringId intern(const QString &text);
    //! The number of \a text, or 0 where it was never interned.
    StringId find(const QString &text) const;
    QString text(StringId id) const;
    //! UTF-8, valid until the next intern().
    std::string_view folded(StringId id) const { return m_folded.at(id); }
    quint32 size() const { return m_texts.count(); }

    //! The form in which folded() keeps \a text.
    static std::string fold(const QString &text);

private:
    class Block
    {
    public:
        void append(std::string_view text);
        std::string_view at(quint32 i) const;
        quint32 count() const { return quint32(m_ends.size()); }

    private:
        std::vector<char> m_bytes;
        std::vector<quint32> m_ends;
    };

    //! Where in m_buckets \a utf8 is, or would be put.
    size_t bucketOf(std::string_view utf8) const;
    void grow();

    Block m_texts;
    Block m_folded;
    std::vector<StringId> m_buckets; //!< Open addressing; a power of two, at most half full. 0 is free.
};

} // namespace Runlight
