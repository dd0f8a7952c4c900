// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QObject>
#include <QString>

#include <array>

class QAction;
class QActionGroup;
class QKeySequence;
class QWidget;

namespace Runlight {

class LogViewer;
class RunActions;

//! Actions under one heading.
struct ActionSection
{
    QString title;
    QList<QAction *> actions;
    QString about; //!< What they concern, where that is not the window.
};

//! Sets \a action's tool tip: \a hint, such as why it cannot be done now; without one its name and its first key.
void describe(QAction &action, const QString &hint = {});

//! Everything that can be done in the window, with its key, in one place: buttons, the menu, the keys, the command
//! palette and the shortcut sheet all hang on these.
class Actions : public QObject
{
    Q_OBJECT

public:
    static constexpr int placeCount = 5;

    //! The keys work in all of \a window, unless a text field takes them; \a window owns this.
    explicit Actions(QWidget &window);

    QAction *const filter;
    QAction *const next;
    QAction *const previous;
    QAction *const first;
    QAction *const last;
    QAction *const open; //!< Works only where it is added: see addOpenTo().
    QAction *const back; //!< Works only where it is added: see addBackTo().
    QAction *const log;
    QAction *const openOnGitHub;
    QAction *const runWorkflow; //!< Disabled until something can be started.
    QAction *const runAgain; //!< The shown run's workflow, with the same inputs.
    QAction *const sendEvent; //!< A repository event. Disabled as runWorkflow is.
    QAction *const refresh;
    QAction *const palette;
    QAction *const downloads;
    QAction *const shortcuts;
    QAction *const about;
    QAction *const quit;
    const std::array<QAction *, placeCount> places; //!< In the order of the sidebar.

    //! Enter and Esc mean something else elsewhere, so they work within one widget each.
    void addOpenTo(QWidget &list);
    void addBackTo(QWidget &detail);

    //! What can be done in \a viewer: its keys work in all of the window from now on.
    void addLog(LogViewer &viewer);

    //! System, Light and Dark; one of them is checked.
    QActionGroup *themes() const { return m_themes; }
    void setTheme(Theme::Scheme scheme);

    //! Says whether a run is shown that can be opened on GitHub, and why not otherwise.
    enum class RunPage { None, Elsewhere, OnGitHub };
    void setRunPage(RunPage page);

    //! Says whether it is known what the shown run was started with.
    void setRunAgain(bool possible);

    //! The actions about runs: shown as a section of their own. They must outlive this.
    void addRuns(const RunActions &runs);

    //! Every action, those without a key too.
    QList<ActionSection> sections() const;

Q_SIGNALS:
    void themeChosen(Runlight::Theme::Scheme scheme);

private:
    QAction *add(const QString &text, const QList<QKeySequence> &keys,
                 Qt::ShortcutContext context = Qt::WindowShortcut);
    QAction *addTheme(const QString &text, const QString &name, Theme::Scheme scheme);
    std::array<QAction *, placeCount> addPlaces();

    QWidget &m_window;
    const RunActions *m_runs = nullptr;
    QList<QAction *> m_logActions;
    QActionGroup *m_themes;
};

} // namespace Runlight
