// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/transport/apirequest.h"
#include "core/github/types/page.h"
#include "core/github/types/reponame.h"

namespace Runlight {

//! GET of \a below ("/actions/runs") in \a repository; RepositoryNotFound where that is no repository's name.
Expected<ApiRequest> repositoryRequest(const RepoName &repository, const QString &below, const QUrlQuery &query = {});
//! GET of the page that a `next` link leads to.
Expected<ApiRequest> nextPageRequest(const QUrl &link);

//! Adds \a value, encoded, unless it is empty.
void addTo(QUrlQuery &query, QLatin1String key, const QString &value);
//! Adds per_page and page, kept within what GitHub takes.
void addTo(QUrlQuery &query, const PageRequest &page);
//! The query that asks for as much as one page holds.
QUrlQuery largestPage();

} // namespace Runlight
