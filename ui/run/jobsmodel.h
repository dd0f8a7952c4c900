// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/run/timeaxis.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace Runlight {

//! Where a bar lies on the time axis.
struct Bar
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
};

//! The jobs of one attempt with their steps below them. Changes row by row.
class JobsModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Duration, Timeline, ColumnCount };
    enum Role {
        GlyphRole = Qt::UserRole, //!< StatusGlyph
        BarRole, //!< Bar; invalid for what has not begun.
        UrlRole, //!< QUrl of the job or step on GitHub.
        CopyRole, //!< The name.
    };

    explicit JobsModel(QObject *parent = nullptr);
    ~JobsModel() override;

    //! \a attemptStartedAt and \a now in UTC.
    void setJobs(const QList<Job> &jobs, const QDateTime &attemptStartedAt, const QDateTime &now);
    //! Moves the clock of what is unfinished.
    void setNow(const QDateTime &now);

    const TimeAxis &axis() const { return m_axis; }
    bool isJob(const QModelIndex &index) const;
    const Job &jobOf(const QModelIndex &index) const;
    //! GitHub's number of the step at \a index.
    int stepNumberOf(const QModelIndex &index) const;
    //! The job itself, or the step's own row; invalid where nothing failed.
    QModelIndex firstFailure() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void axisChanged();

private:
    struct Node
    {
        Job job;
        int row = 0;
    };
    struct JobRows;
    struct StepRows;

    Node &nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node) const { return createIndex(node.row, Name); }
    void renumber();
    void setAxis(const TimeAxis &axis);
    void tick(const Node &node);

    QVariant jobCell(const Job &job, int column, int role) const;
    QVariant stepCell(const Job &job, const Step &step, int column, int role) const;
    bool isCarriedOver(const Job &job) const;
    qint64 elapsedMs(const RunState &state, const QDateTime &startedAt, const QDateTime &completedAt) const;
    QVariant barOf(const RunState &state, const QDateTime &startedAt, const QDateTime &completedAt) const;

    std::vector<std::unique_ptr<Node>> m_nodes; //!< A step's index points to its job's node, which stays where it is.
    TimeAxis m_axis;
    QDateTime m_attemptStartedAt;
    QDateTime m_now;
};

} // namespace Runlight

Q_DECLARE_METATYPE(Runlight::Bar)
