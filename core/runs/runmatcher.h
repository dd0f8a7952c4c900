// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"
#include "core/runs/runfilter.h"
#include "core/runs/runrecord.h"

#include <functional>
#include <vector>

namespace Runlight {

class RunRecords;

//! A yes or no for each number, found once and then looked up: texts are compared once each, runs by number.
class Verdicts
{
public:
    using Judge = std::function<bool(quint32)>;

    explicit Verdicts(Judge judge);
    bool operator()(quint32 id);

private:
    enum class Known : quint8 { NotYet, No, Yes };

    Judge m_judge;
    std::vector<Known> m_known;
};

//! A place and a filter made ready to go over all runs: a hundred thousand take a few milliseconds. Stays good while
//! runs are added to \a records, which must outlive it.
class RunMatcher
{
public:
    RunMatcher(const RunRecords &records, const Place &place, const RunFilter &filter);

    bool matches(RunIndex run);

private:
    using Condition = std::function<bool(const RunRecord &)>;

    void addKey(FilterKey key, const QStringList &values);
    void addText(const QString &text);
    Condition stateCondition(FilterKey key, const QStringList &values) const;
    Condition pullRequestCondition(const QStringList &values) const;
    Verdicts equalTo(const QStringList &values) const;
    bool isInPlace(const RunRecord &run) const;

    const RunRecords *m_records;
    Place::Kind m_place;
    std::optional<quint32> m_repository;
    std::vector<Condition> m_conditions;
};

} // namespace Runlight
