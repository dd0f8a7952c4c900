// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatcher.h"
#include "core/github/types/deployment.h"
#include "core/github/types/page.h"

namespace Runlight {

//! One loading of a form: the file, its parsing on a worker thread, the environments where it asks for one.
class FormLoad : public QObject
{
    Q_OBJECT

public:
    //! Deletes itself after \a done, which is not called once \a context is gone.
    FormLoad(GitHub &github, const RepoName &repository, QObject *context, Done<LoadedForm> done);

    void start(const QString &path, const QString &gitRef);

private:
    void parse(const QByteArray &file);
    void parsed(ParsedForm form);
    void takeEnvironments(const Expected<Page<Environment>> &page);
    void end(Expected<LoadedForm> result);

    GitHub &m_github;
    const RepoName m_repository;
    const Done<LoadedForm> m_done;
    LoadedForm m_loaded;
    int m_pages = 0;
};

} // namespace Runlight
