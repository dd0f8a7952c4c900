// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/requestqueue.h"

#include <algorithm>

namespace Runlight {

void RequestQueue::push(RequestJob *job, Priority priority)
{
    (priority == Priority::Foreground ? m_foreground : m_background).push_back(job);
}

void RequestQueue::remove(RequestJob *job)
{
    std::erase(m_foreground, job);
    std::erase(m_background, job);
}

RequestJob *RequestQueue::take(const std::function<bool(const RequestJob &)> &isReady)
{
    for (std::deque<RequestJob *> *lane : {&m_foreground, &m_background}) {
        const auto found = std::find_if(lane->begin(), lane->end(), [&](RequestJob *job) { return isReady(*job); });
        if (found == lane->end())
            continue;
        RequestJob *job = *found;
        lane->erase(found);
        return job;
    }
    return nullptr;
}

} // namespace Runlight
