// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/bytequeue.h"
#include "core/github/transport/downloadsink.h"

#include <functional>

namespace Runlight {

//! Hands a download on to a worker thread, through a queue, and notes how far it has come.
class ArtifactSink final : public DownloadSink
{
    Q_OBJECT

public:
    //! Given each body that begins: its bytes are to be drawn from the source, those of the one before are void.
    using Deliver = std::function<void(const DownloadHead &head, std::unique_ptr<ByteSource> source)>;

    explicit ArtifactSink(Deliver deliver);

    void begin(const DownloadHead &head) override;
    void take(const QByteArray &bytes) override;
    bool isBehind() const override { return m_queue && m_queue->isBehind(); }

    bool hasBegun() const { return m_queue != nullptr; }
    void finish() { m_queue->finish(); } //!< All has come.
    //! The worker gets \a error instead of what is still to come.
    void fail(const Error &error);

    //! What the next request may leave out.
    DownloadPoint point() const { return m_point; }
    //! All is needed again.
    void startOver() { m_point = {}; }

private:
    const Deliver m_deliver;
    std::unique_ptr<ByteQueue> m_queue; //!< Once a body has begun.
    DownloadPoint m_point;
};

} // namespace Runlight
