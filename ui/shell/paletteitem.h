// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/store.h"
#include "ui/shell/actions.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QPointer>

#include <optional>
#include <vector>

namespace Runlight {

class RunCatalog;
struct MonitorStatus;

//! One thing that the command palette leads to. Text from the network is in it: plain text only.
struct PaletteItem
{
    //! In the order in which equally good ones are offered.
    enum class Kind { Action, Repository, Workflow, Run };

    Kind kind = Kind::Action;
    QString text; //!< Shown and searched.
    int aboutStart = -1; //!< Where in the text begins what an action is about; -1: it says nothing of that.
    std::optional<StatusGlyph> glyph;
    QString stateText; //!< What the glyph says.
    QPointer<QAction> action; //!< Kind::Action only.
    RepositoryRef repository; //!< Of all others.
    QString workflow; //!< Its name; Kind::Workflow only.
    RunKey run; //!< Kind::Run only.

    bool isPossible() const { return kind != Kind::Action || (action && action->isEnabled()); }
};

using PaletteItems = std::vector<PaletteItem>;

//! Every action of \a sections, those that are possible now first.
PaletteItems actionItems(const QList<ActionSection> &sections);
//! Every repository that is watched.
PaletteItems repositoryItems(const MonitorStatus &status, const RunCatalog &catalog);
//! Every workflow of \a stored that is there still, and every one that has a run: lists of workflows are asked for
//! seldom. Of repositories that are watched only.
PaletteItems workflowItems(const QList<StoredRepository> &stored, const MonitorStatus &status,
                           const RunCatalog &catalog);
//! The \a most newest runs.
PaletteItems runItems(const RunCatalog &catalog, int most);

//! Why \a action cannot be done now; empty where it can.
QString whyNot(const QAction &action);

} // namespace Runlight
