// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/windowcontent.h"

#include <QCoreApplication>

#include <algorithm>

namespace Runlight {

namespace {

struct WindowTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::WindowTexts)
};

} // namespace

WindowContent contentOf(const WindowFacts &facts)
{
    using Kind = WindowContent::Kind;
    if (facts.hasRuns)
        return {Kind::Runs, {}};
    if (!facts.catalogLoaded)
        return {Kind::Waiting, WindowTexts::tr("Reading what was seen before…")};
    const auto count = int(facts.status.repositories.size());
    if (count == 0)
        return facts.signingIn ? WindowContent{Kind::Waiting, WindowTexts::tr("Looking for your repositories…")}
                               : WindowContent{Kind::Welcome, {}};
    if (facts.status.offline && !facts.status.updatedAt.isValid())
        return {Kind::Waiting, WindowTexts::tr("Waiting for a connection…")};
    if (hasEveryAnswer(facts.status) || facts.status.offline)
        return {Kind::Runs, {}};
    return {Kind::Waiting, WindowTexts::tr("Loading runs of %n repository(ies)…", nullptr, count)};
}

bool hasEveryAnswer(const MonitorStatus &status)
{
    return std::all_of(status.repositories.begin(), status.repositories.end(),
                       [](const RepositoryStatus &repository) { return repository.loaded || repository.error; });
}

} // namespace Runlight
