// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/environmentlist.h"

#include "ui/approvals/approvaltexts.h"
#include "ui/approvals/environmentrow.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Runlight {

namespace {

constexpr int shownEnvironments = 4; //!< More scroll.

QFrame *rowLine()
{
    auto *line = new QFrame;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

} // namespace

EnvironmentList::EnvironmentList(const Theme &theme, const QString &login, QWidget *parent)
    : RoundedBox(theme, parent)
    , m_theme(theme)
    , m_login(login)
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget)
    , m_layout(new QVBoxLayout(m_content))
{
    setAccessibleName(tr("Environments"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_content);
    // The box is the ground, with its round corners.
    m_content->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_scroll);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void EnvironmentList::setDeployments(const QList<PendingDeployment> &deployments, const QDateTime &now)
{
    QList<PendingDeployment> sorted = deployments;
    std::stable_sort(sorted.begin(), sorted.end(), [](const PendingDeployment &a, const PendingDeployment &b) {
        return a.currentUserCanApprove && !b.currentUserCanApprove;
    });
    QList<EnvironmentRow *> rows;
    for (const PendingDeployment &deployment : std::as_const(sorted)) {
        EnvironmentRow *row = rowOf(deployment);
        const bool isNew = row == nullptr;
        if (isNew)
            row = addRow();
        row->setDeployment(deployment, now);
        if (isNew)
            row->setChecked(!isTimerRunning(deployment, now));
        rows.append(row);
    }
    for (EnvironmentRow *row : std::as_const(m_rows)) {
        if (!rows.contains(row))
            delete row->parentWidget();
    }
    if (rows != std::exchange(m_rows, rows))
        placeRows();
    Q_EMIT checkedChanged();
}

void EnvironmentList::placeRows()
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        QWidget *holder = m_rows[i]->parentWidget();
        m_layout->removeWidget(holder);
        m_layout->insertWidget(int(i), holder);
        holder->layout()->itemAt(0)->widget()->setVisible(i > 0);
    }
    updateGeometry();
}

EnvironmentRow *EnvironmentList::rowOf(const PendingDeployment &deployment)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&deployment](const EnvironmentRow *row) {
        return row->deployment().environmentId == deployment.environmentId;
    });
    return found == m_rows.end() ? nullptr : *found;
}

//! With the line above it.
EnvironmentRow *EnvironmentList::addRow()
{
    auto *holder = new QWidget(m_content);
    auto *row = new EnvironmentRow(m_theme, m_login, holder);
    auto *layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(rowLine());
    layout->addWidget(row);
    row->setChoosable(m_isChoosable);
    connect(row, &EnvironmentRow::toggled, this, &EnvironmentList::checkedChanged);
    connect(row, &EnvironmentRow::openUrlRequested, this, &EnvironmentList::openUrlRequested);
    return row;
}

void EnvironmentList::setLast(const ReviewInquiry &inquiry, const QDateTime &now)
{
    for (EnvironmentRow *row : std::as_const(m_rows))
        row->setLast(inquiry.last(row->deployment().environment), now);
}

void EnvironmentList::setNow(const QDateTime &now)
{
    for (EnvironmentRow *row : std::as_const(m_rows))
        row->setNow(now);
}

void EnvironmentList::setChoosable(bool choosable)
{
    m_isChoosable = choosable;
    for (EnvironmentRow *row : std::as_const(m_rows))
        row->setChoosable(choosable);
}

QStringList EnvironmentList::names() const
{
    QStringList names;
    for (const EnvironmentRow *row : m_rows)
        names += row->deployment().environment;
    return names;
}

QList<EnvironmentId> EnvironmentList::checked() const
{
    QList<EnvironmentId> checked;
    for (const EnvironmentRow *row : m_rows) {
        if (row->isChecked())
            checked += row->deployment().environmentId;
    }
    return checked;
}

int EnvironmentList::heightOf(int rows) const
{
    int height = 2;
    for (int i = 0; i < qMin<int>(rows, int(m_rows.size())); ++i)
        height += m_rows[i]->parentWidget()->sizeHint().height();
    return height;
}

QSize EnvironmentList::sizeHint() const
{
    return {0, heightOf(shownEnvironments)};
}

QSize EnvironmentList::minimumSizeHint() const
{
    return {0, heightOf(1)};
}

} // namespace Runlight
