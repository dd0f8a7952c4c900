// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/bytequeue.h"
#include "core/artifacts/sha256.h"

#include <QList>

namespace Runlight {

//! Bytes as they come, counted into a checksum, of which the first ones can be had once more.
class RewindSource final : public ByteSource
{
public:
    //! What comes of \a source; it can be had again as long as it was no more than \a keptBytes.
    RewindSource(std::unique_ptr<ByteSource> source, qint64 keptBytes);

    Expected<QByteArray> next() override;
    //! Starts again at the first byte. False where that is not to be had any more: nothing has changed.
    bool rewind();
    //! The first \a size bytes, or as many as there are; they are not taken. Before the first next() only.
    Expected<QByteArray> peek(qsizetype size);
    //! Takes all that is left. Afterwards sha256() is that of all bytes.
    Expected<void> drain();

    QByteArray sha256() const { return m_sha256.result(); }

private:
    const std::unique_ptr<ByteSource> m_source;
    const qint64 m_mostKept;
    QList<QByteArray> m_kept; //!< All that has come, while m_isWhole.
    qint64 m_keptBytes = 0;
    bool m_isWhole = true;
    bool m_isPeeking = false; //!< What is looked at is kept, however much it is.
    qsizetype m_next = 0; //!< Of m_kept, where it was rewound.
    Sha256 m_sha256;
};

} // namespace Runlight
