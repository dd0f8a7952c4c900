// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/changefeed.h"

#include "core/base/logging.h"
#include "core/store/store.h"

#include <QPointer>

namespace Runlight {

ChangeFeed::ChangeFeed(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{ }

void ChangeFeed::replay()
{
    m_store.unacknowledgedChanges(this, [this](const Expected<QList<RunChange>> &changes) {
        if (changes)
            tell(*changes);
        else
            qCWarning(lcMonitor) << "Changes of the last session cannot be read:" << changes.error().message;
    });
}

void ChangeFeed::save(const AccountId &account, const QList<Run> &runs, QObject *context, Done<bool> done)
{
    // The feed itself is the context: a change must be told even when who fetched it is gone by then, or the next
    // acknowledgement would tick it off untold.
    m_store.saveRuns(
        account, runs, this,
        [this, guard = QPointer(context), call = std::move(done)](const Expected<QList<RunChange>> &changes) {
            if (changes)
                tell(*changes);
            if (guard)
                call(changes.map([](const QList<RunChange> &list) { return !list.isEmpty(); }));
        });
}

void ChangeFeed::tell(const QList<RunChange> &changes)
{
    if (changes.isEmpty())
        return;
    Q_EMIT changed(changes);
    m_store.acknowledgeChanges(changes.last().sequence);
}

} // namespace Runlight
