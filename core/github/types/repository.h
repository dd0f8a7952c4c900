// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"
#include "core/github/types/reponame.h"

#include <QDateTime>

namespace Runlight {

struct Repository
{
    RepositoryId id;
    RepoName name;
    QString description;
    QString defaultBranch;
    QDateTime pushedAt; //!< UTC; invalid for a repository nobody has pushed to.
    bool isPrivate = false;
    bool isFork = false;
    bool isArchived = false;

    friend bool operator==(const Repository &, const Repository &) = default;
};

} // namespace Runlight
