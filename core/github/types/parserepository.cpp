// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

Expected<User> user(const QJsonValue &json)
{
    ObjectReader in(json);
    User user;
    user.id = in.requiredId<UserId>("id"_L1);
    user.login = in.requiredText("login"_L1);
    user.type = in.text("type"_L1);
    return in.result(std::move(user));
}

Expected<Repository> repository(const QJsonValue &json)
{
    ObjectReader in(json);
    Repository repository;
    repository.id = in.requiredId<RepositoryId>("id"_L1);
    repository.name = in.requiredRepoName("full_name"_L1);
    repository.description = in.text("description"_L1);
    repository.defaultBranch = in.text("default_branch"_L1);
    repository.pushedAt = in.time("pushed_at"_L1);
    repository.isPrivate = in.flag("private"_L1);
    repository.isFork = in.flag("fork"_L1);
    repository.isArchived = in.flag("archived"_L1);
    return in.result(std::move(repository));
}

} // namespace Runlight::Parse
