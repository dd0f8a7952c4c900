// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/entities.h"

namespace Runlight::Sim {

class RunEngine;
class World;

//! What starts runs without anybody asking: pushes by chance, schedules, and the runs that the scenario tells by name.
class Activity
{
public:
    Activity(World &world, RunEngine &engine);

    //! Puts everything to come on the world's timeline.
    void begin();

private:
    void planNextPush(Repository &repository, int count);
    void push(Repository &repository, int count);
    void startAll(Repository &repository, const QString &event, const QString &title, const QString &branch,
                  const QString &actor, int pullRequest, const QString &sha);
    void planSchedule(Repository &repository, Workflow &workflow, Moment at);
    void planToldRun(Repository &repository, const Scenario::Run &plan);
    QStringList brokenSteps(const Workflow &workflow) const;

    World &m_world;
    RunEngine &m_engine;
};

} // namespace Runlight::Sim
