// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/refsearch.h"

#include "core/base/clock.h"
#include "core/github/github.h"

#include <algorithm>
#include <tuple>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

// Between two keys of somebody who types.
constexpr auto typingPause = 200ms;
constexpr int refsPerPage = 100;

std::optional<RefHit::Rank> rankOf(const QString &name, const QString &text)
{
    const qsizetype at = name.indexOf(text, 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    if (at > 0)
        return RefHit::Rank::Part;
    return name.size() == text.size() ? RefHit::Rank::Exact : RefHit::Rank::Prefix;
}

} // namespace

QList<RefHit> rankRefs(const QList<GitRef> &refs, const QString &text, const QString &defaultBranch, int limit)
{
    const auto stands = [](const RefHit &hit) {
        return std::tuple(hit.rank, !hit.isDefault, hit.ref.kind);
    };
    // A heap of the best, so that thousands that are found are not sorted to show some.
    QList<std::pair<RefHit, qsizetype>> best;
    const auto isBetter = [&stands](const auto &a, const auto &b) {
        return std::pair(stands(a.first), a.second) < std::pair(stands(b.first), b.second);
    };
    for (qsizetype i = 0; i < refs.size(); ++i) {
        const std::optional<RefHit::Rank> rank = rankOf(refs[i].name, text);
        if (!rank)
            continue;
        const bool isDefault = refs[i].kind == GitRef::Kind::Branch && refs[i].name == defaultBranch;
        best.append({RefHit{refs[i], *rank, isDefault}, i});
        std::push_heap(best.begin(), best.end(), isBetter);
        if (best.size() > limit) {
            std::pop_heap(best.begin(), best.end(), isBetter);
            best.removeLast();
        }
    }
    std::sort_heap(best.begin(), best.end(), isBetter);
    QList<RefHit> hits;
    for (const auto &[hit, position] : std::as_const(best))
        hits.append(hit);
    return hits;
}

RefSearch::RefSearch(GitHub &github, Clock &clock, const RepoName &repository, const QString &defaultBranch,
                     QObject *parent)
    : QObject(parent)
    , m_github(github)
    , m_clock(clock)
    , m_repository(repository)
    , m_defaultBranch(defaultBranch)
{
    m_sources[1].kind = GitRef::Kind::Tag;
    if (!defaultBranch.isEmpty())
        add({{GitRef::Kind::Branch, defaultBranch}});
    rank();
    for (Source &source : m_sources)
        fetchPage(source);
}

RefSearch::~RefSearch() = default;

void RefSearch::setText(const QString &text)
{
    m_text = text.trimmed();
    m_error.reset();
    delete m_pause;
    m_pause = m_clock.singleShot(typingPause, this, [this] {
        m_pause.clear(); // It deletes itself.
        textSettled();
    });
    rank();
    Q_EMIT changed();
}

bool RefSearch::hasMore() const
{
    const auto isOpen = [](const Source &source) {
        return !source.isWhole;
    };
    return m_hits.size() == mostHits || std::any_of(m_sources.begin(), m_sources.end(), isOpen);
}

bool RefSearch::isBusy() const
{
    return m_pause || std::any_of(m_sources.begin(), m_sources.end(), [](const Source &source) {
               return source.page || source.search;
           });
}

bool RefSearch::isKnown(const QString &name) const
{
    return std::any_of(m_sources.begin(), m_sources.end(), [&](const Source &source) {
        return m_known.contains(GitRef{source.kind, GitRef::shortName(name)}.fullName());
    });
}

void RefSearch::fetchPage(Source &source)
{
    if (source.page || source.isWhole)
        return;
    const Caller caller{this, Priority::Foreground};
    const auto done = [this, &source](const Expected<Page<GitRef>> &page) {
        source.page.clear();
        page ? take(source, *page) : failed(page.error());
    };
    source.page = source.pages == 0 ? m_github.refs.list(m_repository, source.kind, {refsPerPage}, caller, done)
                                    : m_github.refs.next(source.next, source.kind, caller, done);
}

void RefSearch::take(Source &source, const Page<GitRef> &page)
{
    ++source.pages;
    source.next = page.next;
    source.isWhole = page.next.isEmpty();
    add(page.items);
    rank();
    goOn();
    Q_EMIT changed();
}

void RefSearch::askForBeginning(Source &source)
{
    const QString asked = GitRef{source.kind, m_text}.fullName();
    if (source.isWhole || source.search || m_asked.contains(asked))
        return;
    m_asked.insert(asked);
    source.search = m_github.refs.startingWith(m_repository, source.kind, m_text, {this, Priority::Foreground},
                                               [this, &source, text = m_text](const Expected<Page<GitRef>> &found) {
                                                   source.search.clear();
                                                   if (found) {
                                                       add(found->items);
                                                       rank();
                                                   } else if (found.error().kind != ErrorKind::InvalidRef) {
                                                       failed(found.error());
                                                   }
                                                   // Somebody has typed on meanwhile.
                                                   if (text != m_text && !m_text.isEmpty() && !m_pause)
                                                       askForBeginning(source);
                                                   Q_EMIT changed();
                                               });
}

void RefSearch::add(const QList<GitRef> &refs)
{
    for (const GitRef &ref : refs) {
        if (m_known.contains(ref.fullName()))
            continue;
        m_known.insert(ref.fullName());
        m_refs.append(ref);
    }
}

void RefSearch::failed(const Error &error)
{
    m_error = error;
    Q_EMIT changed();
}

void RefSearch::rank()
{
    m_hits = rankRefs(m_refs, GitRef::shortName(m_text), m_defaultBranch, mostHits);
}

void RefSearch::textSettled()
{
    if (!m_text.isEmpty()) {
        for (Source &source : m_sources)
            askForBeginning(source);
    }
    goOn();
    Q_EMIT changed();
}

// Pages are fetched one after the other, and only while they could still bring a hit.
void RefSearch::goOn()
{
    const bool isEnough = m_text.isEmpty() || m_hits.size() == mostHits;
    for (Source &source : m_sources) {
        const bool isFirst = source.pages == 0;
        if (!m_error && !m_pause && (isFirst || (!isEnough && source.pages < mostPages)))
            fetchPage(source);
    }
}

} // namespace Runlight
