// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/environmentrow.h"

#include "ui/approvals/approvaltexts.h"
#include "ui/approvals/textlink.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/runtexts.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QMouseEvent>

namespace Runlight {

EnvironmentRow::EnvironmentRow(const Theme &theme, const QString &login, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_login(login)
    , m_check(new QCheckBox(this))
    , m_name(new ElidedLabel(theme))
    , m_reviewers(new ElidedLabel(theme))
    , m_lastText(new ElidedLabel(theme))
    , m_compare(new TextLink(tr("compare"), theme))
{
    m_name->setFont(theme.font(FontRole::BodyStrong));
    m_reviewers->setForegroundRole(QPalette::PlaceholderText);
    m_lastText->setForegroundRole(QPalette::PlaceholderText);
    m_lastText->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_compare->setToolTip(tr("Show the difference on GitHub"));
    m_compare->hide();
    auto *last = new QHBoxLayout;
    last->setSpacing(Theme::grid / 2);
    last->addWidget(m_lastText);
    last->addWidget(m_compare);
    last->addStretch(1);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(Theme::grid / 2);
    texts->addWidget(m_name);
    texts->addWidget(m_reviewers);
    texts->addLayout(last);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * Theme::grid, 2 * Theme::grid, 3 * Theme::grid, 2 * Theme::grid);
    layout->setSpacing(2 * Theme::grid);
    layout->addWidget(m_check, 0, Qt::AlignVCenter);
    layout->addLayout(texts, 1);
    connect(m_check, &QCheckBox::toggled, this, &EnvironmentRow::toggled);
    connect(m_compare, &TextLink::clicked, this, [this] {
        if (m_last.since)
            Q_EMIT openUrlRequested(m_last.since->htmlUrl);
    });
}

void EnvironmentRow::setDeployment(const PendingDeployment &deployment, const QDateTime &now)
{
    m_deployment = deployment;
    m_name->setLine(deployment.environment);
    m_check->setAccessibleName(deployment.environment);
    const QString whyNot = whyNotReviewable(deployment);
    m_check->setToolTip(plainToolTip(whyNot));
    setChoosable(m_isChoosable);
    if (!whyNot.isEmpty())
        m_check->setChecked(false);
    setNow(now);
}

void EnvironmentRow::setLast(const LastDeployment &last, const QDateTime &now)
{
    m_last = last;
    m_compare->setVisible(last.since && last.since->htmlUrl.isValid());
    setNow(now);
}

void EnvironmentRow::setNow(const QDateTime &now)
{
    m_reviewers->setLine(reviewersText(m_deployment, m_login, now));
    const QString last = lastDeploymentText(m_last, now);
    m_lastText->setLine(m_compare->isHidden() ? last : tr("%1 ·", "before the word compare").arg(last),
                        exactTimeText(m_last.at));
    m_check->setAccessibleDescription(tr("%1. %2", "who may review, last deployment").arg(m_reviewers->text(), last));
}

void EnvironmentRow::setChoosable(bool choosable)
{
    m_isChoosable = choosable;
    m_check->setEnabled(choosable && m_deployment.currentUserCanApprove);
    // What cannot be meant steps back; why is said below it.
    m_name->setForegroundRole(m_deployment.currentUserCanApprove ? QPalette::WindowText : QPalette::PlaceholderText);
}

void EnvironmentRow::setChecked(bool checked)
{
    m_check->setChecked(checked && m_deployment.currentUserCanApprove);
}

bool EnvironmentRow::isChecked() const
{
    return m_check->isChecked();
}

QWidget *EnvironmentRow::focusTarget() const
{
    return m_check;
}

//! All of the row is the box's label.
void EnvironmentRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()) && m_check->isEnabled())
        m_check->toggle();
    QWidget::mouseReleaseEvent(event);
}

} // namespace Runlight
