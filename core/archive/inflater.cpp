// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/inflater.h"

#include <QtGlobal>

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace Runlight {

namespace {

constexpr qsizetype inflatedBlockBytes = 256 << 10; // Stays in the processor's cache until it is written.
constexpr int rawDeflate = -MAX_WBITS;

} // namespace

Inflater::Inflater()
    : m_stream(std::make_unique<z_stream_s>())
    , m_whole(libdeflate_alloc_decompressor())
    , m_block(std::make_unique_for_overwrite<char[]>(inflatedBlockBytes))
{
    if (!m_whole || inflateInit2(m_stream.get(), rawDeflate) != Z_OK)
        qBadAlloc(); // Neither fails otherwise.
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
    libdeflate_free_decompressor(m_whole);
}

Extracted<quint64> Inflater::unpack(PackedBytes &packed, std::optional<quint64> most, EntrySink &sink)
{
    if (most == 0u) // Not even an end; some programs write empty files so.
        return 0;
    inflateReset(m_stream.get());
    quint64 left = most.value_or(std::numeric_limits<quint64>::max());
    const quint64 all = left;
    while (true) {
        const auto piece = packed.peek();
        if (!piece)
            return StopHere(piece.error());
        if (piece->isEmpty() && left > 0)
            return stopCutShort();
        const auto offered = uInt(std::min({quint64(piece->size()), left, quint64(1) << 30}));
        m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece->data()));
        m_stream->avail_in = offered;
        m_stream->next_out = reinterpret_cast<Bytef *>(m_block.get());
        m_stream->avail_out = uInt(inflatedBlockBytes);
        const int result = inflate(m_stream.get(), Z_NO_FLUSH);
        const uInt taken = offered - m_stream->avail_in;
        packed.consume(taken);
        left -= taken;
        const QByteArrayView unpacked(m_block.get(), inflatedBlockBytes - qsizetype(m_stream->avail_out));
        if (result != Z_OK && result != Z_STREAM_END) // Also where all is taken and it wants more.
            return stopDamaged();
        if (const auto done = sink.take(unpacked); !done)
            return StopHere(done.error());
        if (result == Z_STREAM_END)
            return all - left;
    }
}

std::optional<QByteArrayView> Inflater::unpackWhole(QByteArrayView packed, qsizetype bytes)
{
    if (m_bufferBytes < bytes || !m_buffer) {
        m_bufferBytes = std::max(bytes, inflatedBlockBytes);
        m_buffer = std::make_unique_for_overwrite<char[]>(size_t(m_bufferBytes));
    }
    size_t taken = 0;
    size_t given = 0;
    const auto result = libdeflate_deflate_decompress_ex(m_whole, packed.data(), size_t(packed.size()), m_buffer.get(),
                                                         size_t(bytes), &taken, &given);
    if (result != LIBDEFLATE_SUCCESS || taken != size_t(packed.size()) || given != size_t(bytes))
        return std::nullopt;
    return QByteArrayView(m_buffer.get(), bytes);
}

Extracted<void> copyStored(PackedBytes &stored, quint64 bytes, EntrySink &sink)
{
    while (bytes > 0) {
        const auto piece = stored.peek();
        if (!piece)
            return StopHere(piece.error());
        if (piece->isEmpty())
            return stopCutShort();
        const auto taken = qsizetype(std::min({quint64(piece->size()), bytes, quint64(1) << 20}));
        if (const auto done = sink.take(piece->first(taken)); !done)
            return done;
        stored.consume(taken);
        bytes -= quint64(taken);
    }
    return {};
}

} // namespace Runlight
