// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/approvals.h"

#include "core/base/clock.h"
#include "core/control/reviewinquiry.h"
#include "core/monitor/monitor.h"
#include "core/store/store.h"

#include <QWidget>

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

QString loginOf(const AccountId &account)
{
    return account.value.left(account.value.lastIndexOf(QLatin1Char('@')));
}

} // namespace

Approvals::Approvals(Store &store, Monitor &monitor, Control &control, Clock &clock, const Theme &theme,
                     QWidget &window)
    : QObject(&window)
    , m_store(store)
    , m_monitor(monitor)
    , m_control(control)
    , m_clock(clock)
    , m_theme(theme)
    , m_window(window)
{
    connect(&control, &Control::finished, this, &Approvals::take);
    connect(&control, &Control::changed, this, &Approvals::follow);
    connect(&control, &Control::knowledgeChanged, this, &Approvals::updateAvailability);
    connect(&control, &Control::requestedChanged, this, &Approvals::updateAvailability);
    connect(&monitor, &Monitor::runDetailsChanged, this, [this](const RunKey &run) {
        if (m_sheet && run == m_run)
            read();
    });
    connect(&monitor, &Monitor::runDetailsFetched, this, [this](const RunKey &run) {
        if (m_sheet && run == m_run)
            read();
    });
    connect(&monitor, &Monitor::runsChanged, this, [this](const QList<RunChange> &changes) {
        const auto isShown = [this](const RunChange &change) {
            return change.key() == m_run;
        };
        if (m_sheet && std::any_of(changes.begin(), changes.end(), isShown))
            read();
    });
    connect(&monitor, &Monitor::runsRemoved, this, [this](const QList<RunKey> &runs) {
        if (m_sheet && runs.contains(m_run))
            m_sheet->setGone();
    });
}

void Approvals::open(const RunKey &run, const RepoName &repository, ReviewSheet::Intent intent)
{
    if (m_sheet && m_run == run) {
        m_sheet->setIntent(intent);
        m_sheet->raise();
        m_sheet->activateWindow();
        return;
    }
    close();
    m_run = run;
    m_repository = repository;
    m_details.reset();
    m_waiting = 0;
    m_sheet = new ReviewSheet(m_theme, loginOf(run.account), intent, &m_window);
    m_sheet->setAttribute(Qt::WA_DeleteOnClose);
    m_sheet->setComment(m_comments.value(run));
    m_inquiry = m_control.inquire(run, repository, m_sheet);
    connectSheet();
    m_inquiry->askHistory();
    follow();
    read();
    m_sheet->show();
    tick();
}

void Approvals::connectSheet()
{
    connect(m_sheet, &ReviewSheet::decided, this, &Approvals::decide);
    connect(m_sheet, &ReviewSheet::openUrlRequested, this,
            [this](const QUrl &url) { Q_EMIT openUrlRequested(url, m_run.account); });
    connect(m_sheet, &QDialog::finished, this, [this, sheet = m_sheet.data(), run = m_run] {
        m_comments.insert(run, sheet->comment());
        if (sheet == m_sheet)
            m_sheet.clear();
    });
    connect(m_inquiry, &ReviewInquiry::changed, m_sheet,
            [this, sheet = m_sheet.data(), inquiry = m_inquiry] { sheet->setInquiry(*inquiry, m_clock.now()); });
}

void Approvals::close()
{
    if (m_sheet)
        m_sheet->close();
}

void Approvals::read()
{
    m_store.runDetails(m_run, 0, m_sheet, [this, run = m_run](const Expected<RunDetails> &details) {
        // A run that is not stored yet is being fetched.
        if (details && m_sheet && run == m_run)
            show(*details);
    });
}

void Approvals::show(const RunDetails &details)
{
    m_details = details;
    updateAvailability();
    m_sheet->setDetails(details, m_clock.now());
    ask();
    m_sheet->setInquiry(*m_inquiry, m_clock.now());
}

void Approvals::ask()
{
    QStringList environments;
    for (const PendingDeployment &deployment : m_details->pendingDeployments)
        environments += deployment.environment;
    m_inquiry->askDeployments(m_details->run.headSha, environments);
    // Fewer wait than before: somebody has decided something.
    if (environments.size() < m_waiting)
        m_inquiry->askHistory();
    m_waiting = environments.size();
}

void Approvals::decide(const ReviewSheet::Decision &decision)
{
    Command command;
    command.kind = decision.kind;
    command.account = m_run.account;
    command.repository = m_repository;
    command.run = m_run.run;
    command.environments = decision.environments;
    command.approve = decision.approve;
    command.comment = decision.comment;
    m_comments.insert(m_run, decision.comment);
    // Before it is given: what it was asked for here is not to be taken for another's doing.
    m_sheet->setRequested(QString());
    const CommandId id = m_control.start(command);
    m_sent.insert(m_run, {id, decision});
    const auto status = m_control.status(id);
    if (status && status->isEnded()) // the same was done a moment ago
        take(*status);
    else
        follow();
}

//! Says how what was sent for the sheet's run stands.
void Approvals::follow()
{
    const auto sent = m_sent.constFind(m_run);
    if (!m_sheet || sent == m_sent.cend())
        return;
    const auto status = m_control.status(sent->id);
    if (status && status->state == CommandState::LookingUp)
        m_sheet->setRequested(tr("The connection was lost: looking whether it arrived…"));
    else if (status && status->state == CommandState::Requested)
        m_sheet->setRequested(sent->decision.approve ? tr("Approval requested…") : tr("Rejection requested…"));
}

void Approvals::take(const CommandStatus &status)
{
    const RunKey run = status.command.runKey();
    const auto sent = m_sent.constFind(run);
    if (sent == m_sent.cend() || sent->id != status.id)
        return;
    const ReviewSheet::Decision decision = sent->decision;
    m_sent.erase(sent);
    const bool isShown = m_sheet && m_run == run;
    if (status.state == CommandState::Done) {
        if (isShown)
            close();
        m_comments.remove(run);
        return;
    }
    // Where the sheet was closed meanwhile, the run itself says what was refused.
    if (!isShown)
        return;
    m_sheet->setRefused(decision, status.error.value_or(Error()));
    m_inquiry->askHistory(); // somebody else may have decided
    updateAvailability();
}

void Approvals::updateAvailability()
{
    if (!m_sheet || !m_details)
        return;
    RunFacts facts;
    facts.run = m_details->run;
    if (!m_details->pendingDeployments.isEmpty())
        facts.pendingDeployments = m_details->pendingDeployments;
    const bool isForks = m_details->run.state.conclusion == Conclusion::ActionRequired;
    const CommandKind kind = isForks ? CommandKind::ApproveRun : CommandKind::ReviewDeployments;
    m_sheet->setAvailability(m_control.availability(kind, m_run.account, facts));
}

//! The timers of environments run on.
void Approvals::tick()
{
    if (!m_sheet)
        return;
    m_sheet->setNow(m_clock.now());
    m_clock.singleShot(1s, m_sheet, [this] { tick(); });
}

} // namespace Runlight
