// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/artifactsink.h"

namespace Runlight {

ArtifactSink::ArtifactSink(Deliver deliver)
    : m_deliver(std::move(deliver))
{ }

void ArtifactSink::begin(const DownloadHead &head)
{
    auto queue = std::make_unique<ByteQueue>();
    connect(queue.get(), &ByteQueue::caughtUp, this, &ArtifactSink::caughtUp);
    m_point = {0, head.totalBytes, head.validator};
    // The new one is known before the former, gone, fails: so that failure is known to mean nothing.
    m_deliver(head, queue->takeSource());
    m_queue = std::move(queue);
}

void ArtifactSink::take(const QByteArray &bytes)
{
    m_point.receivedBytes += bytes.size();
    m_queue->put(bytes);
}

void ArtifactSink::fail(const Error &error)
{
    if (m_queue)
        m_queue->fail(error);
}

} // namespace Runlight
