// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/apirequest.h"

#include <deque>
#include <functional>

namespace Runlight {

class RequestJob;

//! Jobs waiting to be sent: all foreground ones before any background one, each in the order they came. Owns nothing.
class RequestQueue
{
public:
    void push(RequestJob *job, Priority priority);
    void remove(RequestJob *job);
    //! Takes out the first job that \a isReady accepts; null where there is none.
    RequestJob *take(const std::function<bool(const RequestJob &)> &isReady);

private:
    std::deque<RequestJob *> m_foreground;
    std::deque<RequestJob *> m_background;
};

} // namespace Runlight
