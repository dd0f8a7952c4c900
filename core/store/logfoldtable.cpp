// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/logfoldtable.h"

#include "core/store/database.h"
#include "core/store/runrows.h"

namespace Runlight {

QByteArray findLogFolds(Database &database, const RunKey &run, JobId job)
{
    Rows rows = database.select(QStringLiteral("SELECT folds FROM log_folds WHERE run_key = ? AND job_id = ?"),
                                runKeyOf(database, run), job.value);
    return rows.next() ? rows.bytes(0) : QByteArray();
}

void saveLogFolds(Database &database, const RunKey &run, JobId job, const QByteArray &folds, int mostLogs)
{
    constexpr qsizetype mostBytes = 65'536;
    const qint64 key = runKeyOf(database, run);
    if (!key)
        return;
    // Also what is too large: what was kept before is no longer so.
    if (folds.isEmpty() || folds.size() > mostBytes) {
        database.exec(QStringLiteral("DELETE FROM log_folds WHERE run_key = ? AND job_id = ?"), key, job.value);
        return;
    }
    // The order of saving, and not the time: the clock may jump.
    const qint64 saved = database.number(QStringLiteral("SELECT max(saved) FROM log_folds")) + 1;
    database.exec(
        QStringLiteral("INSERT OR REPLACE INTO log_folds (run_key, job_id, saved, folds) VALUES (?, ?, ?, ?)"), key,
        job.value, saved, folds);
    database.exec(QStringLiteral("DELETE FROM log_folds WHERE saved NOT IN "
                                 "(SELECT saved FROM log_folds ORDER BY saved DESC LIMIT ?)"),
                  mostLogs);
}

} // namespace Runlight
