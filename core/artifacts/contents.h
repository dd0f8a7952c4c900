// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/filetree.h"
#include "core/artifacts/preview.h"
#include "core/artifacts/testresults.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace Runlight {

//! Looks into what has come: a folder, or a file, of this machine. Each call is worked off on a worker thread and
//! calls its \a done once, on the caller's thread, unless this is gone by then; deleting it cancels what is under way.
class ArtifactContents : public QObject
{
    Q_OBJECT

public:
    //! \a place: Transfer::place.
    explicit ArtifactContents(const QString &place, QObject *parent = nullptr);
    ~ArtifactContents() override;

    QString place() const { return m_place; }

    //! See listFolder().
    void list(Done<FileTree> done);
    //! See findTestResults().
    void testResults(Done<TestResults> done);
    //! See readPreview(); \a path: FileTree::pathOf(). Empty where the place is a file.
    void preview(const QString &path, Done<Preview> done);

    //! Calls not answered yet.
    int pendingCalls() const { return m_pending; }

private:
    template <typename T>
    void run(std::function<Expected<T>()> work, Done<T> done);

    const QString m_place;
    const std::shared_ptr<std::atomic_bool> m_isCancelled;
    int m_pending = 0;
};

} // namespace Runlight
