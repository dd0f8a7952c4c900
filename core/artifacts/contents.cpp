// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/contents.h"

#include "core/artifacts/junit.h"
#include "core/artifacts/workercall.h"

namespace Runlight {

ArtifactContents::ArtifactContents(const QString &place, QObject *parent)
    : QObject(parent)
    , m_place(place)
    , m_isCancelled(std::make_shared<std::atomic_bool>(false))
{ }

ArtifactContents::~ArtifactContents()
{
    *m_isCancelled = true;
}

template <typename T>
void ArtifactContents::run(std::function<Expected<T>()> work, Done<T> done)
{
    ++m_pending;
    callOnWorker<Expected<T>>(*QThreadPool::globalInstance(), this, std::move(work),
                              [this, done = std::move(done)](Expected<T> result) {
                                  --m_pending;
                                  done(std::move(result));
                              });
}

void ArtifactContents::list(Done<FileTree> done)
{
    run<FileTree>([place = m_place, isCancelled = m_isCancelled] { return listFolder(place, *isCancelled); },
                  std::move(done));
}

void ArtifactContents::testResults(Done<TestResults> done)
{
    run<TestResults>([place = m_place, isCancelled = m_isCancelled] { return findTestResults(place, *isCancelled); },
                     std::move(done));
}

void ArtifactContents::preview(const QString &path, Done<Preview> done)
{
    run<Preview>([place = m_place, path] { return readPreview(place, path); }, std::move(done));
}

} // namespace Runlight
