// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/run.h"

#include <QObject>

namespace Runlight {

class Store;

//! The one way of runs into the store, and of real changes out of it: each is told once, then ticked off in the store.
class ChangeFeed : public QObject
{
    Q_OBJECT

public:
    //! \a store must outlive this.
    explicit ChangeFeed(Store &store, QObject *parent = nullptr);

    //! Tells the changes that the last session stored and did not come to tell.
    void replay();
    //! Stores \a runs and tells what has changed; then \a done says whether anything has, unless \a context is gone.
    void save(const AccountId &account, const QList<Run> &runs, QObject *context, Done<bool> done);

Q_SIGNALS:
    void changed(const QList<Runlight::RunChange> &changes);

private:
    void tell(const QList<RunChange> &changes);

    Store &m_store;
};

} // namespace Runlight
