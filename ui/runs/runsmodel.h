// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"
#include "core/runs/runcatalog.h"
#include "core/runs/runfilter.h"
#include "core/runs/runmatcher.h"

#include <QAbstractListModel>
#include <QHash>

#include <vector>

namespace Runlight {

class Clock;

//! What a row tells beside Qt's own roles: raw values to reckon with, and texts to show.
//! Qt::DisplayRole is the title, Qt::AccessibleTextRole the whole row in words, Qt::ToolTipRole the exact times.
enum RunRole {
    RunKeyRole = Qt::UserRole, //!< RunKey
    RepositoryRole, //!< RepositoryRef
    StateRole, //!< RunState
    DurationRole, //!< qint64, ms; -1 where it says nothing
    DurationTextRole, //!< QString
    ProgressRole, //!< double, 0…1 of the usual time; -1 unless running and known
    OriginRole, //!< QString: repository, workflow and number, who, when
    NoteKindRole, //!< int, a RunNote
    NoteRole, //!< QString: what stands out
    BranchRole, //!< QString
};

//! The runs of one place that a filter lets through, newest first, row by row kept current with the catalog. Only a new
//! place or filter resets it.
class RunsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    //! \a catalog and \a clock must outlive this.
    RunsModel(const RunCatalog &catalog, Clock &clock, QObject *parent = nullptr);

    void setPlace(const Place &place);
    void setFilter(const RunFilter &filter);
    const Place &place() const { return m_place; }
    const RunFilter &filter() const { return m_filter; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    //! What is to be said of \a run in place of its own note: what was asked for, or why it was refused. Empty:
    //! nothing.
    void setNote(const RunKey &run, const QString &note);
    RunKey keyOf(int row) const { return m_catalog.run(m_rows[size_t(row)]).key(); }

    //! -1 where \a run is not in the list.
    int rowOf(const RunKey &run) const;

Q_SIGNALS:
    //! A batch of changes or a reset is through.
    void updated();

private:
    void rebuild();
    void takeChange(const CatalogChange &change);
    int rowOf(RunIndex run) const;
    void removeRuns(std::vector<int> rows);
    void insertRuns(std::vector<RunIndex> runs);
    void tellChanged(const std::vector<RunIndex> &runs);

    const RunCatalog &m_catalog;
    Clock &m_clock;
    Place m_place;
    RunFilter m_filter;
    RunMatcher m_matcher;
    std::vector<RunIndex> m_rows;
    QHash<RunKey, QString> m_notes;
};

} // namespace Runlight
