// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

#include <QWidget>

class QAction;
class QGridLayout;
class QMenu;
class QToolButton;

namespace Runlight {

class ActionButton;
class AttemptButton;
class ElidedLabel;
class FlowLayout;
class GlyphLabel;
class Theme;

//! What can be done with the shown run. Texts, states and reasons are the actions' own; a null one among several is a
//! line between the others.
struct RunHeaderActions
{
    QAction *rerunFailed = nullptr; //!< Has a button of its own where the run has failed.
    QAction *cancel = nullptr; //!< Has a button while the run goes on.
    QList<QAction *> rerun; //!< Under "Re-run".
    QList<QAction *> more; //!< Under the three dots.
};

//! Title, state and origin of the shown run, its attempts, and what can be done with it.
class RunHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit RunHeader(const Theme &theme, QWidget *parent = nullptr);

    //! \a run is the attempt shown, \a attempts those known, of \a attemptCount in all.
    void setRun(const Run &run, const QList<Run> &attempts, int attemptCount, const QDateTime &now);
    void setNow(const QDateTime &now);
    //! Call once. What \a actions holds must outlive this.
    void setActions(const RunHeaderActions &actions);
    //! What was asked for and does not show yet, in words; empty for nothing.
    void setRequested(const QString &requested);

Q_SIGNALS:
    void attemptChosen(int attempt);
    void openUrlRequested(const QUrl &url);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *createMeta();
    QWidget *createButtons();
    static QToolButton *createMenuButton(QWidget &parent);
    void placeButtons();
    void updateButtons();
    ElidedLabel *addMeta(FlowLayout &layout);
    void copyLink();
    void fillAttempts();

    const Theme &m_theme;
    Run m_run;
    QList<Run> m_attempts;
    int m_attemptCount = 0;
    QDateTime m_now;
    QString m_requested;

    QGridLayout *m_layout;
    GlyphLabel *m_glyph;
    ElidedLabel *m_title;
    QAction *m_open;
    QAction *m_copy;
    QWidget *m_buttons = nullptr;
    ActionButton *m_rerunFailed = nullptr;
    QToolButton *m_rerun = nullptr;
    ActionButton *m_cancel = nullptr;
    QToolButton *m_more = nullptr;
    bool m_canAct = false;
    ElidedLabel *m_requestedLabel = nullptr;
    ElidedLabel *m_workflow = nullptr;
    ElidedLabel *m_repository = nullptr;
    AttemptButton *m_attempt = nullptr;
    QMenu *m_attemptMenu = nullptr;
    ElidedLabel *m_branch = nullptr;
    ElidedLabel *m_sha = nullptr;
    ElidedLabel *m_cause = nullptr;
    ElidedLabel *m_duration = nullptr;
    ElidedLabel *m_outcome = nullptr;
};

} // namespace Runlight
