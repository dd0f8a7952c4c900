// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/services/typedcall.h"
#include "core/github/types/parse.h"
#include "core/github/types/parselist.h"

namespace Runlight {

//! From an answer that is one thing.
template <typename T>
Parser<T> oneOf(Expected<T> (*parse)(const QJsonValue &))
{
    return [parse](const ApiResponse &response) {
        return Parse::body(response.body).and_then(parse);
    };
}

//! From an answer that is one page of things, in an object under \a key or, where that is empty, an array itself. As to
//! unchanged answers, \a request is heeded.
template <typename T, typename ItemParser>
Parser<Page<T>> pageOf(QLatin1String key, ItemParser parse, const PageRequest &request = {})
{
    return [key, parse, onlyIfModified = request.onlyIfModified](const ApiResponse &response) -> Expected<Page<T>> {
        if (onlyIfModified && response.notModified)
            return Page<T>{{}, -1, response.next, true};
        return Parse::body(response.body)
            .and_then([&](const QJsonValue &json) { return Parse::page<T>(json, key, parse); })
            .map([&](Page<T> page) {
                page.next = response.next;
                page.notModified = response.notModified;
                return page;
            });
    };
}

} // namespace Runlight
