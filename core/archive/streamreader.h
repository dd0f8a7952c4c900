// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/bytequeue.h"
#include "core/archive/inflater.h"

namespace Runlight {

//! Bytes from a source, looked at before they are taken. For one thread.
class StreamReader : public PackedBytes
{
public:
    StreamReader(ByteSource &source, ExtractionRun &run)
        : m_source(source)
        , m_run(run)
    { }

    Extracted<QByteArrayView> peek() override { return peek(1); }
    void consume(qsizetype bytes) override;

    //! What is at hand: at least \a bytes, unless the stream ends before. Good until the next call.
    Extracted<QByteArrayView> peek(qsizetype bytes);
    //! The same, but a stream that ends before is an error.
    Extracted<QByteArrayView> need(qsizetype bytes);
    Extracted<void> skip(quint64 bytes);

    quint64 position() const { return m_position; } //!< Bytes taken.

private:
    ByteSource &m_source;
    ExtractionRun &m_run;
    QByteArray m_bytes;
    qsizetype m_at = 0; //!< In them.
    quint64 m_position = 0;
    qint64 m_received = 0;
    bool m_hasEnded = false;
};

} // namespace Runlight
