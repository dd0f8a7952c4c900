// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/bulkrunner.h"

#include "core/base/clock.h"

namespace Runlight {

using namespace std::chrono_literals;

namespace {

// Of those that have ended.
constexpr qsizetype keptBulks = 50;

} // namespace

BulkRunner::BulkRunner(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{ }

BulkId BulkRunner::add(const QList<CommandStatus> &commands)
{
    const BulkId id{++m_lastId};
    Bulk bulk;
    bulk.status.id = id;
    for (const CommandStatus &command : commands) {
        bulk.status.commands.append(command.id);
        bulk.status.done += command.state == CommandState::Done;
        bulk.status.failed += command.state == CommandState::Failed;
        if (!command.isEnded()) {
            bulk.open.insert(command.id);
            bulk.waiting.append(command);
        }
    }
    m_bulks.insert(id, bulk);
    forgetOld();
    QMetaObject::invokeMethod(
        this, [this, id] { pump(id); }, Qt::QueuedConnection);
    return id;
}

QList<CommandId> BulkRunner::takeUnbegun(BulkId id)
{
    QList<CommandId> unbegun;
    const auto bulk = m_bulks.find(id);
    if (bulk == m_bulks.end())
        return unbegun;
    delete bulk->timer;
    bulk->status.pausedUntil = {};
    for (const CommandStatus &command : std::exchange(bulk->waiting, {}))
        unbegun.append(command.id);
    return unbegun;
}

std::optional<BulkStatus> BulkRunner::status(BulkId id) const
{
    const auto bulk = m_bulks.constFind(id);
    return bulk == m_bulks.cend() ? std::nullopt : std::optional(bulk->status);
}

void BulkRunner::begun(const Command &command)
{
    m_paces[command.account].wrote(m_clock.monotonic());
}

void BulkRunner::commandChanged(const CommandStatus &status, const QDateTime &pausedUntil)
{
    const QList<BulkId> ids = m_bulks.keys();
    for (const BulkId id : ids) {
        Bulk &bulk = m_bulks[id];
        if (bulk.current != status.id)
            continue;
        bulk.status.pausedUntil = pausedUntil;
        // What is looked up for half a minute does not hold up the rest.
        if (status.state != CommandState::Requested)
            bulk.current = {};
        Q_EMIT changed(id);
        pump(id);
    }
}

void BulkRunner::commandEnded(const CommandStatus &status)
{
    const QList<BulkId> ids = m_bulks.keys();
    for (const BulkId id : ids) {
        Bulk &bulk = m_bulks[id];
        if (!bulk.open.remove(status.id))
            continue;
        status.state == CommandState::Done ? ++bulk.status.done : ++bulk.status.failed;
        bulk.waiting.removeIf([&status](const CommandStatus &waiting) { return waiting.id == status.id; });
        if (bulk.current == status.id) {
            bulk.current = {};
            bulk.status.pausedUntil = {};
        }
        Q_EMIT changed(id);
        pump(id);
    }
}

void BulkRunner::pump(BulkId id)
{
    const auto bulk = m_bulks.find(id);
    if (bulk == m_bulks.end() || bulk->current.isValid() || bulk->waiting.isEmpty() || bulk->timer)
        return;
    const auto wait = m_paces[bulk->waiting.first().command.account].wait(m_clock.monotonic());
    if (wait <= 0ms) {
        beginNext(*bulk);
        return;
    }
    bulk->status.pausedUntil = m_clock.now().addMSecs(wait.count());
    bulk->timer = m_clock.singleShot(wait, this, [this, id] {
        Bulk &paused = m_bulks[id];
        paused.timer.clear(); // It deletes itself.
        paused.status.pausedUntil = {};
        pump(id);
    });
    Q_EMIT changed(id);
}

void BulkRunner::beginNext(Bulk &bulk)
{
    bulk.current = bulk.waiting.takeFirst().id;
    Q_EMIT beginWanted(bulk.current);
}

void BulkRunner::forgetOld()
{
    for (BulkId id{1}; m_bulks.size() > keptBulks && id.value < m_lastId; ++id.value) {
        const auto bulk = m_bulks.constFind(id);
        if (bulk != m_bulks.cend() && bulk->open.isEmpty() && !bulk->timer)
            m_bulks.erase(bulk);
    }
}

} // namespace Runlight
