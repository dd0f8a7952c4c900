// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/stringtable.h"

#include <QHashFunctions>

namespace Runlight {

namespace {

constexpr size_t firstBuckets = 1024;

} // namespace

void StringTable::Block::append(std::string_view text)
{
    m_bytes.insert(m_bytes.end(), text.begin(), text.end());
    m_ends.push_back(quint32(m_bytes.size()));
}

std::string_view StringTable::Block::at(quint32 i) const
{
    const quint32 begin = i == 0 ? 0 : m_ends[i - 1];
    return {m_bytes.data() + begin, m_ends[i] - begin};
}

StringTable::StringTable()
    : m_buckets(firstBuckets)
{
    m_texts.append({});
    m_folded.append({});
}

StringId StringTable::intern(const QString &text)
{
    if (text.isEmpty())
        return 0;
    const std::string utf8 = text.toStdString();
    const size_t bucket = bucketOf(utf8);
    if (m_buckets[bucket] != 0)
        return m_buckets[bucket];
    const StringId id = size();
    m_buckets[bucket] = id;
    m_texts.append(utf8);
    m_folded.append(fold(text));
    if (size() * 2 > m_buckets.size())
        grow();
    return id;
}

StringId StringTable::find(const QString &text) const
{
    return text.isEmpty() ? 0 : m_buckets[bucketOf(text.toStdString())];
}

QString StringTable::text(StringId id) const
{
    const std::string_view utf8 = m_texts.at(id);
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::string StringTable::fold(const QString &text)
{
    return text.toCaseFolded().toStdString();
}

size_t StringTable::bucketOf(std::string_view utf8) const
{
    const size_t mask = m_buckets.size() - 1;
    size_t bucket = qHashBits(utf8.data(), utf8.size()) & mask;
    while (m_buckets[bucket] != 0 && m_texts.at(m_buckets[bucket]) != utf8)
        bucket = (bucket + 1) & mask;
    return bucket;
}

void StringTable::grow()
{
    m_buckets.assign(m_buckets.size() * 2, 0);
    for (StringId id = 1; id < size(); ++id)
        m_buckets[bucketOf(m_texts.at(id))] = id;
}

} // namespace Runlight
