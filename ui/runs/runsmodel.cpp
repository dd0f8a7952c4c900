// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runsmodel.h"

#include "core/base/clock.h"
#include "core/runs/runrecords.h"
#include "ui/runs/runrowtexts.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace Runlight {

namespace {

struct NewerFirst
{
    const RunRecords &records;

    bool operator()(RunIndex a, RunIndex b) const { return records[a].isNewerThan(records[b]); }
};

} // namespace

RunsModel::RunsModel(const RunCatalog &catalog, Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_catalog(catalog)
    , m_clock(clock)
    , m_matcher(catalog.records(), m_place, m_filter)
{
    connect(&catalog, &RunCatalog::changed, this, &RunsModel::takeChange);
    rebuild();
}

void RunsModel::setPlace(const Place &place)
{
    if (place == m_place)
        return;
    m_place = place;
    rebuild();
}

void RunsModel::setFilter(const RunFilter &filter)
{
    const bool same = filter == m_filter;
    m_filter = filter;
    if (!same)
        rebuild();
}

void RunsModel::rebuild()
{
    beginResetModel();
    m_matcher = RunMatcher(m_catalog.records(), m_place, m_filter);
    m_rows.clear();
    for (const RunIndex run : m_catalog.newestFirst()) {
        if (m_matcher.matches(run))
            m_rows.push_back(run);
    }
    endResetModel();
    Q_EMIT updated();
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RunEntry run = m_catalog.run(m_rows[size_t(index.row())]);
    const RunRowTexts texts(run, m_clock.now(), m_place.kind);
    switch (role) {
    case Qt::DisplayRole:
        return texts.title();
    case Qt::ToolTipRole:
        return texts.toolTip();
    case Qt::AccessibleTextRole:
        return m_notes.contains(run.key())
            ? tr("%1 %2.", "a row in words, and what was asked for").arg(texts.spoken(), m_notes[run.key()])
            : texts.spoken();
    case RunKeyRole:
        return QVariant::fromValue(run.key());
    case RepositoryRole:
        return QVariant::fromValue(run.repository());
    case StateRole:
        return QVariant::fromValue(run.state());
    case DurationRole:
        return texts.durationMs();
    case DurationTextRole:
        return durationText(texts.durationMs());
    case ProgressRole:
        return texts.progress();
    case OriginRole:
        return texts.origin();
    case NoteKindRole:
        return int(m_notes.contains(run.key()) ? RunNote::Requested : texts.noteKind());
    case NoteRole:
        return m_notes.contains(run.key()) ? m_notes[run.key()] : texts.note();
    case BranchRole:
        return texts.branch();
    default:
        return {};
    }
}

void RunsModel::setNote(const RunKey &run, const QString &note)
{
    if (m_notes.value(run) == note)
        return;
    if (note.isEmpty())
        m_notes.remove(run);
    else
        m_notes.insert(run, oneLine(note));
    if (const int row = rowOf(run); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

int RunsModel::rowOf(const RunKey &run) const
{
    const auto index = m_catalog.find(run);
    return index ? rowOf(*index) : -1;
}

int RunsModel::rowOf(RunIndex run) const
{
    const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), run, NewerFirst{m_catalog.records()});
    return place != m_rows.end() && *place == run ? int(place - m_rows.begin()) : -1;
}

void RunsModel::takeChange(const CatalogChange &change)
{
    std::vector<RunIndex> arriving;
    std::vector<RunIndex> staying;
    std::vector<int> leaving;
    for (const RunIndex run : change.added) {
        if (m_matcher.matches(run))
            arriving.push_back(run);
    }
    for (const RunIndex run : change.changed) {
        const int row = rowOf(run);
        const bool matches = m_matcher.matches(run);
        if (matches)
            (row < 0 ? arriving : staying).push_back(run);
        else if (row >= 0)
            leaving.push_back(row);
    }
    for (const RunIndex run : change.removed) {
        if (const int row = rowOf(run); row >= 0)
            leaving.push_back(row);
    }
    removeRuns(std::move(leaving));
    insertRuns(std::move(arriving));
    tellChanged(staying);
    Q_EMIT updated();
}

void RunsModel::removeRuns(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    // From the last on: what is before keeps its row.
    while (!rows.empty()) {
        const int last = rows.back();
        int first = last;
        for (rows.pop_back(); !rows.empty() && rows.back() == first - 1; rows.pop_back())
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }
}

void RunsModel::insertRuns(std::vector<RunIndex> runs)
{
    const NewerFirst newer{m_catalog.records()};
    std::sort(runs.begin(), runs.end(), newer);
    while (!runs.empty()) {
        const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), runs.back(), newer);
        // All that are newer than the row before the place go there together.
        const auto from =
            place == m_rows.begin() ? runs.begin() : std::upper_bound(runs.begin(), runs.end(), *(place - 1), newer);
        const auto row = int(place - m_rows.begin());
        beginInsertRows({}, row, row + int(runs.end() - from) - 1);
        m_rows.insert(place, from, runs.end());
        endInsertRows();
        runs.erase(from, runs.end());
    }
}

void RunsModel::tellChanged(const std::vector<RunIndex> &runs)
{
    std::vector<int> rows;
    for (const RunIndex run : runs)
        rows.push_back(rowOf(run));
    std::sort(rows.begin(), rows.end());
    for (size_t i = 0; i < rows.size();) {
        size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(rows[i]), index(rows[end - 1]));
        i = end;
    }
}

} // namespace Runlight
