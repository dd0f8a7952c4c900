// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFutureWatcher>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <functional>

namespace Runlight {

//! Does \a work on a thread of \a pool and hands its result to \a done on the caller's thread, later, unless \a context
//! is gone by then.
template <typename T>
void callOnWorker(QThreadPool &pool, QObject *context, std::function<T()> work, std::function<void(T)> done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        // What is called may delete the context, and the watcher with it.
        const std::function<void(T)> call = done;
        T result = watcher->future().takeResult();
        watcher->deleteLater();
        call(std::move(result));
    });
    watcher->setFuture(QtConcurrent::run(&pool, std::move(work)));
}

} // namespace Runlight
