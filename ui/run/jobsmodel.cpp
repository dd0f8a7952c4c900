// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/jobsmodel.h"

#include "ui/theme/plaintext.h"
#include "ui/theme/syncrows.h"
#include "ui/theme/theme.h"

#include <QUrl>

#include <algorithm>

namespace Runlight {

struct JobsModel::StepRows
{
    JobsModel &model;
    Node &node;

    QList<Step> &steps() const { return node.job.steps; }
    QModelIndex parent() const { return model.indexOf(node); }
    int size() const { return int(steps().size()); }
    bool isSame(int row, const Step &step) const { return steps().at(row).number == step.number; }
    void remove(int row) const
    {
        model.beginRemoveRows(parent(), row, row);
        steps().removeAt(row);
        model.endRemoveRows();
    }
    void insert(int row, const Step &step) const
    {
        model.beginInsertRows(parent(), row, row);
        steps().insert(row, step);
        model.endInsertRows();
    }
    void move(int from, int to) const
    {
        model.beginMoveRows(parent(), from, from, parent(), to);
        steps().move(from, to);
        model.endMoveRows();
    }
    void update(int row, const Step &step) const
    {
        if (steps().at(row) == step)
            return;
        steps()[row] = step;
        Q_EMIT model.dataChanged(model.index(row, Name, parent()), model.index(row, Timeline, parent()));
    }
};

struct JobsModel::JobRows
{
    JobsModel &model;

    auto at(int row) const { return model.m_nodes.begin() + row; }
    int size() const { return int(model.m_nodes.size()); }
    bool isSame(int row, const Job &job) const { return (*at(row))->job.id == job.id; }
    void remove(int row) const
    {
        model.beginRemoveRows({}, row, row);
        model.m_nodes.erase(at(row));
        model.renumber();
        model.endRemoveRows();
    }
    void insert(int row, const Job &job) const
    {
        model.beginInsertRows({}, row, row);
        model.m_nodes.insert(at(row), std::make_unique<Node>(Node{job, row}));
        model.renumber();
        model.endInsertRows();
    }
    void move(int from, int to) const
    {
        model.beginMoveRows({}, from, from, {}, to);
        std::rotate(at(to), at(from), at(from) + 1);
        model.renumber();
        model.endMoveRows();
    }
    void update(int row, const Job &job) const
    {
        Node &node = **at(row);
        if (node.job == job)
            return;
        syncRows(StepRows{model, node}, job.steps);
        node.job = job;
        Q_EMIT model.dataChanged(model.index(row, Name), model.index(row, Timeline));
    }
};

JobsModel::JobsModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

JobsModel::~JobsModel() = default;

void JobsModel::setJobs(const QList<Job> &jobs, const QDateTime &attemptStartedAt, const QDateTime &now)
{
    m_attemptStartedAt = attemptStartedAt;
    m_now = now;
    setAxis(TimeAxis::of(jobs, attemptStartedAt, now));
    syncRows(JobRows{*this}, jobs);
}

void JobsModel::setNow(const QDateTime &now)
{
    m_now = now;
    QList<Job> jobs;
    for (const auto &node : m_nodes) {
        jobs.append(node->job);
        tick(*node);
    }
    setAxis(TimeAxis::of(jobs, m_attemptStartedAt, now));
}

void JobsModel::tick(const Node &node)
{
    if (node.job.state.isCompleted() || !node.job.startedAt.isValid())
        return;
    Q_EMIT dataChanged(index(node.row, Duration), index(node.row, Timeline));
    const QModelIndex parent = indexOf(node);
    for (int row = 0; row < node.job.steps.size(); ++row) {
        const Step &step = node.job.steps.at(row);
        if (!step.state.isCompleted() && step.startedAt.isValid())
            Q_EMIT dataChanged(index(row, Duration, parent), index(row, Timeline, parent));
    }
}

bool JobsModel::isJob(const QModelIndex &index) const
{
    return index.isValid() && !index.internalPointer();
}

const Job &JobsModel::jobOf(const QModelIndex &index) const
{
    return nodeOf(index).job;
}

int JobsModel::stepNumberOf(const QModelIndex &index) const
{
    return jobOf(index).steps.at(index.row()).number;
}

QModelIndex JobsModel::firstFailure() const
{
    const auto failed = [](const auto &thing) {
        return thing.state.isFailure();
    };
    const auto node = std::find_if(m_nodes.begin(), m_nodes.end(), [&](const auto &each) { return failed(each->job); });
    if (node == m_nodes.end())
        return {};
    const QList<Step> &steps = (*node)->job.steps;
    const auto step = std::find_if(steps.begin(), steps.end(), failed);
    const QModelIndex job = indexOf(**node);
    return step == steps.end() ? job : index(int(step - steps.begin()), Name, job);
}

QModelIndex JobsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, m_nodes.at(size_t(parent.row())).get())
                            : createIndex(row, column);
}

QModelIndex JobsModel::parent(const QModelIndex &index) const
{
    return index.isValid() && !isJob(index) ? indexOf(nodeOf(index)) : QModelIndex();
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_nodes.size());
    return isJob(parent) && parent.column() == Name ? int(jobOf(parent).steps.size()) : 0;
}

int JobsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job &job = jobOf(index);
    return isJob(index) ? jobCell(job, index.column(), role)
                        : stepCell(job, job.steps.at(index.row()), index.column(), role);
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Job");
    case Duration:
        return tr("Duration");
    case Timeline:
        return tr("Timeline");
    default:
        return {};
    }
}

JobsModel::Node &JobsModel::nodeOf(const QModelIndex &index) const
{
    return isJob(index) ? *m_nodes.at(size_t(index.row())) : *static_cast<Node *>(index.internalPointer());
}

void JobsModel::renumber()
{
    for (size_t row = 0; row < m_nodes.size(); ++row)
        m_nodes[row]->row = int(row);
}

void JobsModel::setAxis(const TimeAxis &axis)
{
    if (axis == m_axis)
        return;
    m_axis = axis;
    Q_EMIT axisChanged();
}

QVariant JobsModel::jobCell(const Job &job, int column, int role) const
{
    const qint64 elapsed = elapsedMs(job.state, job.startedAt, job.completedAt);
    switch (role) {
    case Qt::DisplayRole:
        if (column == Name)
            return job.name;
        if (column == Duration)
            return durationText(elapsed);
        return elapsed >= 0 && isCarriedOver(job) ? tr("from an earlier attempt") : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(job.runnerName.isEmpty() ? job.name : tr("%1\nRunner: %2").arg(job.name, job.runnerName));
    case Qt::AccessibleTextRole:
        if (elapsed < 0)
            return tr("Job %1, %2").arg(job.name, stateText(job.state));
        if (isCarriedOver(job))
            return tr("Job %1, %2, %3, from an earlier attempt")
                .arg(job.name, stateText(job.state), durationText(elapsed));
        return tr("Job %1, %2, %3").arg(job.name, stateText(job.state), durationText(elapsed));
    case GlyphRole:
        return QVariant::fromValue(glyphFor(job.state));
    case BarRole:
        return isCarriedOver(job) ? QVariant() : barOf(job.state, job.startedAt, job.completedAt);
    case UrlRole:
        return job.htmlUrl;
    case CopyRole:
        return job.name;
    default:
        return {};
    }
}

QVariant JobsModel::stepCell(const Job &job, const Step &step, int column, int role) const
{
    const qint64 elapsed = elapsedMs(step.state, step.startedAt, step.completedAt);
    switch (role) {
    case Qt::DisplayRole:
        if (column == Name)
            return step.name;
        return column == Duration ? QVariant(durationText(elapsed)) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(step.name);
    case CopyRole:
        return step.name;
    case Qt::AccessibleTextRole:
        if (elapsed < 0)
            return tr("Step %1, %2").arg(step.name, stateText(step.state));
        return tr("Step %1, %2, %3").arg(step.name, stateText(step.state), durationText(elapsed));
    case GlyphRole:
        return QVariant::fromValue(glyphFor(step.state));
    case BarRole:
        return isCarriedOver(job) ? QVariant() : barOf(step.state, step.startedAt, step.completedAt);
    case UrlRole: {
        QUrl url = job.htmlUrl;
        url.setFragment(QStringLiteral("step:%1:1").arg(step.number));
        return url;
    }
    default:
        return {};
    }
}

qint64 JobsModel::elapsedMs(const RunState &state, const QDateTime &startedAt, const QDateTime &completedAt) const
{
    if (!startedAt.isValid() || state.conclusion == Conclusion::Skipped)
        return -1;
    if (!state.isCompleted())
        return state.status == Status::InProgress ? std::max<qint64>(startedAt.msecsTo(m_now), 0) : -1;
    return completedAt.isValid() ? std::max<qint64>(startedAt.msecsTo(completedAt), 0) : -1;
}

//! Run in an earlier attempt and kept by this one, whose axis begins later: a bar would be a sliver at the wrong time.
bool JobsModel::isCarriedOver(const Job &job) const
{
    return m_axis.lengthMs > 0 && job.startedAt.isValid() && job.startedAt < m_axis.start;
}

QVariant JobsModel::barOf(const RunState &state, const QDateTime &startedAt, const QDateTime &completedAt) const
{
    if (m_axis.lengthMs <= 0 || !startedAt.isValid() || (!state.isCompleted() && state.status != Status::InProgress))
        return {};
    const QDateTime end = completedAt.isValid() ? completedAt : m_now;
    return QVariant::fromValue(Bar{m_axis.offset(startedAt), m_axis.offset(end)});
}

} // namespace Runlight
