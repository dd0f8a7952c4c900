// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"
#include "core/store/database.h"

#include <QSet>

#include <utility>

namespace Runlight {

//! The columns of a run in every table that holds runs: "run_id, …, html_url".
const QString &runColumns();
//! "?, ?, …" for runValues().
const QString &runPlaceholders();
QVariantList runValues(const Run &run);

//! Texts that many rows share (branches, logins, workflows), held in memory once.
class StringPool
{
public:
    QString shared(const QString &text) { return *m_texts.insert(text); }

private:
    QSet<QString> m_texts;
};

//! A run from columns \a first and on: runColumns(), then the repository's owner and name.
Run readRun(const Rows &rows, int first, StringPool &pool);
//! Of the columns readRun() reads.
int runColumnCount();

//! GitHub's word for a status or a conclusion, unknown ones included.
QString statusText(const RunState &state);
QString conclusionText(const RunState &state);

//! The store's number of \a account, made where it has none.
qint64 accountKey(Database &database, const AccountId &account);
//! The store's number of a repository, made where it has none.
qint64 repositoryKey(Database &database, qint64 account, const RepoName &repository);
//! The store's number of a run; 0 where the run is not known.
qint64 runKeyOf(Database &database, const RunKey &run);

} // namespace Runlight
