// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/storeworker.h"

#include "core/base/logging.h"
#include "core/store/storefile.h"

namespace Runlight {

StoreWorker::StoreWorker(const QString &file, const StoreLimits &limits)
    : m_file(file)
    , m_limits(limits)
    , m_inFile(!file.isEmpty())
{ }

StoreWorker::~StoreWorker() = default;

void StoreWorker::open()
{
    if (!m_inFile) {
        m_database = openMemoryStore();
        return;
    }
    auto opened = openStoreFile(m_file, m_limits.fileBytes);
    if (opened)
        m_database = std::move(*opened);
    else
        goOnInMemory(opened.error());
}

void StoreWorker::close()
{
    m_database.reset();
}

std::optional<StorageFault> StoreWorker::run(Database::Access access, const std::function<bool(Database &)> &work)
{
    const auto once = [&] {
        return m_database->transaction(access, [&] { return work(*m_database); });
    };
    std::optional<StorageFault> fault = once();
    if (!fault || fault->problem == StorageProblem::None || !m_inFile)
        return fault;
    goOnInMemory(*fault);
    return once();
}

void StoreWorker::goOnInMemory(const StorageFault &fault)
{
    const Error error = storageError(fault, m_file);
    qCWarning(lcStore, "%s", qPrintable(error.message));
    m_inFile = false;
    m_database.reset();
    m_database = rescueStoreFile(m_file);
    Q_EMIT failed(fault.problem, error);
}

} // namespace Runlight
