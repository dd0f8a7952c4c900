// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

#include <QWidget>

class QMenu;
class QPushButton;
class QToolButton;

namespace Runlight {

class AttemptButton;
class ElidedLabel;
class FlowLayout;
class GlyphLabel;
class Theme;

//! Title, state and origin of the shown run, its attempts, and what can be done with it.
class RunHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit RunHeader(const Theme &theme, QWidget *parent = nullptr);

    //! \a run is the attempt shown, \a attempts those known, of \a attemptCount in all.
    void setRun(const Run &run, const QList<Run> &attempts, int attemptCount, const QDateTime &now);
    void setNow(const QDateTime &now);

Q_SIGNALS:
    void attemptChosen(int attempt);
    void openUrlRequested(const QUrl &url);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *createMeta();
    ElidedLabel *addMeta(FlowLayout &layout);
    void copyLink();
    void fillAttempts();

    const Theme &m_theme;
    Run m_run;
    QList<Run> m_attempts;
    int m_attemptCount = 0;
    QDateTime m_now;

    GlyphLabel *m_glyph;
    ElidedLabel *m_title;
    QPushButton *m_open;
    QToolButton *m_copy;
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
