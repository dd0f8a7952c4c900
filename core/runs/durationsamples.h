// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>

namespace Runlight {

//! How long a workflow's successful runs took, from a sample of the latest ones: what a running one may be held
//! against.
class DurationSamples
{
public:
    //! One more, newer than those before. Replaces the oldest where there are enough.
    void addNewer(qint64 ms);
    //! One more, older than those before. Ignored where there are enough.
    void addOlder(qint64 ms);
    //! ms; -1 without a sample.
    qint64 median() const;

private:
    static constexpr quint8 capacity = 21;

    std::array<qint64, capacity> m_samples{}; //!< Newest first.
    quint8 m_count = 0;
};

} // namespace Runlight
