// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/streamreader.h"

#include <algorithm>

namespace Runlight {

void StreamReader::consume(qsizetype bytes)
{
    m_at += bytes;
    m_position += quint64(bytes);
}

Extracted<QByteArrayView> StreamReader::peek(qsizetype bytes)
{
    while (m_bytes.size() - m_at < bytes && !m_hasEnded) {
        auto more = m_source.next();
        if (!more)
            return stopWith(more.error());
        if (const auto allowed = m_run.checkCancelled(); !allowed)
            return StopHere(allowed.error());
        m_hasEnded = more->isEmpty();
        m_received += more->size();
        m_run.setArchiveBytes(m_received);
        if (m_at == m_bytes.size())
            m_bytes = *std::move(more); // As a rule: nothing is copied.
        else
            m_bytes = QByteArrayView(m_bytes).sliced(m_at).toByteArray() + *more;
        m_at = 0;
    }
    return QByteArrayView(m_bytes).sliced(m_at);
}

Extracted<QByteArrayView> StreamReader::need(qsizetype bytes)
{
    auto view = peek(bytes);
    if (view && view->size() < bytes)
        return stopCutShort();
    return view;
}

Extracted<void> StreamReader::skip(quint64 bytes)
{
    while (bytes > 0) {
        const auto view = need(1);
        if (!view)
            return StopHere(view.error());
        const auto taken = qsizetype(std::min(quint64(view->size()), bytes));
        consume(taken);
        bytes -= quint64(taken);
    }
    return {};
}

} // namespace Runlight
