// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHeaderView>

namespace Runlight {

class JobsModel;
class Theme;

//! The header of the jobs: nothing but the labels of the time axis.
class TimelineHeader final : public QHeaderView
{
    Q_OBJECT

public:
    TimelineHeader(const JobsModel &model, const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    const JobsModel &m_model;
    const Theme &m_theme;
};

} // namespace Runlight
