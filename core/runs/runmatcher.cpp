// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runmatcher.h"

#include "core/runs/runrecords.h"

#include <algorithm>
#include <set>

namespace Runlight {

namespace {

//! Shorter ones are in too many shas to mean one.
constexpr qsizetype shortestSha = 7;

std::set<std::string, std::less<>> folded(const QStringList &values)
{
    std::set<std::string, std::less<>> texts;
    for (const QString &value : values)
        texts.insert(StringTable::fold(value));
    return texts;
}

//! GitHub's apps act as "dependabot[bot]"; people say "dependabot".
QStringList botNames(const QStringList &logins)
{
    QStringList names;
    for (const QString &login : logins)
        names.append(login + QStringLiteral("[bot]"));
    return names;
}

ShaPrefix shaIn(const QString &text)
{
    return text.size() >= shortestSha ? ShaPrefix::of(text) : ShaPrefix();
}

//! The number in "#812"; -1 for any other text.
qint64 runNumberIn(const QString &text)
{
    bool ok = false;
    const qint64 number = text.startsWith(QLatin1Char('#')) ? QStringView(text).mid(1).toLongLong(&ok) : -1;
    return ok ? number : -1;
}

bool hasFlag(const RunRecord &run, FilterFlag flag)
{
    switch (flag) {
    case FilterFlag::Mine:
        return run.mine;
    case FilterFlag::Failing:
        return run.failing;
    case FilterFlag::Running:
        return !run.isCompleted();
    }
    Q_UNREACHABLE();
}

} // namespace

Verdicts::Verdicts(Judge judge)
    : m_judge(std::move(judge))
{ }

bool Verdicts::operator()(quint32 id)
{
    if (id >= m_known.size())
        m_known.resize(std::max<size_t>(id + 1, m_known.size() * 2));
    if (m_known[id] == Known::NotYet)
        m_known[id] = m_judge(id) ? Known::Yes : Known::No;
    return m_known[id] == Known::Yes;
}

RunMatcher::RunMatcher(const RunRecords &records, const Place &place, const RunFilter &filter)
    : m_records(&records)
    , m_place(place.kind)
    , m_repository(records.findRepository(place.repository))
{
    QHash<FilterKey, QStringList> values;
    for (const FilterTerm &term : filter.terms()) {
        if (term.key)
            values[*term.key] += term.values;
        else
            addText(term.values.first());
    }
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        addKey(it.key(), it.value());
}

bool RunMatcher::matches(RunIndex run)
{
    const RunRecord &record = (*m_records)[run];
    if (!isInPlace(record))
        return false;
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&record](Condition &holds) { return holds(record); });
}

bool RunMatcher::isInPlace(const RunRecord &run) const
{
    switch (m_place) {
    case Place::Kind::NeedsYou:
        return run.needsYou;
    case Place::Kind::Failing:
        return run.failing;
    case Place::Kind::Running:
        return !run.isCompleted();
    case Place::Kind::Mine:
        return run.mine;
    case Place::Kind::All:
        return true;
    case Place::Kind::Repository:
        return m_repository == run.repository;
    }
    Q_UNREACHABLE();
}

void RunMatcher::addKey(FilterKey key, const QStringList &values)
{
    const auto column = [this, &values](StringId RunRecord::*text) {
        return [verdicts = equalTo(values), text](const RunRecord &run) mutable {
            return verdicts(run.*text);
        };
    };
    switch (key) {
    case FilterKey::Status:
    case FilterKey::Conclusion:
        m_conditions.push_back(stateCondition(key, values));
        break;
    case FilterKey::Workflow:
        m_conditions.push_back(column(&RunRecord::workflow));
        break;
    case FilterKey::Branch:
        m_conditions.push_back(column(&RunRecord::branch));
        break;
    case FilterKey::Event:
        m_conditions.push_back(column(&RunRecord::event));
        break;
    case FilterKey::Actor:
        m_conditions.push_back([is = equalTo(values + botNames(values))](const RunRecord &run) mutable {
            return is(run.actor) || is(run.triggeringActor);
        });
        break;
    case FilterKey::Repository:
        m_conditions.push_back([records = m_records, is = equalTo(values)](const RunRecord &run) mutable {
            const RecordRepository &repository = records->repository(run.repository);
            return is(repository.fullName) || is(repository.shortName);
        });
        break;
    case FilterKey::PullRequest:
        m_conditions.push_back(pullRequestCondition(values));
        break;
    case FilterKey::Is:
        for (const QString &value : values) {
            const auto flag = RunFilter::flag(value);
            m_conditions.push_back([flag](const RunRecord &run) { return flag && hasFlag(run, *flag); });
        }
        break;
    }
}

void RunMatcher::addText(const QString &text)
{
    Verdicts contains([records = m_records, needle = StringTable::fold(text)](quint32 id) {
        return records->strings().folded(id).find(needle) != std::string_view::npos;
    });
    m_conditions.push_back([records = m_records, contains, sha = shaIn(text),
                            number = runNumberIn(text)](const RunRecord &run) mutable {
        return contains(run.title) || contains(run.branch) || contains(run.workflow)
            || contains(records->repository(run.repository).fullName) || run.number == number || sha.matches(run.sha);
    });
}

RunMatcher::Condition RunMatcher::stateCondition(FilterKey key, const QStringList &values) const
{
    StateSet states;
    for (const QString &value : values)
        states.add(RunFilter::states(key, value));
    return [states](const RunRecord &run) {
        return states.contains(run.status(), run.conclusion());
    };
}

RunMatcher::Condition RunMatcher::pullRequestCondition(const QStringList &values) const
{
    QList<int> wanted;
    for (const QString &value : values) {
        if (const auto number = RunFilter::pullRequest(value))
            wanted.append(*number);
    }
    return [records = m_records, wanted](const RunRecord &run) {
        const QList<int> &numbers = records->pullRequests(run.pullRequests);
        return std::any_of(numbers.begin(), numbers.end(), [&wanted](int number) { return wanted.contains(number); });
    };
}

Verdicts RunMatcher::equalTo(const QStringList &values) const
{
    return Verdicts([records = m_records, texts = folded(values)](quint32 id) {
        return texts.count(records->strings().folded(id)) > 0;
    });
}

} // namespace Runlight
