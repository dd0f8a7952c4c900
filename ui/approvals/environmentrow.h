// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/reviewinquiry.h"

#include <QWidget>

class QCheckBox;

namespace Runlight {

class ElidedLabel;
class TextLink;
class Theme;

//! One environment that waits: whether it is meant, who may review it, its timer, and what would come there.
class EnvironmentRow final : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this. \a login: the user's own.
    EnvironmentRow(const Theme &theme, const QString &login, QWidget *parent = nullptr);

    void setDeployment(const PendingDeployment &deployment, const QDateTime &now);
    void setLast(const LastDeployment &last, const QDateTime &now);
    void setNow(const QDateTime &now);
    //! False while nothing can be chosen. What the user may not review never can.
    void setChoosable(bool choosable);
    void setChecked(bool checked);
    bool isChecked() const;
    const PendingDeployment &deployment() const { return m_deployment; }
    QWidget *focusTarget() const;

Q_SIGNALS:
    void toggled();
    void openUrlRequested(const QUrl &url);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    const Theme &m_theme;
    QString m_login;
    PendingDeployment m_deployment;
    LastDeployment m_last;
    bool m_isChoosable = true;
    QCheckBox *m_check;
    ElidedLabel *m_name;
    ElidedLabel *m_reviewers;
    ElidedLabel *m_lastText;
    TextLink *m_compare;
};

} // namespace Runlight
