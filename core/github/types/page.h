// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QUrl>

namespace Runlight {

//! Which page of a list to ask for.
struct PageRequest
{
    int perPage = 30; //!< At most 100 (variables: 30).
    int page = 1; //!< From 1.
    //! An answer that has not changed comes without its items, which spares parsing them again, for who still has them.
    //! Heeded by RunsService::list(), the list that is polled.
    bool onlyIfModified = false;
};

//! One page of a list.
template <typename T>
struct Page
{
    QList<T> items;
    int totalCount = -1; //!< -1 where GitHub does not count.
    QUrl next; //!< From the `Link` header; empty on the last page.
    bool notModified = false; //!< The server answered 304: the items are those of the last time.
};

} // namespace Runlight
