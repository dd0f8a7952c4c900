// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/caller.h"
#include "core/github/types/dispatch.h"
#include "core/github/types/page.h"
#include "core/github/types/reponame.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <array>
#include <optional>

namespace Runlight {

class ApiJob;
class Clock;
class GitHub;

//! A branch or tag that a search found.
struct RefHit
{
    enum class Rank { Exact, Prefix, Part };

    GitRef ref;
    Rank rank = Rank::Part;
    bool isDefault = false; //!< The default branch.

    friend bool operator==(const RefHit &, const RefHit &) = default;
};

//! Those of \a refs whose name has \a text in it, without regard to case: whole first, then at its beginning, then
//! elsewhere; of each the default branch first, branches before tags, and else in the order given. At most \a limit,
//! which costs no more however many there are. Pure. With an empty \a text everything is found.
QList<RefHit> rankRefs(const QList<GitRef> &refs, const QString &text, const QString &defaultBranch, int limit);

//! Looks among all branches and tags of a repository, of which there may be thousands. The first page of each is
//! fetched at once, others only while a text is looked for that has too few hits; GitHub is asked for names that begin
//! with the text besides. On the thread of its GitHub.
class RefSearch : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostHits = 50;
    static constexpr int mostPages =
        100; //!< Of 100 each, of branches and of tags. What lies behind is found by its beginning.

    //! \a github and \a clock must outlive this. \a defaultBranch may be empty where it is not known.
    RefSearch(GitHub &github, Clock &clock, const RepoName &repository, const QString &defaultBranch,
              QObject *parent = nullptr);
    ~RefSearch() override;

    //! What to look for; GitHub is asked a moment later, so that it may be called at every key.
    void setText(const QString &text);
    QString text() const { return m_text; }

    //! At most mostHits.
    const QList<RefHit> &hits() const { return m_hits; }
    //! There are, or may be, further hits than hits() shows.
    bool hasMore() const;
    //! Requests are under way or about to be sent.
    bool isBusy() const;
    //! Why not all could be looked at; setText() tries again.
    std::optional<Error> error() const { return m_error; }
    //! A whole name as typed that may be used although no hit shows it: nothing was found to speak against it.
    bool isKnown(const QString &name) const;

Q_SIGNALS:
    //! hits(), hasMore(), isBusy() or error() have changed.
    void changed();

private:
    struct Source
    {
        GitRef::Kind kind = GitRef::Kind::Branch;
        QUrl next; //!< The page to fetch next.
        int pages = 0; //!< Fetched.
        bool isWhole = false;
        QPointer<ApiJob> page;
        QPointer<ApiJob> search;
    };

    void fetchPage(Source &source);
    void askForBeginning(Source &source);
    void take(Source &source, const Page<GitRef> &page);
    void add(const QList<GitRef> &refs);
    void failed(const Error &error);
    void rank();
    void goOn();
    void textSettled();

    GitHub &m_github;
    Clock &m_clock;
    const RepoName m_repository;
    const QString m_defaultBranch;
    std::array<Source, 2> m_sources;
    QList<GitRef> m_refs;
    QSet<QString> m_known; //!< Full names of m_refs.
    QSet<QString> m_asked; //!< Beginnings that GitHub was asked for.
    QString m_text;
    QList<RefHit> m_hits;
    std::optional<Error> m_error;
    QPointer<QObject> m_pause;
};

} // namespace Runlight
