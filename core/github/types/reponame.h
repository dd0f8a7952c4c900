// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace Runlight {

//! A repository's OWNER/NAME. GitHub compares both without regard to case; the spelling is kept for show.
struct RepoName
{
    QString owner;
    QString name;

    QString fullName() const { return owner + QLatin1Char('/') + name; }
    bool isEmpty() const { return owner.isEmpty() || name.isEmpty(); }

    //! \a text as "owner/name", or nothing where it holds what GitHub allows in no name.
    static std::optional<RepoName> parse(QStringView text);

    friend bool operator==(const RepoName &a, const RepoName &b)
    {
        return a.owner.compare(b.owner, Qt::CaseInsensitive) == 0 && a.name.compare(b.name, Qt::CaseInsensitive) == 0;
    }
    friend size_t qHash(const RepoName &repo, size_t seed = 0) { return qHash(repo.fullName().toLower(), seed); }
};

} // namespace Runlight
