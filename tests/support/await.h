// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QEventLoop>
#include <QTimer>

#include <optional>

namespace Runlight {

//! The answer of an asynchronous call: \a call is given a context and the callback. Empty where none came in a minute,
//! or it came twice.
template <typename T, typename Call>
std::optional<Expected<T>> tryAwait(Call call)
{
    QEventLoop loop;
    std::optional<Expected<T>> answer;
    int answers = 0;
    QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
    call(&loop, Done<T>([&](Expected<T> result) {
        ++answers;
        answer = std::move(result);
        loop.quit();
    }));
    if (!answer)
        loop.exec();
    return answers == 1 ? answer : std::nullopt;
}

//! As tryAwait(), for a call that must succeed: the test ends where it does not.
template <typename T, typename Call>
T await(Call call)
{
    std::optional<Expected<T>> answer = tryAwait<T>(std::move(call));
    if (!answer)
        qFatal("No answer");
    if (!*answer)
        qFatal("Failed: %s", qPrintable(answer->error().message));
    return **std::move(answer);
}

} // namespace Runlight
