// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/jobmatches.h"

#include "core/logs/runlogsearch.h"
#include "core/monitor/logstreamer.h"
#include "ui/log/lognotice.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QFocusEvent>
#include <QLabel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

enum Role { JobRole = Qt::UserRole, LineRole };

constexpr auto restartPause = 150ms;
constexpr auto progressInterval = 100ms;

QStandardItem *itemOf(const QString &text, JobId job, LineNumber line)
{
    auto *item = new QStandardItem(oneLine(text));
    item->setEditable(false);
    item->setData(job.value, JobRole);
    item->setData(line.value, LineRole);
    return item;
}

} // namespace

JobMatches::JobMatches(LogStreamer &logs, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_logs(logs)
    , m_theme(theme)
    , m_model(new QStandardItemModel(this))
    , m_summary(new QLabel)
    , m_list(new QTreeView)
{
    m_restart.setSingleShot(true);
    m_restart.setInterval(restartPause);
    connect(&m_restart, &QTimer::timeout, this, &JobMatches::search);
    m_progress.setSingleShot(true);
    m_progress.setInterval(progressInterval);
    connect(&m_progress, &QTimer::timeout, this, &JobMatches::updateSummary);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setContentsMargins(5 * Theme::grid, Theme::grid, 4 * Theme::grid, Theme::grid);
    m_list->setAccessibleName(tr("Found in all jobs"));
    m_list->setModel(m_model);
    m_list->setHeaderHidden(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformRowHeights(true);
    m_list->setIndentation(4 * Theme::grid);
    m_list->setTextElideMode(Qt::ElideRight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_list, 1);
    connect(m_list, &QTreeView::activated, this, &JobMatches::activate);
    connect(m_list, &QTreeView::clicked, this, &JobMatches::activate);
    connect(&logs, &LogStreamer::changed, this, [this](const JobKey &job) {
        if (job.account != m_account || !m_pattern)
            return;
        if (m_logs.logOf(job).state == JobLog::State::Ready)
            m_restart.start();
        else if (!m_progress.isActive())
            m_progress.start();
    });
}

JobMatches::~JobMatches() = default;

void JobMatches::setJobs(const AccountId &account, const QList<Job> &jobs)
{
    const auto sameId = [](const Job &one, const Job &other) {
        return one.id == other.id;
    };
    const bool isSame =
        account == m_account && std::equal(jobs.begin(), jobs.end(), m_jobs.begin(), m_jobs.end(), sameId);
    m_account = account;
    m_jobs = jobs;
    if (!isSame && m_pattern)
        search();
}

void JobMatches::setPattern(const std::shared_ptr<const LogPattern> &pattern)
{
    m_pattern = pattern;
    if (pattern)
        m_logs.wantAll();
    search();
}

void JobMatches::search()
{
    m_restart.stop();
    m_search.reset();
    m_model->clear();
    m_searched = 0;
    QList<SearchedLog> logs;
    for (const Job &job : std::as_const(m_jobs)) {
        const JobLog log = m_logs.logOf({m_account, job.id});
        if (log.state == JobLog::State::Ready)
            logs.append({job.id.value, log.path});
    }
    if (m_pattern) {
        m_search = std::make_unique<RunLogSearch>(logs, m_pattern, mostLines);
        connect(m_search.get(), &RunLogSearch::found, this, &JobMatches::add);
        connect(m_search.get(), &RunLogSearch::completed, this, &JobMatches::updateSummary);
    }
    updateSummary();
}

void JobMatches::add(const LogResult &result)
{
    ++m_searched;
    updateSummary();
    const JobId id{result.id};
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job &each) { return each.id == id; });
    if (job == m_jobs.end() || (result.matchCount == 0 && !result.error))
        return;
    const LineNumber first = result.first.empty() ? LineNumber{-1} : result.first.front().line;
    QStandardItem *parent =
        itemOf(result.error ? tr("%1: %2", "job and what is wrong").arg(job->name, result.error->message)
                            : tr("%1 — %Ln line(s)", "job", int(result.matchCount)).arg(job->name),
               id, first);
    parent->setIcon(m_theme.glyphIcon(glyphFor(job->state)));
    for (const FoundText &found : result.first) {
        QStandardItem *line =
            itemOf(QStringLiteral("%1  %2").arg(found.line.value + 1, 6).arg(found.text), id, found.line);
        line->setData(m_theme.font(FontRole::Mono), Qt::FontRole);
        parent->appendRow(line);
    }
    if (result.matchCount > qint64(result.first.size()) && !result.error)
        parent->appendRow(
            itemOf(tr("… and %Ln more line(s)", nullptr, int(result.matchCount - qint64(result.first.size()))), id,
                   result.first.back().line));
    m_model->appendRow(parent);
    m_list->expand(parent->index());
}

void JobMatches::activate(const QModelIndex &index)
{
    const LineNumber line{index.data(LineRole).toLongLong()};
    if (line.value >= 0)
        Q_EMIT matchActivated({index.data(JobRole).toLongLong()}, line);
}

void JobMatches::updateSummary()
{
    if (!m_search) {
        m_summary->setText(tr("Type what to find in the logs of all jobs."));
        return;
    }
    int coming = 0;
    std::optional<JobLog::Archive> archive;
    for (const Job &job : std::as_const(m_jobs)) {
        const JobLog log = m_logs.logOf({m_account, job.id});
        const bool isUnasked = log.state == JobLog::State::Unknown && job.state.isCompleted();
        coming += log.state == JobLog::State::Fetching || isUnasked ? 1 : 0;
        archive = archive ? archive : log.archive;
    }
    QStringList parts{tr("%Ln line(s) found", nullptr, int(m_search->matchCount())),
                      tr("%n log(s) searched", nullptr, m_searched)};
    if (coming > 0)
        parts.append(tr("%n log(s) to come", nullptr, coming));
    if (archive)
        parts.append(archiveTextOf(*archive));
    m_summary->setText(parts.join(QStringLiteral(" · ")));
}

void JobMatches::focusInEvent(QFocusEvent *event)
{
    m_list->setFocus(event->reason());
}

} // namespace Runlight
