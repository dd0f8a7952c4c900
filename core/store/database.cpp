// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/database.h"

#include <QAtomicInt>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>

namespace Runlight {

QVariant toColumn(const QString &text)
{
    // Qt binds a null string as NULL.
    return text.isNull() ? QVariant(QLatin1String("")) : QVariant(text);
}

QVariant toColumn(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : noTime;
}

QVariant toColumn(const QUrl &url)
{
    return toColumn(url.toString(QUrl::FullyEncoded));
}

QVariant toColumn(const QStringList &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

Rows::Rows(Database &database, std::shared_ptr<QSqlQuery> query)
    : m_database(database)
    , m_query(std::move(query))
{ }

Rows::~Rows()
{
    // A statement that is not reset holds its read lock, which keeps the write-ahead log from shrinking.
    if (m_query)
        m_query->finish();
}

bool Rows::next()
{
    if (!m_query || m_database.hasFault())
        return false;
    if (m_query->next())
        return true;
    m_database.noteError(m_query->lastError());
    return false;
}

QDateTime Rows::time(int column) const
{
    const qint64 ms = integer(column);
    return ms == noTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

QStringList Rows::texts(int column) const
{
    QStringList texts;
    const QJsonArray array = QJsonDocument::fromJson(text(column).toUtf8()).array();
    for (const auto &value : array)
        texts.append(value.toString());
    return texts;
}

static QString nextConnectionName()
{
    static QAtomicInt count;
    return QStringLiteral("runlight-store-%1").arg(count.fetchAndAddRelaxed(1));
}

Database::Database(const QString &path, int busyTimeoutMs)
    : m_name(nextConnectionName())
    , m_connection(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    m_connection.setDatabaseName(path);
    // Addresses let a rescue attach a file without write access.
    m_connection.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMs));
    if (!m_connection.open())
        noteError(m_connection.lastError());
}

Database::~Database()
{
    m_statements.clear();
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_name);
}

std::optional<StorageFault> Database::transaction(Access access, const std::function<bool()> &work)
{
    // A transaction that will write takes the lock at once: SQLite cannot wait for it half-way.
    exec(access == Access::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
    if (!m_fault && work() && !m_fault)
        exec(QStringLiteral("COMMIT"));
    else if (!m_fault)
        exec(QStringLiteral("ROLLBACK"));
    std::optional<StorageFault> fault = takeFault();
    if (fault) {
        exec(QStringLiteral("ROLLBACK"));
        takeFault(); // SQLite may have rolled back by itself, and then says so.
    }
    return fault;
}

int Database::execute(const QString &sql, const QVariantList &values)
{
    const Statement statement = run(prepared(sql), values);
    if (!statement)
        return 0;
    m_lastInsertId = statement->lastInsertId().toLongLong();
    const int affected = statement->numRowsAffected();
    statement->finish();
    return affected;
}

Rows Database::selectOnce(const QString &sql, const QVariantList &values)
{
    return Rows(*this, run(prepare(sql), values));
}

Database::Statement Database::prepare(const QString &sql)
{
    if (m_fault)
        return nullptr;
    auto statement = std::make_shared<QSqlQuery>(m_connection);
    statement->setForwardOnly(true);
    if (statement->prepare(sql))
        return statement;
    noteError(statement->lastError());
    return nullptr;
}

Database::Statement Database::prepared(const QString &sql)
{
    Statement &kept = m_statements[sql];
    if (!kept)
        kept = prepare(sql);
    return kept;
}

Database::Statement Database::run(Statement statement, const QVariantList &values)
{
    if (!statement || m_fault)
        return nullptr;
    for (int i = 0; i < values.size(); ++i)
        statement->bindValue(i, values.at(i));
    if (statement->exec())
        return statement;
    noteError(statement->lastError());
    statement->finish();
    return nullptr;
}

void Database::noteError(const QSqlError &error)
{
    if (error.type() != QSqlError::NoError)
        setFault(storageFault(error.nativeErrorCode().toInt(), error.databaseText()));
}

void Database::setFault(const StorageFault &fault)
{
    if (!m_fault)
        m_fault = fault;
}

std::optional<StorageFault> Database::takeFault()
{
    return std::exchange(m_fault, std::nullopt);
}

} // namespace Runlight
