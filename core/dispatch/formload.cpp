// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/formload.h"

#include "core/github/github.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace Runlight {

namespace {

constexpr int environmentsPerPage = 100;
constexpr int mostEnvironmentPages = 10; // A thousand: nobody chooses among more.

} // namespace

FormLoad::FormLoad(GitHub &github, const RepoName &repository, QObject *context, Done<LoadedForm> done)
    : QObject(context)
    , m_github(github)
    , m_repository(repository)
    , m_done(std::move(done))
{ }

void FormLoad::start(const QString &path, const QString &gitRef)
{
    m_github.contents.file(m_repository, path, gitRef, {this, Priority::Foreground},
                           [this](const Expected<QByteArray> &file) {
                               if (file)
                                   parse(*file);
                               else
                                   end(Unexpected(file.error()));
                           });
}

void FormLoad::parse(const QByteArray &file)
{
    auto *watcher = new QFutureWatcher<ParsedForm>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] { parsed(watcher->future().takeResult()); });
    watcher->setFuture(QtConcurrent::run(&parseDispatchForm, file));
}

void FormLoad::parsed(ParsedForm form)
{
    m_loaded.form = std::move(form);
    if (!m_loaded.form || !m_loaded.form->asksForEnvironment())
        return end(m_loaded);
    m_github.deployments.environments(m_repository, {environmentsPerPage}, {this, Priority::Foreground},
                                      [this](const Expected<Page<Environment>> &page) { takeEnvironments(page); });
}

void FormLoad::takeEnvironments(const Expected<Page<Environment>> &page)
{
    if (!page) {
        // Among some of them only, a right one would be called wrong.
        m_loaded.environments.clear();
        m_loaded.environmentsError = page.error();
        return end(m_loaded);
    }
    for (const Environment &environment : page->items)
        m_loaded.environments.append(environment.name);
    if (page->next.isEmpty() || ++m_pages == mostEnvironmentPages)
        return end(m_loaded);
    m_github.deployments.next(page->next, {this, Priority::Foreground},
                              [this](const Expected<Page<Environment>> &more) { takeEnvironments(more); });
}

void FormLoad::end(Expected<LoadedForm> result)
{
    deleteLater();
    // The copy outlives this, which may go with its context.
    const Done<LoadedForm> done = m_done;
    done(std::move(result));
}

} // namespace Runlight
