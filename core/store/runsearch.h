// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/runrows.h"
#include "core/store/store.h"

namespace Runlight {

//! SQL with its values.
struct RunSearch
{
    QString sql;
    QVariantList values;
};

//! One page of what \a query asks for, newest first.
RunSearch pageSearch(const RunQuery &query);
//! How many there are of it.
RunSearch countSearch(const RunQuery &query);

//! Store::runs()
RunPage findRuns(Database &database, const RunQuery &query);

//! Where a reading of all runs has come to.
struct RunCursor
{
    qint64 createdAt = std::numeric_limits<qint64>::max();
    qint64 id = std::numeric_limits<qint64>::max();
    qint64 key = std::numeric_limits<qint64>::max();
    StringPool pool;
    bool atEnd = false;
};

struct RunChunk
{
    QList<Run> runs;
    QList<AccountId> accounts;
};

//! The next \a size runs behind \a cursor, newest first; moves it.
RunChunk nextRuns(Database &database, RunCursor &cursor, int size);

} // namespace Runlight
