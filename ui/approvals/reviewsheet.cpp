// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/reviewsheet.h"

#include "core/control/reviewinquiry.h"
#include "ui/approvals/approvaltexts.h"
#include "ui/approvals/environmentlist.h"
#include "ui/approvals/historyview.h"
#include "ui/approvals/textlink.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/runtexts.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>

#include <algorithm>
#include <utility>

namespace Runlight {

namespace {

constexpr int sheetMargin = 5 * Theme::grid;
constexpr int sheetWidth = 130 * Theme::grid; //!< px
constexpr int commentLines = 3;

void setAccent(QPushButton &button, bool accent)
{
    button.setProperty("accent", accent);
    button.update();
}

} // namespace

ReviewSheet::ReviewSheet(const Theme &theme, const QString &login, Intent intent, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_intent(intent)
    , m_title(new QLabel)
    , m_subject(new ElidedLabel(theme))
    , m_branch(new ElidedLabel(theme, ElidedLabel::Ground::Chip))
    , m_sha(new ElidedLabel(theme))
    , m_cause(new ElidedLabel(theme))
    , m_open(new TextLink(tr("Open on GitHub"), theme))
    , m_bar(new InlineBar(theme))
    , m_explanation(new QLabel)
    , m_environments(new EnvironmentList(theme, login))
    , m_commentBox(new RoundedBox(theme))
    , m_comment(new QPlainTextEdit)
    , m_historyView(new HistoryView(theme))
    , m_hint(new ElidedLabel(theme))
    , m_reject(new QPushButton(tr("Reject")))
    , m_approve(new QPushButton)
{
    setModal(false);
    layOut();
    connect(m_open, &TextLink::clicked, this, [this] {
        if (m_details)
            Q_EMIT openUrlRequested(m_details->run.htmlUrl);
    });
    connect(m_environments, &EnvironmentList::openUrlRequested, this, &ReviewSheet::openUrlRequested);
    connect(m_environments, &EnvironmentList::checkedChanged, this, &ReviewSheet::refresh);
    connect(m_bar, &InlineBar::primaryTriggered, this, &QDialog::reject);
    connect(m_approve, &QPushButton::clicked, this, [this] { decide(true); });
    connect(m_reject, &QPushButton::clicked, this, [this] { decide(false); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(int(Qt::CTRL) | int(key)), this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, [this] { decide(m_intent == Intent::Approve); });
    }
    setIntent(intent);
    showKind();
    m_comment->setFocus();
}

void ReviewSheet::setIntent(Intent intent)
{
    m_intent = m_kind == CommandKind::ApproveRun ? Intent::Approve : intent; // GitHub rejects no run
    setAccent(*m_approve, m_intent == Intent::Approve);
    setAccent(*m_reject, m_intent == Intent::Reject);
    refresh();
}

void ReviewSheet::layOut()
{
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    m_comment->setFrameShape(QFrame::NoFrame);
    m_comment->setTabChangesFocus(true);
    m_comment->setPlaceholderText(tr("Comment (kept in the review history)"));
    m_comment->setAccessibleName(tr("Comment"));
    m_commentBox->setRingOf(*m_comment);
    auto *comment = new QVBoxLayout(m_commentBox);
    comment->setContentsMargins(Theme::grid + 2, Theme::grid, Theme::grid, Theme::grid);
    comment->addWidget(m_comment);
    m_commentBox->setFixedHeight(commentLines * fontMetrics().lineSpacing() + 5 * Theme::grid);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(sheetMargin, sheetMargin, sheetMargin, sheetMargin);
    layout->setSpacing(3 * Theme::grid);
    layout->addLayout(createHead());
    layout->addWidget(m_bar);
    layout->addWidget(m_explanation);
    layout->addWidget(m_environments);
    layout->addWidget(m_commentBox);
    layout->addWidget(m_historyView);
    layout->addStretch(1);
    layout->addLayout(createFoot());
    resize(sheetWidth, 0);
}

QBoxLayout *ReviewSheet::createHead()
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(m_theme.font(FontRole::Title));
    for (QLabel *label : {static_cast<QLabel *>(m_subject), static_cast<QLabel *>(m_cause)})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_branch->setFont(m_theme.font(FontRole::Mono));
    m_sha->setFont(m_theme.font(FontRole::Mono));
    m_branch->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_sha->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *facts = new QHBoxLayout;
    facts->setSpacing(2 * Theme::grid);
    facts->addWidget(m_branch);
    facts->addWidget(m_sha);
    facts->addWidget(m_cause, 1);
    facts->addWidget(m_open);
    auto *head = new QVBoxLayout;
    head->setSpacing(Theme::grid);
    head->addWidget(m_title);
    head->addWidget(m_subject);
    head->addLayout(facts);
    return head;
}

QBoxLayout *ReviewSheet::createFoot()
{
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    // Enter alone decides nothing: it belongs to the comment.
    for (QPushButton *button : {m_reject, m_approve})
        button->setAutoDefault(false);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(2 * Theme::grid);
    foot->addWidget(m_hint, 1);
    foot->addWidget(m_reject);
    foot->addWidget(m_approve);
    return foot;
}

void ReviewSheet::setDetails(const RunDetails &details, const QDateTime &now)
{
    const bool isFirst = !m_details;
    const QList<PendingDeployment> before = m_details ? m_details->pendingDeployments : QList<PendingDeployment>();
    m_details = details;
    const bool isForks = details.run.state.conclusion == Conclusion::ActionRequired;
    if (isFirst) {
        m_kind = isForks ? CommandKind::ApproveRun : CommandKind::ReviewDeployments;
        showKind();
    }
    if (m_kind == CommandKind::ApproveRun)
        m_isOver = !isForks;
    else
        m_isOver = details.run.state.isCompleted() || (details.pendingDeployments.isEmpty() && !before.isEmpty())
            || (m_isOver && details.pendingDeployments.isEmpty());
    noticeWhatIsGone(before);
    m_environments->setDeployments(details.pendingDeployments, now);
    showHead();
    refresh();
    if (isFirst)
        place();
}

//! Over the middle of the window, as high as what it shows, and whole on the screen.
void ReviewSheet::place()
{
    const QRect room = screen()->availableGeometry();
    resize(qMin(width(), room.width()), qMin(sizeHint().height(), room.height()));
    const QRect window = parentWidget() ? parentWidget()->window()->frameGeometry() : room;
    QRect placed = frameGeometry();
    placed.moveCenter(window.center());
    placed.moveRight(qMin(placed.right(), room.right()));
    placed.moveBottom(qMin(placed.bottom(), room.bottom()));
    placed.moveTopLeft({qMax(placed.left(), room.left()), qMax(placed.top(), room.top())});
    move(placed.topLeft());
}

//! What was reviewed here is gone because of that.
void ReviewSheet::noticeWhatIsGone(const QList<PendingDeployment> &before)
{
    if (m_requested)
        return;
    for (const PendingDeployment &deployment : before) {
        const auto &now = m_details->pendingDeployments;
        const bool waits = std::any_of(now.begin(), now.end(), [&deployment](const PendingDeployment &each) {
            return each.environmentId == deployment.environmentId;
        });
        if (!waits && !m_reviewedMeanwhile.contains(deployment.environment))
            m_reviewedMeanwhile += deployment.environment;
    }
}

void ReviewSheet::showHead()
{
    const Run &run = m_details->run;
    m_subject->setLine(tr("%1 #%2 · %3", "repository, run number, title")
                           .arg(run.repository.fullName())
                           .arg(run.number)
                           .arg(run.title));
    m_branch->setLine(branchText(run));
    m_branch->setVisible(!run.headBranch.isEmpty());
    m_sha->setLine(run.headSha.left(7), run.headSha);
    m_cause->setLine(causeText(run));
    m_open->setVisible(run.htmlUrl.isValid());
    const QString whose = run.headRepository.isEmpty() ? run.repository.fullName() : run.headRepository;
    m_explanation->setText(
        harmlessText(tr("GitHub holds this run back until somebody who may write here has looked at it. It would run "
                        "what %1 has written in %2.",
                        "person, repository")
                         .arg(run.actor.login.isEmpty() ? tr("somebody") : run.actor.login, whose)));
}

void ReviewSheet::showKind()
{
    const bool isReview = m_kind == CommandKind::ReviewDeployments;
    const QString title = isReview ? tr("Review deployments") : tr("Approve a run from a fork");
    setWindowTitle(title);
    m_title->setText(title);
    m_approve->setText(isReview ? tr("Approve and deploy") : tr("Approve and run"));
    m_environments->setVisible(isReview);
    m_commentBox->setVisible(isReview);
    m_reject->setVisible(isReview);
    m_explanation->setVisible(!isReview);
    if (!isReview) {
        setIntent(Intent::Approve);
        m_approve->setFocus();
    }
    refresh();
}

void ReviewSheet::setInquiry(const ReviewInquiry &inquiry, const QDateTime &now)
{
    m_history = inquiry.history().value_or(QList<DeploymentReview>());
    m_historyView->setHistory(inquiry.history(), inquiry.isAskingHistory() || m_kind != CommandKind::ReviewDeployments);
    m_environments->setLast(inquiry, now);
    refresh();
}

void ReviewSheet::setAvailability(const Availability &availability)
{
    m_availability = availability;
    refresh();
}

void ReviewSheet::setNow(const QDateTime &now)
{
    m_environments->setNow(now);
}

void ReviewSheet::setRequested(const std::optional<QString> &note)
{
    m_requested = note;
    if (note)
        m_refusal.reset();
    refresh();
}

void ReviewSheet::setRefused(const Decision &decision, const Error &error)
{
    m_requested.reset();
    m_refusal = refusedNotice(decision.kind, decision.approve, error);
    refresh();
}

void ReviewSheet::setGone()
{
    m_isGone = true;
    m_requested.reset();
    refresh();
}

std::optional<InlineBar::Notice> ReviewSheet::notice() const
{
    InlineBar::Notice notice;
    notice.primary = tr("Close");
    if (m_isGone) {
        notice.kind = InlineBar::Kind::Warning;
        notice.headline = tr("This run is gone");
        notice.detail = tr("It was deleted on GitHub, or is not watched any more.");
        return notice;
    }
    if (m_requested)
        return {};
    if (m_refusal && !m_isOver)
        return m_refusal;
    if (m_isOver && m_kind == CommandKind::ApproveRun) {
        notice.headline = tr("This run was approved meanwhile");
        return notice;
    }
    if (m_isOver || !m_reviewedMeanwhile.isEmpty()) {
        InlineBar::Notice meanwhile = reviewedMeanwhile(m_reviewedMeanwhile, !m_isOver, m_history);
        meanwhile.primary = m_isOver ? notice.primary : QString();
        return meanwhile;
    }
    if (m_details && m_availability.when == Availability::When::No) {
        notice.kind = InlineBar::Kind::Warning;
        notice.headline = tr("You cannot decide about this");
        notice.detail = m_availability.reason;
        notice.primary.clear();
        return notice;
    }
    return {};
}

void ReviewSheet::refresh()
{
    const auto told = notice();
    m_bar->tell(told);
    const bool isClosed = m_isGone || m_isOver;
    m_environments->setChoosable(!m_requested && !isClosed);
    m_environments->setVisible(m_kind == CommandKind::ReviewDeployments && !m_environments->names().isEmpty());
    m_comment->setReadOnly(m_requested.has_value());
    const bool can = canDecide();
    const bool isNoneChecked = m_kind == CommandKind::ReviewDeployments && m_environments->checked().isEmpty();
    const QString whyNot = can                          ? QString()
        : m_availability.when == Availability::When::No ? m_availability.reason
        : isNoneChecked                                 ? tr("Choose at least one environment.")
                                                        : QString();
    for (QPushButton *button : {m_reject, m_approve}) {
        button->setEnabled(can);
        button->setToolTip(plainToolTip(whyNot));
    }
    const QString key = QKeySequence(int(Qt::CTRL) | int(Qt::Key_Enter)).toString(QKeySequence::NativeText);
    const QString hint = m_requested ? *m_requested
        : !m_details                 ? tr("Loading what this run waits for…")
        : isClosed                   ? QString()
        : !m_availability.isNow()    ? QString() // the bar says why
        : isNoneChecked              ? whyNot
        : m_intent == Intent::Reject ? tr("%1 rejects", "a key").arg(key)
                                     : tr("%1 approves", "a key").arg(key);
    m_hint->setLine(hint);
}

bool ReviewSheet::canDecide() const
{
    const bool hasTarget = m_kind == CommandKind::ApproveRun || !m_environments->checked().isEmpty();
    return m_details && !m_requested && !m_isGone && !m_isOver && hasTarget && m_availability.isNow();
}

void ReviewSheet::decide(bool approve)
{
    if (!canDecide())
        return;
    Decision decision;
    decision.kind = m_kind;
    decision.approve = approve;
    if (m_kind == CommandKind::ReviewDeployments) {
        decision.environments = m_environments->checked();
        decision.comment = comment();
    }
    Q_EMIT decided(decision);
}

QStringList ReviewSheet::environments() const
{
    return m_environments->names();
}

QString ReviewSheet::comment() const
{
    return m_comment->toPlainText().trimmed();
}

void ReviewSheet::setComment(const QString &comment)
{
    m_comment->setPlainText(comment);
    m_comment->moveCursor(QTextCursor::End);
}

//! A hairline, for where the desktop draws no frame.
void ReviewSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedBox(painter, rect(), 0, m_theme.color(ColorRole::Window), m_theme.color(ColorRole::Line));
}

//! Enter presses the button that has the focus; QDialog would look for another.
void ReviewSheet::keyPressEvent(QKeyEvent *event)
{
    auto *button = qobject_cast<QAbstractButton *>(focusWidget());
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !event->isAutoRepeat() && button && event->modifiers() == Qt::NoModifier)
        button->click();
    else if (!isEnter)
        QDialog::keyPressEvent(event);
}

} // namespace Runlight
