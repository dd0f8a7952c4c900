// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/services/request.h"
#include "core/github/services/typedcall.h"
#include "core/github/types/page.h"

namespace Runlight {

//! A call for a whole list: follows the pages' links to the last and joins the items. A server that is reached by
//! another name than its own, through a forwarded port, gives links that cannot be followed: the list ends there, with
//! `next` saying that there is more.
template <typename T>
class AllPagesCall final : public TypedCall<Page<T>>
{
public:
    using TypedCall<Page<T>>::TypedCall;

private:
    //! Far beyond what GitHub gives; a server whose pages link in a circle must not be followed for ever.
    static constexpr int maximumPages = 200;

    void parsed(Expected<Page<T>> page) override
    {
        if (!page) {
            this->deliver(std::move(page));
            return;
        }
        join(*page);
        if (page->next.isEmpty() || !this->isFollowable(page->next))
            this->deliver(std::move(m_joined));
        else if (m_pages < maximumPages)
            this->start(nextPageRequest(page->next));
        else
            this->deliver(Unexpected(endlessListError()));
    }

    void join(const Page<T> &page)
    {
        m_joined.items += page.items;
        m_joined.totalCount = page.totalCount;
        m_joined.next = page.next;
        m_joined.notModified = page.notModified && (m_pages == 0 || m_joined.notModified);
        ++m_pages;
    }

    Page<T> m_joined;
    int m_pages = 0;
};

//! Starts a call for a whole list; the parameters are as in services.h.
template <typename T>
ApiJob *callAllPages(ApiClient &client, const Expected<ApiRequest> &firstPage, Caller caller, Parser<Page<T>> parse,
                     Done<Page<T>> done)
{
    auto *job = new AllPagesCall<T>(client, caller, std::move(parse), std::move(done));
    job->start(firstPage);
    return job;
}

} // namespace Runlight
