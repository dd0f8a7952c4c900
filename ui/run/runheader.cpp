// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/runheader.h"

#include "ui/run/actionbutton.h"
#include "ui/run/attemptbutton.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/flowlayout.h"
#include "ui/run/glyphlabel.h"
#include "ui/run/runtexts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QMenu>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int narrow = 560; //!< px; below, the title needs the room of the buttons.
constexpr int shaLength = 7; //!< As GitHub shortens.

//! Pieces of the line of facts are set apart by a dot, as in a list.
QString withDot(const QString &text)
{
    return text.isEmpty() ? text : RunHeader::tr("%1 ·", "one of several facts in a row").arg(text);
}

} // namespace

RunHeader::RunHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QGridLayout(this))
    , m_glyph(new GlyphLabel(theme, 16, this))
    , m_title(new ElidedLabel(theme, ElidedLabel::Ground::None, this))
    , m_open(new QAction(tr("Open on GitHub"), this))
    , m_copy(new QAction(tr("Copy link"), this))
{
    m_title->setFont(theme.font(FontRole::Title));
    m_open->setIcon(theme.icon(QStringLiteral("external-link"), ColorRole::MutedText));
    m_copy->setIcon(theme.icon(QStringLiteral("link"), ColorRole::MutedText));
    connect(m_open, &QAction::triggered, this, [this] { Q_EMIT openUrlRequested(m_run.htmlUrl); });
    connect(m_copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_run.htmlUrl.toString(QUrl::FullyEncoded)); });

    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(2 * Theme::grid);
    m_layout->setVerticalSpacing(Theme::grid);
    m_layout->addWidget(m_glyph, 0, 0, Qt::AlignLeft | Qt::AlignVCenter);
    m_layout->setColumnMinimumWidth(0, 22); // the title stands above the names of the jobs
    m_layout->addWidget(m_title, 0, 1);
    m_buttons = createButtons(); // before the facts: so Tab goes
    m_layout->addWidget(createMeta(), 1, 1, 1, 2);
    m_layout->setColumnStretch(1, 1);
    placeButtons();
}

//! In the order of the Tab key.
QWidget *RunHeader::createButtons()
{
    auto *buttons = new QWidget(this);
    auto *layout = new FlowLayout(2 * Theme::grid, 2 * Theme::grid);
    buttons->setLayout(layout);
    m_rerunFailed = new ActionButton(tr("Re-run failed"), buttons);
    m_rerunFailed->setProperty("accent", true);
    m_rerun = createMenuButton(*buttons);
    m_rerun->setText(tr("Re-run"));
    m_rerun->setToolTip(tr("Run jobs of this run again"));
    m_rerun->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_rerun->hide();
    m_cancel = new ActionButton(tr("Cancel"), buttons);
    m_more = createMenuButton(*buttons);
    m_more->setIcon(m_theme.icon(QStringLiteral("more")));
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("More that can be done with this run"));
    m_more->menu()->addActions({m_open, m_copy});
    for (QWidget *button : {static_cast<QWidget *>(m_rerunFailed), static_cast<QWidget *>(m_rerun),
                            static_cast<QWidget *>(m_cancel), static_cast<QWidget *>(m_more)})
        layout->addWidget(button);
    return buttons;
}

//! What cannot be done says why.
QToolButton *RunHeader::createMenuButton(QWidget &parent)
{
    auto *button = new QToolButton(&parent);
    button->setFocusPolicy(Qt::TabFocus);
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    button->setMenu(menu);
    return button;
}

void RunHeader::setActions(const RunHeaderActions &actions)
{
    m_canAct = true;
    m_rerunFailed->setAction(*actions.rerunFailed);
    m_cancel->setAction(*actions.cancel);
    const auto fill = [](QMenu &menu, const QList<QAction *> &entries) {
        for (QAction *action : entries)
            action ? menu.addAction(action) : static_cast<void>(menu.addSeparator());
    };
    fill(*m_rerun->menu(), actions.rerun);
    m_more->menu()->addSeparator();
    fill(*m_more->menu(), actions.more);
    updateButtons();
}

//! Beside the title where there is room, else under the facts, where they may take several lines.
void RunHeader::placeButtons()
{
    m_layout->removeWidget(m_buttons);
    if (width() < narrow)
        m_layout->addWidget(m_buttons, 2, 1, 1, 2);
    else
        m_layout->addWidget(m_buttons, 0, 2, Qt::AlignRight | Qt::AlignVCenter);
}

void RunHeader::updateButtons()
{
    m_rerunFailed->setVisible(m_canAct && m_run.state.isFailure());
    m_rerun->setVisible(m_canAct);
    m_cancel->setVisible(m_canAct && !m_run.state.isCompleted());
    m_buttons->updateGeometry();
}

void RunHeader::setRequested(const QString &requested)
{
    m_requested = requested;
    m_requestedLabel->setLine(requested);
    m_outcome->setVisible(requested.isEmpty());
    m_requestedLabel->setVisible(!requested.isEmpty());
}

QWidget *RunHeader::createMeta()
{
    auto *meta = new QWidget(this);
    auto *layout = new FlowLayout(Theme::grid, Theme::grid / 2);
    meta->setLayout(layout);
    m_workflow = addMeta(*layout);
    m_repository = addMeta(*layout);

    m_attempt = new AttemptButton(m_theme, meta);
    m_attempt->setToolTip(tr("Choose an attempt"));
    m_attemptMenu = new QMenu(m_attempt);
    m_attempt->setMenu(m_attemptMenu);
    connect(m_attemptMenu, &QMenu::aboutToShow, this, &RunHeader::fillAttempts);
    layout->addWidget(m_attempt);

    m_branch = new ElidedLabel(m_theme, ElidedLabel::Ground::Chip, meta);
    m_branch->setFont(m_theme.font(FontRole::Mono));
    m_branch->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_branch);
    m_sha = addMeta(*layout);
    m_sha->setFont(m_theme.font(FontRole::Mono));
    m_cause = addMeta(*layout);
    m_duration = addMeta(*layout);
    m_outcome = addMeta(*layout);
    m_requestedLabel = addMeta(*layout);
    m_requestedLabel->setForegroundRole(QPalette::Link);
    m_requestedLabel->hide();
    return meta;
}

ElidedLabel *RunHeader::addMeta(FlowLayout &layout)
{
    auto *label = new ElidedLabel(m_theme);
    label->setForegroundRole(QPalette::PlaceholderText);
    layout.addWidget(label);
    return label;
}

void RunHeader::setRun(const Run &run, const QList<Run> &attempts, int attemptCount, const QDateTime &now)
{
    m_run = run;
    m_attempts = attempts;
    m_attemptCount = attemptCount;

    m_glyph->setGlyph(glyphFor(run.state));
    m_title->setLine(run.title);
    m_workflow->setLine(withDot(run.workflowName), run.workflowPath);
    m_repository->setLine(
        withDot(tr("%1 #%2", "repository and run number").arg(run.repository.fullName()).arg(run.number)));
    m_attempt->setText(tr("attempt %1").arg(run.attempt));
    m_attempt->setVisible(attemptCount > 1);
    m_branch->setLine(branchText(run));
    m_branch->setVisible(!run.headBranch.isEmpty());
    m_sha->setLine(run.headSha.left(shaLength), run.headSha);
    m_sha->setVisible(!run.headSha.isEmpty());
    m_cause->setLine(withDot(causeText(run)));
    m_cause->setVisible(!run.event.isEmpty());
    m_open->setEnabled(run.htmlUrl.isValid());
    m_copy->setEnabled(run.htmlUrl.isValid());
    updateButtons();
    setNow(now);
}

void RunHeader::setNow(const QDateTime &now)
{
    m_now = now;
    const qint64 duration = m_run.durationMs(now);
    m_duration->setVisible(m_run.state.hasBegun() && duration >= 0);
    m_duration->setLine(withDot(durationText(duration)), exactTimeText(m_run.startedAt));
    m_outcome->setLine(outcomeText(m_run, now), exactTimeText(m_run.updatedAt));
}

void RunHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if ((event->size().width() < narrow) != (event->oldSize().width() < narrow))
        placeButtons();
}

void RunHeader::fillAttempts()
{
    m_attemptMenu->clear();
    for (int attempt = m_attemptCount; attempt >= 1; --attempt) {
        const auto known = std::find_if(m_attempts.begin(), m_attempts.end(),
                                        [attempt](const Run &run) { return run.attempt == attempt; });
        QAction *action = m_attemptMenu->addAction(tr("Attempt %1").arg(attempt));
        if (known != m_attempts.end()) {
            action->setIcon(m_theme.glyphIcon(glyphFor(known->state)));
            action->setText(tr("Attempt %1 – %2, %3", "number, state, duration")
                                .arg(attempt)
                                .arg(stateText(known->state), durationText(known->durationMs(m_now))));
        }
        connect(action, &QAction::triggered, this, [this, attempt] { Q_EMIT attemptChosen(attempt); });
    }
}

} // namespace Runlight
