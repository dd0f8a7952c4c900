// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/rewindsource.h"

namespace Runlight {

RewindSource::RewindSource(std::unique_ptr<ByteSource> source, qint64 keptBytes)
    : m_source(std::move(source))
    , m_mostKept(keptBytes)
{ }

Expected<QByteArray> RewindSource::next()
{
    if (m_next < m_kept.size())
        return m_kept.at(m_next++);
    Expected<QByteArray> bytes = m_source->next();
    if (!bytes)
        return bytes;
    m_sha256.add(*bytes);
    m_keptBytes += bytes->size();
    if (m_keptBytes > m_mostKept && !m_isPeeking) {
        m_isWhole = false;
        m_kept.clear();
        m_next = 0;
    } else if (m_isWhole && !bytes->isEmpty()) {
        m_kept.append(*bytes);
        m_next = m_kept.size();
    }
    return bytes;
}

bool RewindSource::rewind()
{
    if (m_isWhole)
        m_next = 0;
    return m_isWhole;
}

Expected<QByteArray> RewindSource::peek(qsizetype size)
{
    QByteArray head;
    m_isPeeking = true;
    Expected<QByteArray> bytes = next();
    while (bytes && !bytes->isEmpty()) {
        head += *bytes;
        bytes = head.size() < size ? next() : QByteArray();
    }
    m_isPeeking = false;
    rewind();
    return bytes ? head.left(size) : bytes;
}

Expected<void> RewindSource::drain()
{
    for (;;) {
        const Expected<QByteArray> bytes = next();
        if (!bytes)
            return Unexpected(bytes.error());
        if (bytes->isEmpty())
            return {};
    }
}

} // namespace Runlight
