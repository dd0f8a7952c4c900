// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/dispatchdialog.h"

#include "core/base/clock.h"
#include "ui/dispatch/inputfield.h"
#include "ui/dispatch/inputform.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>

#include <algorithm>
#include <utility>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

constexpr int dialogWidth = 140 * Theme::grid;
constexpr int dialogMargin = 5 * Theme::grid;
constexpr int fromTop = 10 * Theme::grid; //!< px; from the window's edge.
constexpr int titleBar = 8 * Theme::grid; //!< px; about what a desktop draws above the dialog.
constexpr int leastFormHeight = 24 * Theme::grid;
constexpr int recentCount = 50;
constexpr auto nameAgain = 2s; //!< Until the candidates' runs are asked for once more.

//! As high as what it holds, at the width that it has.
class FormArea final : public QScrollArea
{
public:
    FormArea()
    {
        setFrameShape(NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
    }

    QSize sizeHint() const override
    {
        const QWidget *form = widget();
        const int width = viewport()->width();
        return {width, form->hasHeightForWidth() ? form->heightForWidth(width) : form->sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return {0, qMin(sizeHint().height(), leastFormHeight)}; }
};

bool isSameWish(const QString &gitRef, const InputValues &inputs, const QString &otherRef, const InputValues &others)
{
    return GitRef::shortName(gitRef) == GitRef::shortName(otherRef) && inputs == others;
}

} // namespace

DispatchDialog::DispatchDialog(const Means &means, const DispatchSubject &subject, QWidget *parent)
    : QDialog(parent)
    , m_means(means)
    , m_again(subject.again)
    , m_correlation(means.dispatcher.makeCorrelation())
    , m_picks(new WorkflowPicks(means.store, means.dispatcher, means.theme))
    , m_form(new InputForm(means.theme))
    , m_scroll(new FormArea)
    , m_bar(new InlineBar(means.theme))
    , m_candidateList(new QWidget)
    , m_about(new QLabel)
    , m_defaults(new QPushButton(tr("Use the defaults")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_run(new QPushButton(tr("Run")))
{
    setWindowTitle(tr("Run workflow"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    connectParts();
    setStage(Stage::Reading);
    m_picks->choose(subject);
}

DispatchDialog::~DispatchDialog() = default;

void DispatchDialog::layOut()
{
    auto *title = new QLabel(tr("Run workflow"));
    title->setFont(m_means.theme.font(FontRole::Title));
    m_scroll->setWidget(m_form);
    auto *candidates = new QVBoxLayout(m_candidateList);
    candidates->setContentsMargins(0, 0, 0, 0);
    candidates->setSpacing(Theme::grid);
    m_candidateList->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(dialogMargin, 4 * Theme::grid, dialogMargin, dialogMargin);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(title);
    layout->addWidget(m_picks);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_bar);
    layout->addWidget(m_candidateList);
    layout->addLayout(makeFooter());
    resize(qMin(dialogWidth, parentWidget() ? parentWidget()->width() - 2 * dialogMargin : dialogWidth), 0);
}

QBoxLayout *DispatchDialog::makeFooter()
{
    m_about->setTextFormat(Qt::PlainText);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_run->setProperty("accent", true);
    m_run->setToolTip(
        tr("Run (%1)", "a key").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    // Enter in a field is a slip, not a decision: Ctrl+Enter starts.
    for (QPushButton *button : {m_defaults, m_cancel, m_run}) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
    m_defaults->setFlat(true);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(2 * Theme::grid);
    footer->addWidget(m_about, 1);
    footer->addWidget(m_defaults);
    footer->addWidget(m_cancel);
    footer->addWidget(m_run);
    return footer;
}

void DispatchDialog::connectParts()
{
    connect(m_picks, &WorkflowPicks::reading, this, [this] { setStage(Stage::Reading); });
    connect(m_picks, &WorkflowPicks::blocked, this, [this](const DispatchNotice &notice) {
        leaveForm();
        block(notice, [this] { m_picks->retry(); });
    });
    connect(m_picks, &WorkflowPicks::workflowChosen, this, &DispatchDialog::chooseWorkflow);
    connect(m_picks, &WorkflowPicks::refPicked, this, &DispatchDialog::chooseRef);
    connect(m_form, &InputForm::edited, this, &DispatchDialog::edited);
    connect(m_form, &InputForm::shown, this,
            [this](QWidget *field) { m_scroll->ensureWidgetVisible(field, 0, 4 * Theme::grid); });
    connect(m_bar, &InlineBar::primaryTriggered, this, &DispatchDialog::primary);
    connect(m_bar, &InlineBar::secondaryTriggered, this, &DispatchDialog::secondary);
    connect(m_defaults, &QPushButton::clicked, m_form, &InputForm::useDefaults);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &DispatchDialog::start);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, &DispatchDialog::start);
    }
    for (QPushButton *button : m_bar->findChildren<QPushButton *>())
        button->setAutoDefault(false);
    connect(&m_means.dispatcher, &Dispatcher::changed, this, &DispatchDialog::progress);
    m_form->installEventFilter(this);
    m_bar->installEventFilter(this);
}

//! What was typed is kept; nothing of it is shown any more.
void DispatchDialog::leaveForm()
{
    keepDraft();
    m_workflow = {};
    m_gitRef.clear();
    m_recent.clear();
    m_remembered.clear();
    m_loaded.reset();
    m_sent.reset();
    m_form->clear();
}

void DispatchDialog::chooseWorkflow(const RepositoryRef &repository, const Workflow &workflow,
                                    const QString &defaultBranch)
{
    leaveForm();
    m_ref = repository;
    m_workflow = workflow;
    setStage(Stage::Reading);
    const quint64 question = ++m_question;
    m_means.store.recentDispatches(m_ref, workflow.id, recentCount, this,
                                   [this, question, defaultBranch](const Expected<QList<DispatchRecord>> &recent) {
                                       // A store that fails says so itself; the form works without a past.
                                       if (question == m_question)
                                           takeRecent(recent.value_or(QList<DispatchRecord>()), defaultBranch);
                                   });
}

//! Where one was last, unless it is asked for otherwise.
void DispatchDialog::takeRecent(const QList<DispatchRecord> &recent, const QString &defaultBranch)
{
    m_recent = recent;
    if (!recent.isEmpty())
        m_remembered = recent.first().inputs;
    if (const auto again = std::exchange(m_again, {})) {
        m_remembered = again->inputs;
        draft().gitRef = again->gitRef;
        draft().typed.clear();
    }
    m_sent = draft().sent;
    chooseRef(draft().gitRef.isEmpty() ? defaultBranch : draft().gitRef);
}

void DispatchDialog::chooseRef(const QString &gitRef)
{
    keepDraft();
    m_gitRef = gitRef;
    m_picks->setGitRef(gitRef);
    loadForm();
}

void DispatchDialog::loadForm()
{
    setStage(Stage::Reading);
    const quint64 question = ++m_question;
    m_means.dispatcher.loadForm(m_ref, m_workflow.path, m_gitRef, this,
                                [this, question](const Expected<LoadedForm> &loaded) {
                                    if (question == m_question)
                                        takeForm(loaded);
                                });
}

void DispatchDialog::takeForm(const Expected<LoadedForm> &loaded)
{
    const auto open = [this] {
        openOnGitHub();
    };
    const auto again = [this] {
        loadForm();
    };
    if (!loaded || !loaded->form || !loaded->form->canBeDispatched) {
        m_loaded.reset();
        m_form->clear();
    }
    if (!loaded) {
        block(loadFailedNotice(loaded.error()), again);
    } else if (!loaded->form) {
        block(brokenFileNotice(loaded->form.error()), open, again);
    } else if (!loaded->form->canBeDispatched) {
        block(notByHandNotice(*loaded->form), open);
    } else {
        m_loaded = *loaded;
        m_form->setForm(*m_loaded, m_remembered, draft().typed);
        m_form->followInTabOrder(m_picks->lastControl());
        const bool isUnderWay = draft().isUnderWay;
        setStage(isUnderWay ? Stage::Sending : Stage::Ready,
                 isUnderWay ? std::optional(requestedNotice(DispatchState::Searching)) : std::nullopt);
        // What there is to do is further down; later the focus is where the user put it.
        if (std::exchange(m_isNew, false) && !isUnderWay && !m_form->focusFirst())
            m_run->setFocus(Qt::OtherFocusReason);
    }
}

DispatchRequest DispatchDialog::request() const
{
    return {m_ref, m_workflow.id, m_workflow.name, m_gitRef, inputsToSend(*m_loaded->form, m_form->values()), {}};
}

//! What was sent before and has no run is looked for before it is sent again; anything else is a wish of its own.
QString DispatchDialog::correlationFor(const DispatchRequest &request) const
{
    if (!m_sent)
        return m_correlation;
    const bool isSame = m_sent->workflow == request.workflow
        && isSameWish(m_sent->gitRef, m_sent->inputs, request.gitRef, request.inputs);
    return isSame ? m_sent->correlation : m_means.dispatcher.makeCorrelation();
}

const DispatchRecord *DispatchDialog::sameAs(const DispatchRequest &request) const
{
    for (const DispatchRecord &record : m_recent) {
        if (record.state != DispatchState::Refused && record.state != DispatchState::Lost
            && isSameWish(record.gitRef, record.inputs, request.gitRef, request.inputs))
            return &record;
    }
    return nullptr;
}

void DispatchDialog::start()
{
    if (m_stage == Stage::Asking) {
        // The same key once more is no answer: the button is.
        m_bar->findChild<QPushButton *>()->setFocus(Qt::OtherFocusReason);
        return;
    }
    // What is typed in a list is not chosen yet: it would start something else.
    if (!isOpenForInput() || m_picks->isChoosing())
        return;
    const QList<InputError> errors = checkInputs(*m_loaded->form, m_form->values(), m_loaded->environments);
    const QStringList others = m_form->showErrors(errors);
    if (!errors.isEmpty()) {
        setStage(Stage::Invalid, invalidNotice(others, int(errors.size() - others.size())));
        return;
    }
    const DispatchRequest wanted = request();
    const DispatchRecord *same = m_sent ? nullptr : sameAs(wanted);
    if (same && same->askedAt.addSecs(std::chrono::seconds(askingTime).count()) > m_means.clock.now()) {
        m_same = *same;
        setStage(Stage::Asking, alreadyStartedNotice(*same, m_means.clock.now()));
        m_primary = [this] {
            goTo(m_same->run);
        };
        m_secondary = [this] {
            send(m_correlation);
        };
        return;
    }
    send(correlationFor(wanted));
}

void DispatchDialog::send(const QString &correlation)
{
    m_sent = request();
    m_sent->correlation = correlation;
    draft().sent = m_sent;
    draft().isUnderWay = true;
    keepDraft();
    setStage(Stage::Sending, requestedNotice(DispatchState::Sending));
    Q_EMIT startRequested(*m_sent);
}

bool DispatchDialog::isAbout(const DispatchRequest &request) const
{
    return m_stage == Stage::Sending && m_sent && m_sent->correlation == request.correlation
        && m_sent->workflow == request.workflow && m_sent->ref == request.ref;
}

void DispatchDialog::progress(const DispatchRecord &record)
{
    if (m_stage != Stage::Sending || !m_sent || record.correlation != m_sent->correlation
        || record.workflow != m_sent->workflow || record.isOver())
        return;
    setStage(Stage::Sending, requestedNotice(record.state));
}

void DispatchDialog::showOutcome(const DispatchRequest &request, const Expected<DispatchResult> &outcome)
{
    if (!outcome) {
        m_sent.reset();
        setStage(Stage::Ready, refusedNotice(outcome.error()));
        return;
    }
    const DispatchRecord record = outcome->record;
    if (record.state == DispatchState::Started) {
        setStage(Stage::Ready, alreadyStartedNotice(record, m_means.clock.now()));
        m_primary = [this, run = record.run] {
            goTo(run);
        };
        m_secondary = [this] {
            send(m_means.dispatcher.makeCorrelation());
        };
        return;
    }
    setStage(Stage::Ready, outcomeNotice(record));
    if (record.state == DispatchState::Ambiguous) {
        m_sent.reset();
        showCandidates(record);
        return;
    }
    m_sent = request;
    m_primary = [this, correlation = request.correlation] {
        send(correlation);
    };
    m_secondary = [this] {
        send(m_means.dispatcher.makeCorrelation());
    };
}

void DispatchDialog::showCandidates(const DispatchRecord &record)
{
    m_candidates = record.candidates;
    for (const RunId run : std::as_const(m_candidates)) {
        auto *go = new QPushButton(tr("Go to run %1", "an id").arg(run.value));
        go->setObjectName(QString::number(run.value));
        go->setAutoDefault(false);
        connect(go, &QPushButton::clicked, this, [this, run] { goTo(run); });
        m_candidateList->layout()->addWidget(go);
    }
    m_candidateList->show();
    nameCandidates();
    fitLater();
}

//! They are known by their ids alone until the store has them.
void DispatchDialog::nameCandidates()
{
    if (m_candidateList->isHidden())
        return;
    for (const RunId run : std::as_const(m_candidates)) {
        m_means.store.runDetails({m_ref.account, run}, 0, this, [this, run](const Expected<RunDetails> &known) {
            auto *go = m_candidateList->findChild<QPushButton *>(QString::number(run.value));
            if (known && go)
                go->setText(tr("Go to #%1, %2 by %3", "number, when, who")
                                .arg(QString::number(known->run.number),
                                     relativeTimeText(known->run.createdAt, m_means.clock.now()),
                                     labelText(known->run.actor.login)));
        });
    }
    m_means.clock.singleShot(nameAgain, this, [this] { nameCandidates(); });
}

void DispatchDialog::primary()
{
    // What it does may set another.
    if (const auto act = m_primary)
        act();
}

void DispatchDialog::secondary()
{
    if (m_stage == Stage::Sending && m_sent)
        m_means.dispatcher.stopSearching(m_sent->ref, m_sent->workflow, m_sent->correlation);
    else if (const auto act = m_secondary)
        act();
}

void DispatchDialog::goTo(RunId run)
{
    Q_EMIT runRequested({m_ref.account, run}, m_ref.repository);
    accept();
}

void DispatchDialog::openOnGitHub()
{
    Q_EMIT openUrlRequested(m_workflow.htmlUrl, m_ref.account);
}

void DispatchDialog::setStage(Stage stage, const std::optional<DispatchNotice> &notice)
{
    m_stage = stage;
    m_primary = {};
    m_secondary = {};
    m_candidateList->hide();
    qDeleteAll(m_candidateList->findChildren<QPushButton *>());
    const bool isSending = stage == Stage::Sending;
    // What is switched off gives its focus away; Tab leads back to where one was.
    if (isSending && isVisible())
        m_cancel->setFocus(Qt::OtherFocusReason);
    m_picks->setEnabled(!isSending);
    m_form->setEnabled(!isSending && stage != Stage::Reading);
    m_cancel->setText(isSending ? tr("Close") : tr("Cancel"));
    if (notice)
        showNotice(*m_bar, *notice);
    else
        m_bar->hide();
    updateFooter();
    fitLater();
}

void DispatchDialog::block(const DispatchNotice &notice, std::function<void()> mend, std::function<void()> other)
{
    setStage(Stage::Blocked, notice);
    m_primary = std::move(mend);
    m_secondary = std::move(other);
}

void DispatchDialog::edited()
{
    keepDraft();
    // What was said was about other values.
    if (m_stage == Stage::Asking || (m_stage == Stage::Invalid && !m_form->hasErrors()))
        setStage(Stage::Ready);
    else
        updateFooter();
    fitLater();
}

void DispatchDialog::updateFooter()
{
    const bool hasForm = isOpenForInput();
    m_run->setEnabled(hasForm);
    m_defaults->setVisible(hasForm && m_form->values() != initialValues(*m_loaded->form));
    QString about;
    if (m_stage == Stage::Reading)
        about = tr("Loading the form…");
    else if (const DispatchRecord *same = hasForm ? sameAs(request()) : nullptr)
        about = tr("Last run with these inputs: %1").arg(relativeTimeText(same->askedAt, m_means.clock.now()));
    m_about->setText(about);
}

bool DispatchDialog::isOpenForInput() const
{
    return m_loaded && (m_stage == Stage::Ready || m_stage == Stage::Invalid || m_stage == Stage::Asking);
}

DispatchDraft &DispatchDialog::draft()
{
    return m_means.drafts[{m_ref, m_workflow.id.value}];
}

void DispatchDialog::keepDraft()
{
    if (!m_workflow.id.isValid() || !m_loaded)
        return;
    draft().gitRef = m_gitRef;
    draft().typed = m_form->typed();
}

//! It hangs from the window's top, so that it grows and shrinks at its end only.
void DispatchDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (parentWidget())
        move(parentWidget()->mapToGlobal(QPoint((parentWidget()->width() - width()) / 2, fromTop)));
}

void DispatchDialog::done(int result)
{
    keepDraft();
    QDialog::done(result);
}

void DispatchDialog::keyPressEvent(QKeyEvent *event)
{
    // There is no default button, which would take this from the one that has the focus.
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier) && !event->isAutoRepeat();
    if (isEnter && isPlain && button)
        button->click();
    else if (!isEnter)
        QDialog::keyPressEvent(event);
}

bool DispatchDialog::eventFilter(QObject *watched, QEvent *event)
{
    // Words wrap anew, fields come and go.
    if (event->type() == QEvent::LayoutRequest)
        fitLater();
    return QDialog::eventFilter(watched, event);
}

void DispatchDialog::fitLater()
{
    if (std::exchange(m_isFitting, true))
        return;
    QMetaObject::invokeMethod(this, &DispatchDialog::fit, Qt::QueuedConnection);
}

//! As high as the form, within the window behind; what is left over scrolls.
void DispatchDialog::fit()
{
    m_isFitting = false;
    m_scroll->setVisible(m_loaded && !m_form->isEmpty());
    m_scroll->updateGeometry();
    layout()->activate();
    const int wanted =
        layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->totalSizeHint().height();
    const int room = parentWidget() ? parentWidget()->height() - fromTop - titleBar - dialogMargin
                                    : screen()->availableGeometry().height() - 16 * dialogMargin;
    resize(width(), qMin(wanted, qMax(room, layout()->totalMinimumSize().height())));
    // A bar that has come may have covered it.
    if (QWidget *focused = focusWidget(); focused && m_form->isAncestorOf(focused))
        m_scroll->ensureWidgetVisible(focused, 0, 8 * Theme::grid);
}

} // namespace Runlight
