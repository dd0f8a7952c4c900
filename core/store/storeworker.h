// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/store/database.h"
#include "core/store/store.h"

#include <QObject>

namespace Runlight {

//! A call's work: on the store's thread, inside one transaction, and once more in memory where the file failed.
template <typename T>
using StoreWork = std::function<Expected<T>(Database &)>;

//! Holds the connection, on the store's thread.
class StoreWorker : public QObject
{
    Q_OBJECT

public:
    StoreWorker(const QString &file, const StoreLimits &limits);
    ~StoreWorker() override;

    void open();
    void close();

    template <typename T>
    Expected<T> perform(Database::Access access, const StoreWork<T> &work)
    {
        Expected<T> result;
        const std::optional<StorageFault> fault = run(access, [&](Database &database) {
            result = work(database);
            return result.has_value();
        });
        if (fault)
            return Unexpected(storageError(*fault, m_file));
        return result;
    }

Q_SIGNALS:
    //! The file cannot be used (any more); from now on the store is in memory.
    void failed(Runlight::StorageProblem problem, const Runlight::Error &error);

private:
    std::optional<StorageFault> run(Database::Access access, const std::function<bool(Database &)> &work);
    void goOnInMemory(const StorageFault &fault);

    const QString m_file;
    const StoreLimits m_limits;
    bool m_inFile;
    std::unique_ptr<Database> m_database;
};

} // namespace Runlight
