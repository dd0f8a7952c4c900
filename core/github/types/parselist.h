// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/objectreader.h"
#include "core/github/types/page.h"

namespace Runlight::Parse {

//! A page of a list. GitHub wraps most lists, {"total_count": 2, "workflow_runs": […]}: \a key is the items' name
//! there. An empty key means that the body is the array itself. Errors name the item: "workflow_runs[3].id". The page's
//! link and whether it was modified are not in the body: they are the caller's to set.
template <typename T, typename Parser>
Expected<Page<T>> page(const QJsonValue &json, QLatin1String key, Parser parse)
{
    const QJsonValue list = key.isEmpty() ? json : json.toObject().value(key);
    if (!list.isArray())
        return Unexpected(fieldError(key));
    Expected<QList<T>> parsed = items<T>(list.toArray(), key, parse);
    if (!parsed)
        return Unexpected(parsed.error());
    Page<T> page;
    page.items = std::move(*parsed);
    if (!key.isEmpty())
        page.totalCount = ObjectReader(json).count(QLatin1String("total_count"), -1);
    return page;
}

} // namespace Runlight::Parse
