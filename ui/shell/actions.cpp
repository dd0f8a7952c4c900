// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/actions.h"

#include "ui/log/logviewer.h"
#include "ui/shell/runactions.h"
#include "ui/theme/plaintext.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QTextDocument>
#include <QWidget>

namespace Runlight {

void describe(QAction &action, const QString &hint)
{
    const QString key = action.shortcut().toString(QKeySequence::NativeText);
    // Menus take a tool tip for markup by its looks.
    if (!hint.isEmpty())
        action.setToolTip(Qt::mightBeRichText(hint) ? plainToolTip(hint) : hint);
    else
        action.setToolTip(key.isEmpty()
                              ? action.iconText()
                              : Actions::tr("%1 (%2)", "what a button does and its key").arg(action.iconText(), key));
    action.setStatusTip(hint);
}

Actions::Actions(QWidget &window)
    : QObject(&window)
    , filter(add(tr("&Filter runs"), {QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)}))
    , next(add(tr("Next row"), {QKeySequence(Qt::Key_J)}))
    , previous(add(tr("Previous row"), {QKeySequence(Qt::Key_K)}))
    , first(add(tr("First row"), {QKeySequence(Qt::Key_G)}))
    , last(add(tr("Last row"), {QKeySequence(Qt::SHIFT | Qt::Key_G)}))
    , open(add(tr("Go to the run's detail"), {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)},
               Qt::WidgetWithChildrenShortcut))
    , back(add(tr("Back to the list"), {QKeySequence(Qt::Key_Escape)}, Qt::WidgetWithChildrenShortcut))
    , log(add(tr("Open the log"), {QKeySequence(Qt::Key_L)}))
    , openOnGitHub(add(tr("&Open on GitHub"), {QKeySequence(Qt::Key_O)}))
    , runWorkflow(add(tr("Run &workflow…"), {QKeySequence(Qt::CTRL | Qt::Key_N)}))
    , runAgain(add(tr("Run again with the same &inputs…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}))
    , sendEvent(add(tr("Send repository &event…"), {QKeySequence(Qt::CTRL | Qt::Key_E)}))
    , refresh(add(tr("&Refresh now"), {QKeySequence(Qt::Key_F5)}))
    , palette(add(tr("&Commands"), {QKeySequence(Qt::CTRL | Qt::Key_K)}))
    , downloads(add(tr("All &downloads"), {QKeySequence(Qt::CTRL | Qt::Key_J)}))
    , shortcuts(add(tr("&Keyboard shortcuts"), {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)}))
    , about(add(tr("&About Runlight"), {}))
    , quit(add(tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}))
    , places(addPlaces())
    , m_window(window)
    , m_themes(new QActionGroup(this))
{
    addTheme(tr("&System"), tr("Theme of the system"), Theme::Scheme::System)->setChecked(true);
    addTheme(tr("&Light"), tr("Light theme"), Theme::Scheme::Light);
    addTheme(tr("&Dark"), tr("Dark theme"), Theme::Scheme::Dark);
    setRunPage(RunPage::None);
    runWorkflow->setIconText(tr("Run workflow"));
    describe(*runWorkflow);
    runWorkflow->setEnabled(false);
    sendEvent->setEnabled(false);
    setRunAgain(false);
    for (QObject *child : children()) {
        auto *action = qobject_cast<QAction *>(child);
        if (action && action->shortcutContext() == Qt::WindowShortcut)
            window.addAction(action);
    }
}

QAction *Actions::add(const QString &text, const QList<QKeySequence> &keys, Qt::ShortcutContext context)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(context);
    describe(*action);
    return action;
}

//! \a name: what it is called outside the menu of themes.
QAction *Actions::addTheme(const QString &text, const QString &name, Theme::Scheme scheme)
{
    auto *action = new QAction(text, m_themes);
    action->setIconText(name);
    action->setCheckable(true);
    action->setData(int(scheme));
    connect(action, &QAction::triggered, this, [this, scheme] { Q_EMIT themeChosen(scheme); });
    return action;
}

std::array<QAction *, Actions::placeCount> Actions::addPlaces()
{
    const std::array<QString, placeCount> names = {tr("Needs you"), tr("Failing"), tr("Running"), tr("Mine"),
                                                   tr("All runs")};
    std::array<QAction *, placeCount> actions{};
    for (int i = 0; i < placeCount; ++i)
        actions[i] = add(names[i], {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i))});
    return actions;
}

void Actions::addOpenTo(QWidget &list)
{
    list.addAction(open);
}

void Actions::addBackTo(QWidget &detail)
{
    detail.addAction(back);
}

void Actions::addLog(LogViewer &viewer)
{
    m_logActions = {viewer.nextError, viewer.previousError, viewer.findNext,      viewer.findPrevious,
                    viewer.follow,    viewer.wrap,          viewer.copyWithTimes, viewer.save};
    for (QAction *action :
         {viewer.nextError, viewer.previousError, viewer.findNext, viewer.findPrevious, viewer.follow}) {
        action->setShortcutContext(Qt::WindowShortcut);
        m_window.addAction(action);
    }
}

void Actions::addRuns(const RunActions &runs)
{
    m_runs = &runs;
}

void Actions::setTheme(Theme::Scheme scheme)
{
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == int(scheme));
}

void Actions::setRunPage(RunPage page)
{
    openOnGitHub->setEnabled(page == RunPage::OnGitHub);
    switch (page) {
    case RunPage::None:
        describe(*openOnGitHub, tr("Select a run to open it on GitHub"));
        break;
    case RunPage::Elsewhere:
        describe(*openOnGitHub, tr("This run has no page on its account's host"));
        break;
    case RunPage::OnGitHub:
        describe(*openOnGitHub);
        break;
    }
}

void Actions::setRunAgain(bool possible)
{
    runAgain->setEnabled(possible);
    describe(*runAgain, possible ? QString() : tr("Only for a run that was started from here by hand"));
}

QList<ActionSection> Actions::sections() const
{
    ActionSection run{tr("Run"), {}, {}};
    if (m_runs)
        run = m_runs->section();
    run.actions += {log, openOnGitHub, runWorkflow, runAgain, sendEvent};
    return {
        run,
        {tr("Window"), {filter, palette, refresh, downloads, shortcuts, about, quit}},
        {tr("Places"), {places.begin(), places.end()}},
        {tr("Log"), m_logActions},
        {tr("Lists"), {next, previous, first, last, open, back}},
        {tr("Theme"), m_themes->actions()},
    };
}

} // namespace Runlight
