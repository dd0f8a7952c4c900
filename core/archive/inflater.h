// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/extractionrun.h"

#include <QByteArrayView>

#include <memory>
#include <optional>

struct libdeflate_decompressor;
struct z_stream_s;

namespace Runlight {

//! An entry's packed bytes, a piece at a time.
class PackedBytes
{
public:
    virtual ~PackedBytes() = default;

    //! What is at hand of the bytes to come: at least one, unless they have ended.
    virtual Extracted<QByteArrayView> peek() = 0;
    virtual void consume(qsizetype bytes) = 0;
};

//! Unpacks what is deflated, with buffers of its own that are used again and again. For one thread.
class Inflater
{
public:
    Inflater();
    ~Inflater();
    Q_DISABLE_COPY_MOVE(Inflater)

    //! Up to where it ends by itself, and takes no more of \a packed than that. Returns how many bytes it took: at most
    //! \a most, where that is known, else it is damaged.
    Extracted<quint64> unpack(PackedBytes &packed, std::optional<quint64> most, EntrySink &sink);

    //! All of \a packed, which must end with it, to exactly \a bytes bytes; nothing where it is otherwise. Much faster.
    //! Good until the next call.
    std::optional<QByteArrayView> unpackWhole(QByteArrayView packed, qsizetype bytes);

private:
    const std::unique_ptr<z_stream_s> m_stream;
    libdeflate_decompressor *const m_whole;
    const std::unique_ptr<char[]> m_block;
    std::unique_ptr<char[]> m_buffer; //!< Of unpackWhole().
    qsizetype m_bufferBytes = 0;
};

//! Hands exactly \a bytes of \a stored on, as they are.
Extracted<void> copyStored(PackedBytes &stored, quint64 bytes, EntrySink &sink);

} // namespace Runlight
