// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logpane.h"

#include "core/store/store.h"
#include "ui/log/foldbytes.h"
#include "ui/log/jobmatches.h"
#include "ui/log/logfinder.h"
#include "ui/log/lognotice.h"
#include "ui/log/logtoolbar.h"
#include "ui/log/logviewer.h"
#include "ui/theme/plaintext.h"

#include <QAction>
#include <QFocusEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

constexpr auto foldingPause = 500ms;
constexpr auto fetchingPatience = 2s;

//! What a saved log is called: the job's name, as far as file names may have it.
QString logFileName(const Job &job)
{
    QString name;
    for (const QChar c : job.name)
        name += c.isLetterOrNumber() || QStringView(u"-_.").contains(c) ? c : QChar(u'-');
    return name.left(100) + QStringLiteral(".log");
}

//! The job that one wants to read first.
const Job *mostTelling(const QList<Job> &jobs)
{
    const auto find = [&jobs](auto &&fits) {
        const auto found = std::find_if(jobs.begin(), jobs.end(), fits);
        return found == jobs.end() ? nullptr : &*found;
    };
    if (const Job *failed = find([](const Job &job) { return job.state.isFailure(); }))
        return failed;
    if (const Job *running = find([](const Job &job) { return job.state.status == Status::InProgress; }))
        return running;
    return jobs.isEmpty() ? nullptr : &jobs.first();
}

} // namespace

LogPane::LogPane(LogStreamer &logs, Store &store, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_logs(logs)
    , m_store(store)
    , m_theme(theme)
    , m_viewer(new LogViewer(theme))
    , m_jobMenu(new QMenu(this))
    , m_matches(new JobMatches(logs, theme))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_viewer);
    m_viewer->addPanel(m_matches);
    m_matches->hide();
    connect(m_matches, &JobMatches::matchActivated, this, &LogPane::showLine);
    connect(&m_viewer->finder(), &LogFinder::patternChanged, this, &LogPane::updateMatches);
    connect(m_viewer->toolBar().allJobs(), &QAction::toggled, this, &LogPane::updateMatches);
    m_viewer->toolBar().setJobMenu(m_jobMenu);
    connect(m_jobMenu, &QMenu::aboutToShow, this, &LogPane::fillJobMenu);
    m_viewer->setPermalinks([this](LineNumber line) { return permalink(line); });
    connect(&logs, &LogStreamer::changed, this, &LogPane::logChanged);
    connect(m_viewer, &LogViewer::openUrlRequested, this, &LogPane::openUrlRequested);
    connect(m_viewer, &LogViewer::noteRaised, this, &LogPane::noteRaised);
    connect(m_viewer, &LogViewer::noticeActionTriggered, this, [this] {
        if (m_shown)
            m_logs.want(keyOf(*m_shown));
    });
    connect(m_viewer, &LogViewer::noticeClosed, this, &LogPane::updateNotice);
    connect(&m_viewer->document(), &LogDocument::completed, this, &LogPane::reachGoal);
    m_folding.setSingleShot(true);
    m_folding.setInterval(foldingPause);
    connect(&m_folding, &QTimer::timeout, this, &LogPane::keepFolds);
    m_patience.setSingleShot(true);
    m_patience.setInterval(fetchingPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_takesLong = true;
        updateNotice();
    });
    connect(&m_viewer->document(), &LogDocument::foldsChanged, this, [this] {
        if (m_isReachingGoal)
            return;
        m_hasFolded = true;
        m_folding.start();
    });
    // Whoever has begun to read is not taken elsewhere.
    const auto stay = [this] {
        m_goal.reset();
    };
    connect(&m_viewer->view(), &LogView::touched, this, stay);
    connect(&m_viewer->finder(), &LogFinder::patternChanged, this, stay);
    for (QAction *action : {m_viewer->nextError, m_viewer->previousError})
        connect(action, &QAction::triggered, this, stay);
}

LogPane::~LogPane()
{
    keepFolds();
}

void LogPane::setJobs(const RunKey &run, int attempt, const QList<Job> &jobs)
{
    const bool isAnother = run != m_run || attempt != m_attempt;
    if (isAnother) {
        keepFolds();
        m_run = run;
        m_attempt = attempt;
        m_shown.reset();
    }
    const bool wasOver = m_shown && jobOf(*m_shown) && jobOf(*m_shown)->state.isCompleted();
    m_jobs = jobs;
    m_matches->setJobs(run.account, jobs);
    updateJobButton();
    if (!m_shown || !jobOf(*m_shown)) {
        showNothing();
        if (const Job *job = mostTelling(jobs))
            choose(job->id, {job->state.isFailure(), {}, {}});
        return;
    }
    // Who looks on as it fails wants to know why.
    if (!wasOver && jobOf(*m_shown)->state.isFailure())
        m_goal = Goal{true, {}, {}};
    updateSteps();
    updateNotice();
}

//! There may be no jobs, or none yet.
void LogPane::showNothing()
{
    keepFolds();
    m_shown.reset();
    m_goal.reset();
    LogDocument &document = m_viewer->document();
    document.setFile(nullptr);
    document.setSteps({});
    m_viewer->toolBar().setJob({}, {});
    m_viewer->setNotice({});
    m_viewer->view().setPlaceholder(tr("There is no job whose log could be shown."));
}

void LogPane::setNow(const QDateTime &now)
{
    m_viewer->view().setNow(now);
}

void LogPane::showJob(JobId job)
{
    const Job *found = jobOf(job);
    choose(job, {found && found->state.isFailure(), {}, {}});
}

void LogPane::showStep(JobId job, int stepNumber)
{
    choose(job, {false, stepNumber, {}});
}

void LogPane::showLine(JobId job, LineNumber line)
{
    choose(job, {false, {}, line});
}

void LogPane::choose(JobId job, const Goal &goal)
{
    const Job *found = jobOf(job);
    if (!found)
        return;
    m_goal = goal;
    if (m_shown != job) {
        keepFolds();
        m_shown = job;
        m_patience.stop();
        m_takesLong = false;
        m_viewer->document().setFile(nullptr);
        askForFolds();
        m_viewer->setSuggestedName(logFileName(*found));
        updateJobButton();
    }
    updateSteps();
    if (isVisible())
        m_logs.want(keyOf(job));
    logChanged(keyOf(job));
}

void LogPane::logChanged(const JobKey &job)
{
    if (job.account != m_run.account)
        return;
    if (m_shown != job.job) {
        followOn(job.job);
        return;
    }
    const JobLog log = m_logs.logOf(job);
    // While nobody looks on, a log that grows is not read.
    if (isVisible() || log.state != JobLog::State::Fetching)
        openLog(log);
    updateNotice();
    reachGoal(); // what came last may have been known before
}

void LogPane::openLog(const JobLog &log)
{
    LogDocument &document = m_viewer->document();
    m_openError.reset();
    if (log.state == JobLog::State::Deleted)
        document.setFile(nullptr);
    if (log.path.isEmpty())
        return;
    // A log that has become whole bears another name, and is the same file; unless it was begun anew in between.
    const bool isWhole =
        log.state == JobLog::State::Ready && document.file() && document.file()->indexedBytes() <= log.receivedBytes;
    if (document.file() && (document.file()->path() == log.path || isWhole)) {
        document.setGrowing(log.state == JobLog::State::Fetching);
        document.setStepStarts(log.stepStarts);
        document.extend();
        return;
    }
    Expected<std::unique_ptr<LogFile>> file = LogFile::open(log.path);
    if (!file) {
        m_openError = file.error();
        return;
    }
    document.setFile(std::move(*file));
    document.setGrowing(log.state == JobLog::State::Fetching);
    document.setStepStarts(log.stepStarts);
}

void LogPane::updateSteps()
{
    const Job *job = m_shown ? jobOf(*m_shown) : nullptr;
    m_viewer->document().setSteps(job ? headingsOf(job->steps) : QList<LogStepHeading>());
}

void LogPane::updateNotice()
{
    const Job *job = m_shown ? jobOf(*m_shown) : nullptr;
    if (!job)
        return;
    const JobLog log = m_logs.logOf(keyOf(job->id));
    if (log.state != JobLog::State::Fetching) {
        m_patience.stop();
        m_takesLong = false;
    } else if (!m_takesLong && !m_patience.isActive()) {
        m_patience.start();
    }
    std::optional<LogNotice> notice = noticeOf(*job, log, m_takesLong);
    if (m_openError)
        notice = noticeOf(*m_openError);
    else if (const LogFile *file = m_viewer->document().file(); file && file->error())
        notice = noticeOf(*file->error());
    m_viewer->setNotice(notice);
    m_viewer->view().setPlaceholder(m_openError ? QString() : placeholderOf(log));
}

//! When it opens: a menu that is open does not change under the mouse.
void LogPane::fillJobMenu()
{
    m_jobMenu->clear();
    for (const Job &job : std::as_const(m_jobs)) {
        // A menu takes "&" for the mark of its key.
        const QString name = oneLine(job.name).replace(u'&', QLatin1String("&&"));
        m_jobMenu->addAction(m_theme.glyphIcon(glyphFor(job.state)), name, this, [this, id = job.id] { showJob(id); });
    }
}

void LogPane::updateJobButton()
{
    if (const Job *job = m_shown ? jobOf(*m_shown) : nullptr)
        m_viewer->toolBar().setJob(oneLine(job->name), m_theme.glyphIcon(glyphFor(job->state)));
}

void LogPane::reachGoal()
{
    // What was folded before does not change under the eyes.
    if (!m_goal || !m_shown || m_awaitsFolds)
        return;
    LogDocument &document = m_viewer->document();
    const JobLog::State state = m_logs.logOf(keyOf(*m_shown)).state;
    // Of one that could not be fetched wholly, what there is must do.
    const bool isOver = state == JobLog::State::Ready || state == JobLog::State::Failed;
    const bool isWhole = document.file() && document.file()->isComplete() && !document.isGrowing() && isOver;
    // The headings of a job without a log can be gone to as well; where the lines are, all of the log must tell.
    if (!isWhole && (document.file() || !m_goal->step))
        return;
    const Goal goal = isWhole ? *std::exchange(m_goal, std::nullopt) : *m_goal;
    const QScopedValueRollback reaching(m_isReachingGoal, true);
    if (goal.line)
        m_viewer->view().showMatch(*goal.line);
    else if (goal.step)
        showStepNumbered(*goal.step);
    else if (goal.firstError)
        showFirstError();
}

void LogPane::showStepNumbered(int number)
{
    const QList<LogStepHeading> &steps = m_viewer->document().steps();
    for (int i = 0; i < steps.size(); ++i) {
        if (steps.at(i).number == number)
            m_viewer->view().showStep(i);
    }
}

void LogPane::showFirstError()
{
    LogDocument &document = m_viewer->document();
    // What the user has not touched makes way for the step that failed.
    if (document.folds().steps.empty()) {
        LogFolds folds = document.folds();
        folds.stepsOpen = false;
        document.setFolds(folds);
    }
    if (const std::optional<LineNumber> line = document.tellingError()) {
        m_viewer->view().showLine(*line);
        return;
    }
    // It says nothing of an error: the end of the step that failed is where one would look.
    const QList<LogStepHeading> &steps = document.steps();
    const auto failed = std::find_if(steps.begin(), steps.end(), [](const LogStepHeading &step) {
        return step.glyph == StatusGlyph::Failure || step.glyph == StatusGlyph::TimedOut;
    });
    if (failed != steps.end() && document.firstLineOf(int(failed - steps.begin()))) {
        m_viewer->view().showStep(int(failed - steps.begin()));
        return;
    }
    LogFolds folds = document.folds();
    folds.stepsOpen = true;
    document.setFolds(folds);
    m_viewer->view().scrollToEnd();
}

void LogPane::updateMatches()
{
    const bool isWanted = m_viewer->toolBar().allJobs()->isChecked();
    m_matches->setVisible(isWanted);
    m_matches->setPattern(isWanted ? m_viewer->finder().pattern() : nullptr);
}

//! The log does not wait for them.
void LogPane::askForFolds()
{
    m_awaitsFolds = true;
    m_viewer->document().setFolds({});
    m_store.logFolds(m_run, *m_shown, this, [this, question = ++m_foldsAsked](const Expected<QByteArray> &bytes) {
        if (question != m_foldsAsked)
            return;
        m_awaitsFolds = false;
        const std::optional<LogFolds> folds = bytes ? foldsOf(*bytes) : std::nullopt;
        if (folds && !m_hasFolded)
            m_viewer->document().setFolds(*folds);
        reachGoal();
    });
}

void LogPane::keepFolds()
{
    m_folding.stop();
    if (std::exchange(m_hasFolded, false) && m_shown)
        m_store.saveLogFolds(m_run, *m_shown, bytesOf(m_viewer->document().folds()));
}

//! Whoever follows reads on in the job that has just ended, once this one is over.
void LogPane::followOn(JobId ended)
{
    const Job *next = jobOf(ended);
    if (!next || !m_viewer->isFollowing() || !isVisible() || !m_shown)
        return;
    const Job *shown = jobOf(*m_shown);
    const bool isOver = shown && shown->state.isCompleted() && shown->completedAt <= next->completedAt;
    if (!isOver || m_logs.logOf(keyOf(ended)).state != JobLog::State::Ready || !next->state.isCompleted())
        return;
    choose(ended, {});
    m_viewer->view().scrollToEnd();
}

const Job *LogPane::jobOf(JobId id) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job &job) { return job.id == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

//! The job's page, at the line of the step: as GitHub's own links to a line.
QUrl LogPane::permalink(LineNumber line) const
{
    const Job *job = m_shown ? jobOf(*m_shown) : nullptr;
    if (!job || !job->htmlUrl.isValid())
        return {};
    QUrl url = job->htmlUrl;
    const LogDocument &document = m_viewer->document();
    if (const std::optional<int> step = document.stepAt(line)) {
        const qint64 inStep = line.value - document.firstLineOf(*step)->value + 1;
        url.setFragment(QStringLiteral("step:%1:%2").arg(document.steps().at(*step).number).arg(inStep));
    }
    return url;
}

void LogPane::focusInEvent(QFocusEvent *event)
{
    m_viewer->setFocus(event->reason());
}

void LogPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_shown)
        return;
    m_logs.want(keyOf(*m_shown));
    logChanged(keyOf(*m_shown));
}

} // namespace Runlight
