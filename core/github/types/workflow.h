// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QDateTime>
#include <QString>
#include <QUrl>

namespace Runlight {

//! https://docs.github.com/en/rest/actions/workflows: the states a workflow can be in.
enum class WorkflowState { Active, Deleted, DisabledFork, DisabledInactivity, DisabledManually, Unknown };

WorkflowState workflowStateFromWord(QStringView word);

struct Workflow
{
    WorkflowId id;
    QString name;
    QString path; //!< ".github/workflows/ci.yml"
    WorkflowState state = WorkflowState::Unknown;
    QString stateText; //!< GitHub's own word, also where we do not know it.
    QDateTime createdAt; //!< UTC
    QDateTime updatedAt; //!< UTC
    QUrl htmlUrl;

    friend bool operator==(const Workflow &, const Workflow &) = default;
};

} // namespace Runlight
