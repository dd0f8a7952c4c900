// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/panes.h"

#include "ui/shell/loadingpage.h"
#include "ui/shell/veil.h"

#include <QSettings>
#include <QStackedWidget>

namespace Runlight {

namespace {

constexpr int sidebarWidth = 54 * Theme::grid;
constexpr int runsWidth = 110 * Theme::grid;
constexpr int runWidth = 154 * Theme::grid;
// At 900 pixels all three still have what they need.
constexpr int smallestSidebar = 40 * Theme::grid;
constexpr int smallestRuns = 70 * Theme::grid;
constexpr int smallestRun = 90 * Theme::grid;

const auto outerKey = QLatin1String("panes/sidebar");
const auto innerKey = QLatin1String("panes/runs");

} // namespace

Panes::Panes(QWidget &sidebar, QWidget &runs, QWidget &run, Theme &theme, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_inner(new QSplitter(Qt::Horizontal))
    , m_stack(new QStackedWidget)
    , m_loading(new LoadingPage(theme))
    , m_veil(new Veil(theme, *m_stack))
{
    sidebar.setMinimumWidth(smallestSidebar);
    runs.setMinimumWidth(smallestRuns);
    run.setMinimumWidth(smallestRun);
    m_inner->addWidget(&runs);
    m_inner->addWidget(&run);
    m_inner->setStretchFactor(1, 1);
    m_inner->setSizes({runsWidth, runWidth});
    m_stack->addWidget(m_inner);
    m_stack->addWidget(m_loading);
    addWidget(&sidebar);
    addWidget(m_stack);
    setStretchFactor(1, 1);
    setSizes({sidebarWidth, runsWidth + runWidth});
    for (QSplitter *splitter : {static_cast<QSplitter *>(this), m_inner})
        splitter->setChildrenCollapsible(false);
}

void Panes::setWaitingFor(const QString &text)
{
    m_loading->setText(text);
    m_stack->setCurrentWidget(text.isEmpty() ? static_cast<QWidget *>(m_inner) : m_loading);
    updateVeil();
}

void Panes::setStale(bool stale)
{
    m_stale = stale;
    updateVeil();
}

void Panes::updateVeil()
{
    m_veil->setVisible(m_stale && m_stack->currentWidget() == m_inner);
    m_veil->raise();
}

void Panes::save(QSettings &settings) const
{
    settings.setValue(outerKey, saveState());
    settings.setValue(innerKey, m_inner->saveState());
}

void Panes::restore(const QSettings &settings)
{
    // A value that is missing or no splitter's state changes nothing.
    restoreState(settings.value(outerKey).toByteArray());
    m_inner->restoreState(settings.value(innerKey).toByteArray());
}

} // namespace Runlight
