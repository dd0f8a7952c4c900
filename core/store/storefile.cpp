// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/storefile.h"

#include "core/base/logging.h"
#include "core/store/database.h"
#include "core/store/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace Runlight {

namespace {

// Long enough for another program's backup of a small file, short enough not to leave a window empty.
constexpr int busyTimeoutMs = 2000;

StorageFault withoutAccess(const QString &path, const QString &detail)
{
    const QFileInfo info(path);
    const bool readOnly = info.exists() && !info.isWritable();
    return {readOnly ? StorageProblem::ReadOnly : StorageProblem::CannotOpen, detail};
}

QString nearestExisting(const QString &folder)
{
    const QFileInfo info(folder);
    return info.exists() || info.isRoot() ? folder : nearestExisting(info.absolutePath());
}

//! Private repositories' names are nobody else's business. SQLite gives its own files the same permissions.
std::optional<StorageFault> createForOwner(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return withoutAccess(nearestExisting(folder), folder);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return withoutAccess(folder, file.errorString());
    return std::nullopt;
}

//! What the header says, before a byte is written.
std::optional<StorageFault> foreignOrNewer(Database &database)
{
    const qint64 version = database.number(QStringLiteral("PRAGMA user_version"));
    const qint64 application = database.number(QStringLiteral("PRAGMA application_id"));
    const qint64 tables = database.number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (database.hasFault())
        return std::nullopt;
    if (tables > 0 && application != storeApplicationId)
        return StorageFault{StorageProblem::Foreign, {}};
    if (version > latestStoreVersion())
        return StorageFault{
            StorageProblem::Newer,
            QStringLiteral("its format is %1, the newest known here %2").arg(version).arg(latestStoreVersion())};
    return std::nullopt;
}

void prepareFile(Database &database, qint64 maxBytes)
{
    if (const std::optional<StorageFault> fault = foreignOrNewer(database)) {
        database.setFault(*fault);
        return;
    }
    database.select(QStringLiteral("PRAGMA journal_mode = WAL"));
    database.exec(QStringLiteral("PRAGMA synchronous = NORMAL"));
    database.exec(QStringLiteral("PRAGMA foreign_keys = ON"));
    if (maxBytes > 0) {
        const qint64 pageSize = qMax<qint64>(512, database.number(QStringLiteral("PRAGMA page_size")));
        database.number(QStringLiteral("PRAGMA max_page_count = %1").arg(maxBytes / pageSize));
    }
    migrate(database);
    // Finds out now, not at the first change, whether the file can be written to.
    if (!database.hasFault()) {
        if (const auto fault = database.transaction(Database::Access::Write, [] { return false; }))
            database.setFault(*fault);
    }
}

//! Row numbers in slices: a damaged page costs only the slices it lies in.
void copyTable(Database &memory, const QString &table)
{
    constexpr qint64 slice = 1000;
    constexpr qint64 bound = 10'000'000; // A damaged number must not keep us for ever.
    const qint64 last = qMin(bound, memory.number(QStringLiteral("SELECT max(rowid) FROM file.%1").arg(table)));
    memory.takeFault();
    const QString copy =
        QStringLiteral("INSERT OR IGNORE INTO main.%1 SELECT * FROM file.%1 WHERE rowid BETWEEN ? AND ?");
    for (qint64 first = 1; first <= last; first += slice) {
        memory.exec(copy.arg(table), first, first + slice - 1);
        if (const std::optional<StorageFault> fault = memory.takeFault())
            qCWarning(lcStore, "Rows %lld.. of %s are lost: %s", first, qPrintable(table), qPrintable(fault->detail));
    }
}

bool attach(Database &memory, const QString &file)
{
    const QString url = QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath()).toString(QUrl::FullyEncoded);
    // Where the folder is read-only, SQLite can make no index of the write-ahead log: then the file alone is read.
    for (const char *mode : {"?mode=ro", "?mode=ro&immutable=1"}) {
        memory.exec(QStringLiteral("ATTACH DATABASE ? AS file"), url + QLatin1String(mode));
        memory.number(QStringLiteral("SELECT count(*) FROM file.sqlite_master"));
        const std::optional<StorageFault> fault = memory.takeFault();
        if (!fault)
            return true;
        memory.exec(QStringLiteral("DETACH DATABASE file"));
        memory.takeFault();
        if (fault->problem != StorageProblem::CannotOpen && fault->problem != StorageProblem::ReadOnly)
            return false;
    }
    return false;
}

void copyTables(Database &memory)
{
    static const char *const tables[] = {"accounts",
                                         "repositories",
                                         "workflows",
                                         "runs",
                                         "run_pull_requests",
                                         "run_attempts",
                                         "jobs",
                                         "steps",
                                         "artifacts",
                                         "annotations",
                                         "pending_deployments",
                                         "changes",
                                         "change_runs",
                                         "log_folds",
                                         "dispatches",
                                         "commands",
                                         "pending_reruns",
                                         "run_reports",
                                         "transfers",
                                         "repository_events"};
    for (const char *table : tables)
        copyTable(memory, QLatin1String(table));
    // Numbers of acknowledged changes are not given again.
    memory.exec(QStringLiteral("DELETE FROM main.sqlite_sequence"));
    memory.exec(QStringLiteral("INSERT INTO main.sqlite_sequence SELECT * FROM file.sqlite_sequence"));
    memory.takeFault();
}

} // namespace

tl::expected<std::unique_ptr<Database>, StorageFault> openStoreFile(const QString &file, qint64 maxBytes)
{
    if (!QFileInfo::exists(file)) {
        if (const std::optional<StorageFault> fault = createForOwner(file))
            return tl::unexpected(*fault);
    }
    auto database = std::make_unique<Database>(file, busyTimeoutMs);
    prepareFile(*database, maxBytes);
    std::optional<StorageFault> fault = database->takeFault();
    if (!fault)
        return database;
    if (fault->problem == StorageProblem::CannotOpen)
        fault = withoutAccess(QFileInfo(file).isWritable() ? QFileInfo(file).absolutePath() : file, fault->detail);
    return tl::unexpected(*fault);
}

std::unique_ptr<Database> openMemoryStore()
{
    auto memory = std::make_unique<Database>(QStringLiteral(":memory:"), 0);
    migrate(*memory);
    memory->exec(QStringLiteral("PRAGMA foreign_keys = ON"));
    return memory;
}

std::unique_ptr<Database> rescueStoreFile(const QString &file)
{
    auto memory = std::make_unique<Database>(QStringLiteral(":memory:"), 0);
    if (attach(*memory, file)) {
        const int version = int(memory->number(QStringLiteral("PRAGMA file.user_version")));
        const qint64 application = memory->number(QStringLiteral("PRAGMA file.application_id"));
        if (application == storeApplicationId && version <= latestStoreVersion()) {
            migrate(*memory, version);
            copyTables(*memory);
        }
        memory->exec(QStringLiteral("DETACH DATABASE file"));
        memory->takeFault();
    }
    migrate(*memory);
    // Not before: what hangs on a lost row is kept.
    memory->exec(QStringLiteral("PRAGMA foreign_keys = ON"));
    return memory;
}

} // namespace Runlight
