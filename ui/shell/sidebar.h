// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"
#include "ui/shell/sidebarmodel.h"

#include <QListView>

namespace Runlight {

//! Where the user looks: the places over everything and every repository, with what is going on there.
class Sidebar : public QListView
{
    Q_OBJECT

public:
    //! \a catalog and \a theme must outlive this.
    Sidebar(RunCatalog &catalog, Theme &theme, QWidget *parent = nullptr);

    //! The repositories watched, shown also where they have no runs.
    void setStatus(const MonitorStatus &status);
    Place place() const;
    //! A place that is gone falls back to all runs.
    void setPlace(const Place &place);

    QSize sizeHint() const override;

Q_SIGNALS:
    void placeChanged(const Runlight::Place &place);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void updateFromCatalog();
    void updateGround();
    void turnGlyphs();

    RunCatalog &m_catalog;
    Theme &m_theme;
    SidebarModel m_model;
    QList<RepositoryStatus> m_watched;
};

} // namespace Runlight
