// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/runview.h"

#include "ui/artifacts/artifactspane.h"
#include "ui/log/firsterror.h"
#include "ui/log/logpane.h"
#include "ui/run/annotationsmodel.h"
#include "ui/run/counttabbar.h"
#include "ui/run/firsterrorcard.h"
#include "ui/run/jobsmodel.h"
#include "ui/run/jobsview.h"
#include "ui/run/reviewsmodel.h"
#include "ui/run/rowsview.h"
#include "ui/run/runheader.h"
#include "ui/run/runtexts.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFocusEvent>
#include <QLabel>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int margin = 5 * Theme::grid;
constexpr int leastHeight = 40 * Theme::grid; //!< px, of what is below the tabs.

QLabel *mutedLabel(const QString &text = {})
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(margin, margin, margin, margin);
    return label;
}

QFrame *hairline()
{
    auto *line = new QFrame;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

//! Where GitHub shows the files of the run's commit: the run's own page with another end.
QUrl blobUrl(const Run &run)
{
    if (!run.htmlUrl.isValid() || run.headSha.isEmpty())
        return {};
    QUrl url = run.htmlUrl;
    const QString repository = run.headRepository.isEmpty() ? run.repository.fullName() : run.headRepository;
    url.setPath(QStringLiteral("/%1/blob/%2").arg(repository, run.headSha));
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

} // namespace

RunView::RunView(LogStreamer &logs, Store &store, Downloads &downloads, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_logs(logs)
    , m_store(store)
    , m_downloads(downloads)
    , m_theme(theme)
    , m_jobs(std::make_unique<JobsModel>())
    , m_annotations(std::make_unique<AnnotationsModel>())
    , m_reviews(std::make_unique<ReviewsModel>())
    , m_pages(new QStackedLayout)
    , m_errorArea(new QWidget)
    , m_errorBar(new InlineBar(theme))
    , m_noRun(mutedLabel())
    , m_firstErrorFinder(new FirstErrorFinder(logs, this))
{
    setAccessibleName(tr("Run"));
    m_errorBar->setKind(InlineBar::Kind::Error);
    m_errorBar->setActions(tr("Retry"));
    connect(m_errorBar, &InlineBar::primaryTriggered, this, &RunView::retryRequested);
    m_pages->addWidget(m_noRun);
    m_content = createContent();
    m_pages->addWidget(m_content);

    auto *error = new QVBoxLayout(m_errorArea);
    error->setContentsMargins(margin, 3 * Theme::grid, margin, 0);
    error->addWidget(m_errorBar);
    m_errorBar->show();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_errorArea);
    layout->addLayout(m_pages, 1);
    setError({});
}

RunView::~RunView() = default;

void RunView::setDetails(const AccountId &account, const RunDetails &details, const QDateTime &now)
{
    const bool isAnother = account != m_account || details.run.id != m_details.run.id
        || details.attempt != m_details.attempt || m_pages->currentWidget() != m_content;
    const QList<Job> before = isAnother ? QList<Job>() : m_details.jobs;
    m_account = account;
    m_details = details;
    m_now = now;
    const Run shown = shownRun();
    m_header->setRun(shown, details.attempts, details.run.attempt, now);
    m_jobs->setJobs(details.jobs, shown.startedAt, now);
    m_artifacts->setNow(now);
    m_artifacts->setArtifacts({account, details.run.repository}, details.run.id, details.artifacts);
    m_annotations->setAnnotations(details.annotations, details.jobs, blobUrl(details.run));
    m_reviews->setNow(now);
    m_reviews->setRows(details.pendingDeployments);
    m_firstError->setAnnotations(details.annotations, details.jobs);
    m_firstErrorFinder->setJobs(account, details.jobs);
    m_log->setNow(now);
    m_log->setJobs({account, details.run.id}, details.attempt, details.jobs);
    if (before.isEmpty()) // another run, or its jobs have only now come
        m_jobsView->startAfresh();
    if (isAnother)
        m_tabs->setCurrentIndex(Jobs);
    updateBars();
    updateCounts();
    updatePlaceholders();
    m_pages->setCurrentWidget(m_content);
    showFailureAsItHappens(before);
    Q_EMIT shownChanged();
    if (hasFocus()) // from when there was nothing to pass it on to
        passFocusOn(Qt::OtherFocusReason);
}

void RunView::setComplete(bool complete)
{
    m_isComplete = complete;
    updatePlaceholders();
}

void RunView::setNow(const QDateTime &now)
{
    m_now = now;
    if (m_pages->currentWidget() != m_content)
        return;
    m_header->setNow(now);
    m_jobs->setNow(now);
    m_log->setNow(now);
    m_artifacts->setNow(now);
    m_reviews->setNow(now);
    updateBars();
}

void RunView::setError(const std::optional<Error> &error)
{
    m_errorArea->setVisible(error.has_value());
    m_noRun->setText(error ? QString() : tr("Select a run to see its jobs, artifacts and annotations."));
    if (!error)
        return;
    const QString message = error->message.isEmpty() ? tr("The run could not be loaded") : error->message;
    m_errorBar->setText(message, adviceFor(*error));
}

void RunView::clear()
{
    m_details = {};
    m_pages->setCurrentWidget(m_noRun);
    Q_EMIT shownChanged();
}

void RunView::setActions(const RunHeaderActions &actions, QAction &ofJob)
{
    m_header->setActions(actions);
    m_jobsView->addRowAction(ofJob);
}

void RunView::setReviewActions(QAction &approve, QAction &reject)
{
    m_approve = &approve;
    m_reject = &reject;
    connect(m_reviewBar, &InlineBar::primaryTriggered, m_approve, &QAction::trigger);
    connect(m_reviewBar, &InlineBar::secondaryTriggered, m_reject, &QAction::trigger);
    connect(m_approve, &QAction::changed, this, &RunView::updateReviewBar);
    updateReviewBar();
}

void RunView::setRequested(const QString &requested)
{
    m_header->setRequested(requested);
}

std::optional<Job> RunView::currentJob() const
{
    const JobId wanted = m_jobsView->currentJob();
    for (const Job &job : m_details.jobs) {
        if (job.id == wanted)
            return job;
    }
    return {};
}

bool RunView::isSettled() const
{
    return !m_firstErrorFinder->isLooking();
}

void RunView::turnTo(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
    passFocusOn(Qt::ShortcutFocusReason);
}

void RunView::turnToLog()
{
    m_tabs->setCurrentIndex(Log);
    m_log->setFocus(Qt::ShortcutFocusReason);
}

void RunView::downloadArtifacts()
{
    if (m_pages->currentWidget() != m_content)
        return;
    m_tabs->setCurrentIndex(Artifacts);
    m_artifacts->download();
    m_artifacts->setFocus(Qt::ShortcutFocusReason);
}

void RunView::openLog()
{
    if (m_pages->currentWidget() != m_content)
        return;
    const QModelIndex current = m_jobsView->currentIndex();
    // What failed is read from its first error on, whichever of its steps is selected.
    if (current.isValid() && !m_jobs->isJob(current) && !m_jobs->jobOf(current).state.isFailure())
        m_log->showStep(m_jobs->jobOf(current).id, m_jobs->stepNumberOf(current));
    else if (current.isValid())
        m_log->showJob(m_jobs->jobOf(current).id);
    turnToLog();
}

//! Who watches the jobs of a run wants to read why one fails, at once. Who looks at something else is let alone.
void RunView::showFailureAsItHappens(const QList<Job> &before)
{
    if (m_tabs->currentIndex() != Jobs || !isVisible())
        return;
    for (const Job &job : before) {
        const auto now = std::find_if(m_details.jobs.begin(), m_details.jobs.end(),
                                      [&job](const Job &each) { return each.id == job.id; });
        if (job.state.isCompleted() || now == m_details.jobs.end() || !now->state.isFailure())
            continue;
        m_tabs->setCurrentIndex(Log);
        m_log->showJob(job.id);
        return;
    }
}

QWidget *RunView::createContent()
{
    m_header = new RunHeader(m_theme);
    connect(m_header, &RunHeader::openUrlRequested, this, &RunView::openUrlRequested);
    connect(m_header, &RunHeader::attemptChosen, this,
            [this](int attempt) { Q_EMIT attemptChosen(attempt == m_details.run.attempt ? 0 : attempt); });

    m_tabs = new CountTabBar(m_theme);
    m_tabs->setAccessibleName(tr("Parts of the run"));
    for (const QString &name : {tr("Jobs"), tr("Log"), tr("Artifacts"), tr("Annotations"), tr("Reviews")})
        m_tabs->addCountTab(name);
    m_artifacts = new ArtifactsPane(m_downloads, m_theme);
    m_annotationsView = createList(*m_annotations, tr("Annotations"));
    m_reviewsView = createList(*m_reviews, tr("Pending reviews"));
    m_stack = new QStackedWidget;
    m_stack->addWidget(createJobsPage());
    m_log = new LogPane(m_logs, m_store, m_theme);
    connect(m_log, &LogPane::openUrlRequested, this, &RunView::openLogLinkRequested);
    connect(m_log, &LogPane::noteRaised, this, &RunView::noteRaised);
    m_stack->addWidget(m_log);
    m_stack->addWidget(m_artifacts);
    for (RowsView *list : {m_annotationsView, m_reviewsView})
        m_stack->addWidget(list);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    // However much a bar above has to say, the window does not grow by it.
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_stack->setMinimumHeight(leastHeight);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(margin, 3 * Theme::grid, margin, 0);
    top->setSpacing(2 * Theme::grid);
    top->addWidget(m_header);
    addBars(*top);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(margin - CountTabBar::side, 2 * Theme::grid, margin, 0);
    tabs->addWidget(m_tabs);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addLayout(tabs);
    layout->addWidget(hairline());
    layout->addWidget(m_stack, 1);
    return content;
}

void RunView::addBars(QBoxLayout &layout)
{
    m_pastBar = new InlineBar(m_theme);
    m_pastBar->setActions(tr("Show latest"));
    connect(m_pastBar, &InlineBar::primaryTriggered, this, [this] { Q_EMIT attemptChosen(0); });
    m_reviewBar = new InlineBar(m_theme);
    m_reviewBar->setKind(InlineBar::Kind::Review);

    m_noticeBar = new InlineBar(m_theme);
    for (InlineBar *bar : {m_noticeBar, m_pastBar, m_reviewBar})
        layout.addWidget(bar);
}

QWidget *RunView::createJobsPage()
{
    m_jobsView = new JobsView(*m_jobs, m_theme);
    connect(m_jobsView, &JobsView::openUrlRequested, this, &RunView::openUrlRequested);
    connect(m_jobsView, &JobsView::openLogRequested, this, [this](JobId job, int step) {
        step > 0 ? m_log->showStep(job, step) : m_log->showJob(job);
        turnToLog();
    });
    connect(m_jobsView, &JobsView::currentJobChanged, this, &RunView::shownChanged);
    m_noJobs = mutedLabel();
    m_firstError = new FirstErrorCard(m_theme);
    connect(m_firstError, &FirstErrorCard::showAllRequested, this, [this] { m_tabs->setCurrentIndex(Annotations); });
    connect(m_firstError, &FirstErrorCard::openLogRequested, this, [this](JobId job) {
        m_log->showJob(job);
        turnToLog();
    });
    connect(m_firstErrorFinder, &FirstErrorFinder::changed, m_firstError,
            [this] { m_firstError->setError(m_firstErrorFinder->error()); });
    connect(m_firstErrorFinder, &FirstErrorFinder::changed, this, &RunView::settledChanged);

    auto *card = new QVBoxLayout;
    card->setContentsMargins(margin, 2 * Theme::grid, margin, 3 * Theme::grid);
    card->addWidget(m_firstError);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_noJobs);
    layout->addWidget(m_jobsView);
    layout->addLayout(card);
    layout->addStretch(1);
    return page;
}

RowsView *RunView::createList(QAbstractItemModel &model, const QString &name)
{
    auto *list = new RowsView(model, m_theme);
    list->setAccessibleName(name);
    connect(list, &RowsView::openUrlRequested, this, &RunView::openUrlRequested);
    return list;
}

void RunView::updateBars()
{
    const bool isPast = m_details.attempt > 0 && m_details.attempt < m_details.run.attempt;
    if (isPast)
        m_pastBar->setText(tr("You are looking at attempt %1 of %2").arg(m_details.attempt).arg(m_details.run.attempt));
    m_pastBar->setVisible(isPast);
    updateReviewBar();
}

//! Deployments that wait for somebody, or a fork's run that may not begin.
void RunView::updateReviewBar()
{
    const bool isPast = m_details.attempt > 0 && m_details.attempt < m_details.run.attempt;
    const bool awaitsReview = !m_details.pendingDeployments.isEmpty();
    const bool awaitsApproval = m_details.run.state.conclusion == Conclusion::ActionRequired;
    m_reviewBar->setVisible(!isPast && (awaitsReview || awaitsApproval));
    if (m_reviewBar->isHidden())
        return;
    const ReviewNotice notice =
        awaitsReview ? reviewNotice(m_details.pendingDeployments, m_now) : approvalNotice(m_details.run);
    m_reviewBar->setText(notice.headline, notice.detail);
    if (!m_approve)
        return;
    m_reviewBar->setActions(m_approve->text(), awaitsReview ? m_reject->text() : QString());
    m_reviewBar->setActionsEnabled(m_approve->isEnabled(), m_approve->statusTip());
}

void RunView::updateCounts()
{
    m_tabs->setCount(Artifacts, int(m_details.artifacts.size()));
    m_tabs->setCount(Annotations, int(m_details.annotations.size()));
    m_tabs->setCount(Reviews, int(m_details.pendingDeployments.size()));
}

void RunView::updatePlaceholders()
{
    const bool hasJobs = !m_details.jobs.isEmpty();
    m_jobsView->setVisible(hasJobs);
    m_noJobs->setVisible(!hasJobs);
    m_noJobs->setText(m_isComplete ? tr("This run has no jobs.") : tr("Loading jobs…"));
    m_artifacts->setPlaceholder(m_isComplete ? tr("This run has no artifacts.") : tr("Loading artifacts…"));
    m_annotationsView->setPlaceholder(m_isComplete ? tr("Nothing in this run was annotated.")
                                                   : tr("Loading annotations…"));
    m_reviewsView->setPlaceholder(tr("Nothing in this run waits for a review."));
}

//! Whoever turns to the run turns to what it shows. No focus proxy does it: Tab would go straight to that, past the
//! header and the tabs.
void RunView::passFocusOn(Qt::FocusReason reason)
{
    if (m_pages->currentWidget() != m_content)
        return;
    QWidget *shown = m_stack->currentWidget();
    if (m_tabs->currentIndex() == Jobs)
        shown = m_details.jobs.isEmpty() ? static_cast<QWidget *>(m_tabs) : m_jobsView;
    shown->setFocus(reason);
}

void RunView::focusInEvent(QFocusEvent *event)
{
    passFocusOn(event->reason());
}

Run RunView::shownRun() const
{
    const auto shown = std::find_if(m_details.attempts.begin(), m_details.attempts.end(),
                                    [this](const Run &run) { return run.attempt == m_details.attempt; });
    return shown == m_details.attempts.end() ? m_details.run : *shown;
}

} // namespace Runlight
