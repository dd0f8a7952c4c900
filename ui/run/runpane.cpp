// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/runpane.h"

#include "core/base/clock.h"
#include "core/monitor/logstreamer.h"
#include "core/monitor/monitor.h"
#include "ui/run/runview.h"

#include <QFocusEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;

RunPane::RunPane(Store &store, Monitor &monitor, LogStreamer &logs, Downloads &downloads, Clock &clock, Theme &theme,
                 QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_monitor(monitor)
    , m_logs(logs)
    , m_clock(clock)
    , m_view(new RunView(logs, store, downloads, theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);

    connect(m_view, &RunView::openUrlRequested, this, &RunPane::openUrlRequested);
    connect(m_view, &RunView::openLogLinkRequested, this, &RunPane::openLogLinkRequested);
    connect(m_view, &RunView::settledChanged, this, &RunPane::loaded);
    connect(m_view, &RunView::noteRaised, this, &RunPane::noteRaised);
    connect(m_view, &RunView::attemptChosen, this, &RunPane::focus);
    connect(m_view, &RunView::retryRequested, this, &RunPane::retry);
    connect(&monitor, &Monitor::runDetailsChanged, this, [this](const RunKey &key) {
        if (key == m_run)
            read();
    });
    connect(&monitor, &Monitor::runDetailsFetched, this, [this](const RunKey &key) {
        if (key != m_run)
            return;
        m_wasFetched = true;
        m_error.reset();
        read();
    });
    connect(&monitor, &Monitor::runsRemoved, this, [this](const QList<RunKey> &keys) {
        if (m_run && keys.contains(*m_run))
            showRun({});
    });
    connect(&monitor, &Monitor::runsChanged, this, [this](const QList<RunChange> &changes) {
        const auto isShown = [this](const RunChange &change) {
            return change.key() == m_run;
        };
        if (std::any_of(changes.begin(), changes.end(), isShown))
            read();
    });
    connect(&monitor, &Monitor::runDetailsFailed, this, [this](const RunKey &key, const Error &error) {
        if (key != m_run)
            return;
        m_error = error;
        // The store may know the run all the same.
        if (!m_isReading)
            tellOutcome();
    });
}

void RunPane::showRun(const std::optional<RunKey> &run, const RepoName &repository)
{
    if (run == m_run)
        return;
    if (m_run)
        m_logs.unfollow(*m_run);
    m_run = run;
    m_repository = repository;
    m_hasDetails = false;
    setPageUrl({});
    if (run) {
        focus(0);
        return;
    }
    ++m_question;
    m_isReading = false;
    m_isLoaded = false;
    m_error.reset();
    m_monitor.setFocusedRun({});
    m_view->setError({});
    m_view->clear();
}

bool RunPane::isLoaded() const
{
    return m_isLoaded && m_view->isSettled();
}

void RunPane::focus(int attempt)
{
    if (!m_run)
        return;
    m_attempt = attempt;
    m_isLoaded = false;
    m_wasFetched = false;
    m_error.reset();
    m_isReading = false;
    ++m_question;
    read();
    m_monitor.setFocusedRun(m_run, m_repository, attempt);
}

void RunPane::retry()
{
    if (m_run)
        m_monitor.lookAt(*m_run, m_repository);
}

void RunPane::read()
{
    // Changes come in bursts: one question at a time, and one more if something changed meanwhile.
    if (m_isReading) {
        m_readAgain = true;
        return;
    }
    m_isReading = true;
    m_readAgain = false;
    m_store.runDetails(*m_run, m_attempt, this, [this, question = m_question](const Expected<RunDetails> &details) {
        if (question != m_question)
            return;
        m_isReading = false;
        if (details)
            take(*details);
        else if (details.error().kind != ErrorKind::RunNotFound) // a run that is not stored yet is being fetched
            m_error = details.error();
        if (m_readAgain)
            read();
        else
            tellOutcome();
    });
}

void RunPane::take(const RunDetails &details)
{
    m_hasDetails = true;
    m_logs.follow(*m_run, m_repository, details.attempt, details.jobs);
    m_view->setDetails(m_run->account, details, m_clock.now());
    setPageUrl(details.run.htmlUrl);
}

//! What is known by now is on screen: says so, and what is wrong.
void RunPane::tellOutcome()
{
    // Nothing of this run can be shown: what is still there is another's.
    if (m_error && !m_hasDetails)
        m_view->clear();
    m_view->setError(m_error);
    const bool isComplete = m_wasFetched || m_error;
    m_view->setComplete(isComplete);
    if (!isComplete || m_isLoaded)
        return;
    m_isLoaded = true;
    Q_EMIT loaded();
}

void RunPane::setPageUrl(const QUrl &url)
{
    if (url == m_pageUrl)
        return;
    m_pageUrl = url;
    Q_EMIT pageUrlChanged();
}

//! No focus proxy: Tab would go straight to it, past all that stands before it.
void RunPane::focusInEvent(QFocusEvent *event)
{
    m_view->setFocus(event->reason());
}

void RunPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_nextTick)
        tick();
}

void RunPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    delete m_nextTick;
    m_nextTick = nullptr;
}

void RunPane::tick()
{
    m_nextTick = m_clock.singleShot(1s, this, [this] { tick(); });
    m_view->setNow(m_clock.now());
}

} // namespace Runlight
