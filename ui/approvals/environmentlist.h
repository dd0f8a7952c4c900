// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/reviewinquiry.h"
#include "ui/approvals/roundedbox.h"

#include <QScrollArea>

class QVBoxLayout;

namespace Runlight {

class EnvironmentRow;

//! The environments that wait for a review; more than a few scroll.
class EnvironmentList final : public RoundedBox
{
    Q_OBJECT

public:
    //! \a theme must outlive this. \a login: the user's own.
    EnvironmentList(const Theme &theme, const QString &login, QWidget *parent = nullptr);

    //! Those the user may review first. What is new and may be reviewed is checked unless its timer still runs; what
    //! was chosen stays chosen.
    void setDeployments(const QList<PendingDeployment> &deployments, const QDateTime &now);
    void setLast(const ReviewInquiry &inquiry, const QDateTime &now);
    void setNow(const QDateTime &now);
    void setChoosable(bool choosable);

    QStringList names() const;
    QList<EnvironmentId> checked() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void checkedChanged();
    void openUrlRequested(const QUrl &url);

private:
    EnvironmentRow *rowOf(const PendingDeployment &deployment);
    EnvironmentRow *addRow();
    void placeRows();
    int heightOf(int rows) const;

    const Theme &m_theme;
    QString m_login;
    bool m_isChoosable = true;
    QScrollArea *m_scroll;
    QWidget *m_content;
    QVBoxLayout *m_layout;
    QList<EnvironmentRow *> m_rows;
};

} // namespace Runlight
