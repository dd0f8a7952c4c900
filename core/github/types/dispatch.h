// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QUrl>

namespace Runlight {

//! What a workflow is started with: the text of each input, by its name. GitHub takes texts only.
using InputValues = QMap<QString, QString>;

//! What starts a workflow by hand.
struct WorkflowDispatch
{
    WorkflowId workflow;
    QString ref; //!< A branch or tag: "main", "refs/heads/main", "refs/tags/v1". The long form where both exist.
    InputValues inputs;

    friend bool operator==(const WorkflowDispatch &, const WorkflowDispatch &) = default;
};

//! GitHub's answer to a WorkflowDispatch.
struct DispatchedRun
{
    RunId run; //!< Invalid where the server is too old to tell: the run is then to be looked for.
    QUrl htmlUrl;

    friend bool operator==(const DispatchedRun &, const DispatchedRun &) = default;
};

//! An event of one's own, which starts all workflows that run on repository_dispatch.
struct RepositoryEvent
{
    QString type; //!< 1 to 100 characters.
    QJsonObject payload; //!< At most 10 members, below 64 KB as JSON.
};

//! A branch or a tag.
struct GitRef
{
    enum class Kind { Branch, Tag };

    Kind kind = Kind::Branch;
    QString name; //!< "main", "release/2.0", "v1.0"

    //! "refs/heads/main"
    QString fullName() const;
    //! \a ref without "refs/heads/" or "refs/tags/".
    static QString shortName(const QString &ref);

    friend bool operator==(const GitRef &, const GitRef &) = default;
};

} // namespace Runlight
