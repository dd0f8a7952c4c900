// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/storageproblem.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QUrl>
#include <QVariant>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <type_traits>
#include <unordered_map>

namespace Runlight {

class Database;

//! A time that GitHub did not give. Sorts before every real one, and is compared like one, unlike NULL.
constexpr qint64 noTime = std::numeric_limits<qint64>::min();

// How values are kept in columns: no NULLs, times as UTC milliseconds, lists of texts as JSON.
QVariant toColumn(const QString &text);
QVariant toColumn(const QDateTime &time);
QVariant toColumn(const QUrl &url);
QVariant toColumn(const QStringList &texts);
inline QVariant toColumn(const QByteArray &bytes)
{
    return bytes.isNull() ? QVariant(QByteArray("", 0)) : QVariant(bytes);
}
template <typename Number>
requires std::is_arithmetic_v<Number> QVariant toColumn(Number number)
{
    return qint64(number);
}

//! The answer to a SELECT, row by row.
class Rows
{
public:
    Rows(Database &database, std::shared_ptr<QSqlQuery> query);
    ~Rows();
    Rows(Rows &&) = default;
    Q_DISABLE_COPY(Rows)

    //! On to the next row, the first one included; false behind the last one and after a fault.
    bool next();

    qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
    bool flag(int column) const { return integer(column) != 0; }
    QString text(int column) const { return m_query->value(column).toString(); }
    QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }
    QDateTime time(int column) const;
    QUrl url(int column) const { return QUrl(text(column)); }
    QStringList texts(int column) const;

private:
    Database &m_database;
    std::shared_ptr<QSqlQuery> m_query;
};

//! One SQLite connection with its prepared statements. Lives on one thread.
//!
//! The first fault sticks: after it every statement does nothing and every SELECT is empty, until the transaction ends
//! and hands the fault out. So a sequence of statements reads as if nothing could fail, and none goes unchecked.
class Database
{
public:
    enum class Access { Read, Write };

    //! \a path may be ":memory:". Opens or creates; see takeFault().
    Database(const QString &path, int busyTimeoutMs);
    ~Database();
    Q_DISABLE_COPY(Database)

    //! Runs \a work in one transaction, undone where it returns false or a statement fails.
    std::optional<StorageFault> transaction(Access access, const std::function<bool()> &work);

    //! Returns the number of rows changed.
    template <typename... Values>
    int exec(const QString &sql, const Values &...values)
    {
        return execute(sql, {toColumn(values)...});
    }
    template <typename... Values>
    Rows select(const QString &sql, const Values &...values)
    {
        return Rows(*this, run(prepared(sql), {toColumn(values)...}));
    }
    int execute(const QString &sql, const QVariantList &values);
    //! For statements whose text depends on the user: their number has no bound, so they are not kept.
    Rows selectOnce(const QString &sql, const QVariantList &values);
    qint64 lastInsertId() const { return m_lastInsertId; }
    //! The first column of the first row, 0 where there is none.
    template <typename... Values>
    qint64 number(const QString &sql, const Values &...values)
    {
        Rows rows = select(sql, values...);
        return rows.next() ? rows.integer(0) : 0;
    }

    bool hasFault() const { return m_fault.has_value(); }
    //! The fault, if any; forgotten by this.
    std::optional<StorageFault> takeFault();
    void setFault(const StorageFault &fault);

private:
    friend class Rows;
    using Statement = std::shared_ptr<QSqlQuery>;

    Statement prepare(const QString &sql);
    Statement prepared(const QString &sql);
    Statement run(Statement statement, const QVariantList &values);
    void noteError(const QSqlError &error);

    QString m_name;
    QSqlDatabase m_connection;
    std::unordered_map<QString, Statement> m_statements;
    std::optional<StorageFault> m_fault;
    qint64 m_lastInsertId = 0;
};

} // namespace Runlight
