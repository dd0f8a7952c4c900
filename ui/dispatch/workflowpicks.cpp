// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/workflowpicks.h"

#include "core/dispatch/refsearch.h"
#include "ui/dispatch/inputfield.h"
#include "ui/dispatch/pickbox.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <utility>

namespace Runlight {

namespace {

RepositoryRef refOf(const StoredRepository &repository)
{
    return {repository.account, repository.repository.name};
}

QString repositoryId(const RepositoryRef &ref)
{
    return ref.account.value + QLatin1Char('\n') + ref.repository.fullName().toLower();
}

bool canBeStarted(const Workflow &workflow)
{
    return workflow.state == WorkflowState::Active;
}

QString workflowDetail(const Workflow &workflow)
{
    return canBeStarted(workflow) ? workflow.path
                                  : WorkflowPicks::tr("%1 · disabled", "path of a workflow").arg(workflow.path);
}

void offerMatches(PickBox &box, const QList<Pick> &picks, const QString &text)
{
    const QList<Pick> found = matchingPicks(picks, text);
    box.offer(found,
              found.isEmpty() ? WorkflowPicks::tr("Nothing has “%1” in its name").arg(oneLine(text)) : QString());
}

QString refDetail(const RefHit &hit)
{
    if (hit.isDefault)
        return WorkflowPicks::tr("default branch");
    return hit.ref.kind == GitRef::Kind::Tag ? WorkflowPicks::tr("tag") : QString();
}

Pick pickOf(const RefHit &hit, const QList<RefHit> &hits)
{
    const auto isNamesake = [&hit](const RefHit &other) {
        return other.ref.name == hit.ref.name && other.ref.kind != hit.ref.kind;
    };
    const bool isAlone = std::none_of(hits.begin(), hits.end(), isNamesake);
    return {isAlone ? hit.ref.name : hit.ref.fullName(), hit.ref.name, refDetail(hit)};
}

QString refNote(const RefSearch &search)
{
    if (search.error())
        return WorkflowPicks::tr("Not all could be looked at: %1").arg(oneLine(search.error()->message));
    if (search.isBusy())
        return search.hits().isEmpty() ? WorkflowPicks::tr("Looking…") : QString();
    if (search.hits().isEmpty())
        return WorkflowPicks::tr("No branch or tag has “%1” in its name").arg(oneLine(search.text()));
    return search.hasMore() ? WorkflowPicks::tr("There are more: type a part of the name") : QString();
}

} // namespace

WorkflowPicks::WorkflowPicks(Store &store, Dispatcher &dispatcher, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_dispatcher(dispatcher)
    , m_repositoryBox(new PickBox(theme))
    , m_workflowBox(new PickBox(theme))
    , m_refBox(new PickBox(theme))
{
    layOut(theme);
    connect(m_repositoryBox, &PickBox::searched, this,
            [this](const QString &text) { offerMatches(*m_repositoryBox, repositoryPicks(), text); });
    connect(m_repositoryBox, &PickBox::picked, this, [this](const Pick &pick) { chooseRepository(pick.id); });
    connect(m_workflowBox, &PickBox::searched, this,
            [this](const QString &text) { offerMatches(*m_workflowBox, workflowPicks(), text); });
    connect(m_workflowBox, &PickBox::picked, this,
            [this](const Pick &pick) { chooseWorkflow(WorkflowId{pick.id.toLongLong()}); });
    connect(m_refBox, &PickBox::searched, this, &WorkflowPicks::searchRefs);
    connect(m_refBox, &PickBox::picked, this, [this](const Pick &pick) { Q_EMIT refPicked(pick.id); });
}

WorkflowPicks::~WorkflowPicks() = default;

void WorkflowPicks::layOut(const Theme &theme)
{
    m_refBox->setFont(theme.font(FontRole::Mono));
    auto *rows = new QGridLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(3 * Theme::grid);
    rows->setVerticalSpacing(3 * Theme::grid);
    const std::pair<QString, PickBox *> picks[] = {
        {tr("Repository"), m_repositoryBox}, {tr("Workflow"), m_workflowBox}, {tr("Branch or tag"), m_refBox}};
    int row = 0;
    for (const auto &[name, box] : picks) {
        box->setAccessibleName(name);
        box->setMinimumHeight(m_repositoryBox->sizeHint().height());
        rows->addWidget(formLabel(name, box), row, 0);
        rows->addWidget(box, row++, 1);
    }
}

void WorkflowPicks::choose(const DispatchSubject &subject)
{
    m_subject = subject;
    read();
}

void WorkflowPicks::retry()
{
    if (m_ref)
        loadRepository(*m_ref);
    else
        read();
}

void WorkflowPicks::read()
{
    Q_EMIT reading();
    m_store.repositories(this, [this](const Expected<QList<StoredRepository>> &stored) {
        if (stored)
            takeRepositories(*stored);
        else
            Q_EMIT blocked(loadFailedNotice(stored.error()));
    });
}

void WorkflowPicks::takeRepositories(const QList<StoredRepository> &stored)
{
    m_repositories = stored;
    const auto isWanted = [this](const StoredRepository &each) {
        return refOf(each) == m_subject.repository;
    };
    // It may be watched and not be written down yet.
    if (m_subject.repository && std::none_of(stored.begin(), stored.end(), isWanted)) {
        m_repositories.append({m_subject.repository->account, {}, {}});
        m_repositories.last().repository.name = m_subject.repository->repository;
    }
    if (!m_repositories.isEmpty()) {
        const RepositoryRef first = refOf(m_repositories.first());
        chooseRepository(repositoryId(m_subject.repository.value_or(first)));
        return;
    }
    Q_EMIT blocked({InlineBar::Kind::Info,
                    tr("No repository is known yet"),
                    tr("Runlight learns of them with the first look at what you watch."),
                    tr("Retry"),
                    {}});
}

void WorkflowPicks::chooseRepository(const QString &id)
{
    const QList<Pick> picks = repositoryPicks();
    for (qsizetype i = 0; i < picks.size(); ++i) {
        if (picks[i].id == id) {
            m_ref = refOf(m_repositories[i]);
            m_repositoryBox->setCurrent(picks[i]);
        }
    }
    delete m_refSearch;
    m_workflowBox->setCurrent({});
    m_refBox->setCurrent({});
    const StoredRepository *chosen = repository();
    if (chosen->workflows.isEmpty() || chosen->repository.defaultBranch.isEmpty())
        loadRepository(*m_ref);
    else
        chooseFirstWorkflow();
}

void WorkflowPicks::loadRepository(const RepositoryRef &ref)
{
    Q_EMIT reading();
    const quint64 question = ++m_question;
    m_dispatcher.loadRepository(ref, this, [this, question](const Expected<StoredRepository> &found) {
        if (question != m_question)
            return;
        if (!found) {
            Q_EMIT blocked(loadFailedNotice(found.error()));
            return;
        }
        repository()->workflows = found->workflows;
        repository()->repository.defaultBranch = found->repository.defaultBranch;
        chooseFirstWorkflow();
    });
}

//! The one that was asked for, else the first that is not disabled.
void WorkflowPicks::chooseFirstWorkflow()
{
    const QList<Workflow> workflows = repository()->workflows;
    const auto isWanted = [this](const Workflow &each) {
        return m_subject.again ? each.id == m_subject.again->workflow : each.name == m_subject.workflowName;
    };
    auto chosen = std::find_if(workflows.begin(), workflows.end(), isWanted);
    if (chosen == workflows.end())
        chosen = std::find_if(workflows.begin(), workflows.end(), canBeStarted);
    if (chosen == workflows.end())
        chosen = workflows.begin();
    if (chosen != workflows.end()) {
        chooseWorkflow(chosen->id);
        return;
    }
    Q_EMIT blocked({InlineBar::Kind::Info,
                    tr("This repository has no workflow"),
                    tr("A workflow is a file in its folder .github/workflows."),
                    tr("Retry"),
                    {}});
}

void WorkflowPicks::chooseWorkflow(WorkflowId id)
{
    ++m_question;
    for (const Workflow &each : repository()->workflows) {
        if (each.id != id)
            continue;
        m_workflowBox->setCurrent({QString::number(id.value), each.name, workflowDetail(each)});
        m_refBox->setCurrent({});
        Q_EMIT workflowChosen(*m_ref, Workflow(each), repository()->repository.defaultBranch);
        return;
    }
}

void WorkflowPicks::setGitRef(const QString &gitRef)
{
    const QString name = GitRef::shortName(gitRef);
    const bool isDefault = name == gitRef && name == repository()->repository.defaultBranch;
    m_refBox->setCurrent({gitRef, name, isDefault ? tr("default branch") : QString()});
}

QWidget *WorkflowPicks::lastControl() const
{
    return m_refBox;
}

bool WorkflowPicks::isChoosing() const
{
    return m_repositoryBox->isOpen() || m_workflowBox->isOpen() || m_refBox->isOpen();
}

void WorkflowPicks::searchRefs(const QString &text)
{
    if (!m_refSearch && m_ref) {
        m_refSearch = m_dispatcher.searchRefs(*m_ref, repository()->repository.defaultBranch, this);
        if (m_refSearch)
            connect(m_refSearch, &RefSearch::changed, this, &WorkflowPicks::offerRefs);
    }
    if (!m_refSearch) {
        m_refBox->offer({}, tr("This account is not signed in."));
        return;
    }
    m_refSearch->setText(text);
    offerRefs();
}

void WorkflowPicks::offerRefs()
{
    const QList<RefHit> &hits = m_refSearch->hits();
    QList<Pick> picks;
    for (const RefHit &hit : hits)
        picks.append(pickOf(hit, hits));
    m_refBox->offer(picks, refNote(*m_refSearch), !m_refSearch->isBusy());
}

StoredRepository *WorkflowPicks::repository()
{
    for (StoredRepository &each : m_repositories) {
        if (refOf(each) == m_ref)
            return &each;
    }
    return nullptr;
}

QList<Pick> WorkflowPicks::repositoryPicks() const
{
    const auto isOther = [this](const StoredRepository &each) {
        return each.account != m_repositories.first().account;
    };
    const bool hasAccounts = std::any_of(m_repositories.begin(), m_repositories.end(), isOther);
    QList<Pick> picks;
    for (const StoredRepository &each : m_repositories)
        picks.append(
            {repositoryId(refOf(each)), each.repository.name.fullName(), hasAccounts ? each.account.value : QString()});
    return picks;
}

QList<Pick> WorkflowPicks::workflowPicks()
{
    QList<Pick> picks;
    const QList<Workflow> workflows = m_ref ? repository()->workflows : QList<Workflow>();
    for (const Workflow &each : workflows) {
        if (each.state != WorkflowState::Deleted)
            picks.append({QString::number(each.id.value), each.name, workflowDetail(each)});
    }
    return picks;
}

} // namespace Runlight
