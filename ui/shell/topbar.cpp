// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/topbar.h"

#include "ui/shell/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace Runlight {

namespace {

constexpr int widestFilter = 140 * Theme::grid;

} // namespace

TopBar::TopBar(QWidget &filter, Actions &actions, Theme &theme, QWidget *parent)
    : Band(theme, Qt::BottomEdge, parent)
{
    filter.setMaximumWidth(widestFilter);
    actions.refresh->setIcon(theme.icon(QStringLiteral("refresh")));
    auto *refresh = new QToolButton;
    refresh->setDefaultAction(actions.refresh);
    refresh->setAccessibleName(actions.refresh->iconText());
    auto *menu = new QToolButton;
    menu->setIcon(theme.icon(QStringLiteral("menu")));
    // Opened by hand: a button with a menu of its own would draw an arrow beside its icon.
    QMenu *items = makeMenu(actions);
    connect(menu, &QToolButton::clicked, items, [menu, items] {
        items->popup(menu->mapToGlobal(menu->rect().bottomRight() - QPoint(items->sizeHint().width(), -Theme::grid)));
    });
    menu->setToolTip(tr("Menu"));
    menu->setAccessibleName(tr("Menu"));
    actions.runWorkflow->setIcon(theme.icon(QStringLiteral("play")));
    auto *run = new QToolButton;
    run->setDefaultAction(actions.runWorkflow);
    run->setAccessibleName(actions.runWorkflow->iconText());
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    run->setFocusPolicy(Qt::TabFocus);
    for (QToolButton *button : {refresh, menu}) {
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::TabFocus);
    }

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * Theme::grid, 2 * Theme::grid, 3 * Theme::grid, 2 * Theme::grid + 1);
    layout->setSpacing(2 * Theme::grid);
    layout->addWidget(&filter, 1);
    layout->addStretch();
    layout->addWidget(run);
    layout->addWidget(refresh);
    layout->addWidget(menu);
}

QMenu *TopBar::makeMenu(Actions &actions)
{
    auto *menu = new QMenu(this);
    QMenu *themes = menu->addMenu(tr("&Theme"));
    themes->addActions(actions.themes()->actions());
    menu->addAction(actions.palette);
    menu->addAction(actions.openOnGitHub);
    menu->addAction(actions.runAgain);
    menu->addAction(actions.downloads);
    menu->addSeparator();
    menu->addAction(actions.shortcuts);
    menu->addAction(actions.about);
    menu->addSeparator();
    menu->addAction(actions.quit);
    return menu;
}

} // namespace Runlight
