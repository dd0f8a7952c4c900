// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/runfilter.h"

#include "core/simulator/api/call.h"

#include <QDateTime>

#include <limits>

namespace Runlight::Sim {

namespace {

constexpr std::size_t mostFiltered = 1000;
constexpr Moment endOfTime = std::numeric_limits<Moment>::max();

struct Range
{
    Moment from = 0;
    Moment until = endOfTime; // Exclusive.
};

// The span that a date or a time names: a whole day, or a second.
Range spanOf(const QString &text)
{
    const bool isDay = text.size() == 10;
    const QDateTime from = isDay ? QDate::fromString(text, Qt::ISODate).startOfDay(Qt::UTC)
                                 : QDateTime::fromString(text, Qt::ISODate).toUTC();
    if (!from.isValid())
        return {};
    const Moment moment = from.toMSecsSinceEpoch();
    return {moment, moment + (isDay ? 24 * 3600 * 1000 : 1000)};
}

// GitHub's search syntax: ">=2026-01-01", "<…", "2026-01-01..2026-02-01", "*..…", a day or a time alone.
Range parseRange(const QString &text)
{
    const qsizetype dots = text.indexOf(QLatin1String(".."));
    if (dots >= 0) {
        Range range;
        const QString first = text.left(dots);
        const QString last = text.mid(dots + 2);
        if (first != QLatin1String("*"))
            range.from = spanOf(first).from;
        if (last != QLatin1String("*"))
            range.until = spanOf(last).until;
        return range;
    }
    if (text.startsWith(QLatin1String(">=")))
        return {spanOf(text.mid(2)).from, endOfTime};
    if (text.startsWith(QLatin1String("<=")))
        return {0, spanOf(text.mid(2)).until};
    if (text.startsWith(QLatin1Char('>')))
        return {spanOf(text.mid(1)).until, endOfTime};
    if (text.startsWith(QLatin1Char('<')))
        return {0, spanOf(text.mid(1)).from};
    return spanOf(text);
}

} // namespace

RunFilter::RunFilter(const Call &call, const Workflow *workflow)
    : m_workflow(workflow)
    , m_actor(call.query("actor"))
    , m_branch(call.query("branch"))
    , m_event(call.query("event"))
    , m_status(call.query("status"))
    , m_headSha(call.query("head_sha"))
    , m_checkSuiteId(call.query("check_suite_id").toLongLong())
{
    const Range created = parseRange(call.query("created"));
    m_createdFrom = created.from;
    m_createdUntil = created.until;
}

std::vector<const Run *> RunFilter::applyTo(const Repository &repository) const
{
    const std::size_t most = isEmpty() ? repository.runs.size() : mostFiltered;
    std::vector<const Run *> found;
    for (auto run = repository.runs.rbegin(); run != repository.runs.rend() && found.size() < most; ++run) {
        if (matches(**run))
            found.push_back(*run);
    }
    return found;
}

bool RunFilter::isEmpty() const
{
    return m_actor.isEmpty() && m_branch.isEmpty() && m_event.isEmpty() && m_status.isEmpty() && m_headSha.isEmpty()
        && m_checkSuiteId == 0 && m_createdFrom == 0 && m_createdUntil == endOfTime;
}

bool RunFilter::matches(const Run &run) const
{
    const auto wants = [](const QString &wanted, const QString &value) {
        return wanted.isEmpty() || wanted == value;
    };
    return (!m_workflow || run.workflow == m_workflow) && wants(m_actor, run.actor->login)
        && wants(m_branch, run.branch) && wants(m_event, run.event) && wants(m_headSha, run.sha) && matchesStatus(run)
        && (m_checkSuiteId == 0 || run.checkSuiteId == m_checkSuiteId) && run.createdAt >= m_createdFrom
        && run.createdAt < m_createdUntil;
}

bool RunFilter::matchesStatus(const Run &run) const
{
    return m_status.isEmpty() || m_status == statusWord(run.latest().status)
        || m_status == conclusionWord(run.latest().conclusion);
}

} // namespace Runlight::Sim
