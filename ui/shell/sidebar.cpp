// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/sidebar.h"

#include "ui/shell/sidebardelegate.h"

namespace Runlight {

namespace {

//! How many runs are in the state that the glyph shows; a repository where all is well needs no number.
int countOf(const CatalogCounts &counts, const RunState &worst)
{
    if (worst.isFailure())
        return counts.failing;
    if (worst.status == Status::Waiting)
        return counts.waiting;
    return worst.status == Status::InProgress ? counts.running : 0;
}

SidebarRepository rowOf(const RepositoryCounts &repository)
{
    const RunState worst = repository.counts.worstState();
    return {repository.ref, worst, countOf(repository.counts, worst), {}};
}

} // namespace

Sidebar::Sidebar(RunCatalog &catalog, Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_catalog(catalog)
    , m_theme(theme)
{
    setAccessibleName(tr("Places"));
    setModel(&m_model);
    setItemDelegate(new SidebarDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    // The margins above and below the rows are ours to paint.
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setViewportMargins(0, 2 * Theme::grid, 0, 2 * Theme::grid);
    connect(&catalog, &RunCatalog::countsChanged, this, &Sidebar::updateFromCatalog);
    connect(&theme, &Theme::changed, this, &Sidebar::updateGround);
    connect(&theme, &Theme::animationFrame, this, &Sidebar::turnGlyphs);
    updateGround();
    updateFromCatalog();
    setCurrentIndex(m_model.index(0));
}

void Sidebar::setStatus(const MonitorStatus &status)
{
    m_watched = status.repositories;
    updateFromCatalog();
}

Place Sidebar::place() const
{
    return currentIndex().data(SidebarModel::PlaceRole).value<Place>();
}

void Sidebar::setPlace(const Place &place)
{
    const QModelIndex index = m_model.indexOf(place);
    setCurrentIndex(index.isValid() ? index : m_model.indexOf({Place::Kind::All, {}}));
}

QSize Sidebar::sizeHint() const
{
    return {54 * Theme::grid, QListView::sizeHint().height()};
}

void Sidebar::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT placeChanged(place());
}

void Sidebar::updateFromCatalog()
{
    m_model.setCounts(m_catalog.counts());
    QHash<RepositoryRef, SidebarRepository> rows;
    for (const RepositoryCounts &repository : m_catalog.repositories())
        rows.insert(repository.ref, rowOf(repository));
    for (const RepositoryStatus &watched : std::as_const(m_watched)) {
        auto row = rows.find(watched.ref);
        if (row == rows.end())
            row = rows.insert(watched.ref, {watched.ref, {}, 0, {}});
        if (watched.error)
            row->trouble = watched.error->message.isEmpty() ? adviceFor(*watched.error) : watched.error->message;
    }
    m_model.setRepositories(rows.values());
    if (!currentIndex().isValid())
        setPlace({Place::Kind::All, {}});
}

void Sidebar::updateGround()
{
    QPalette ground = palette();
    ground.setColor(QPalette::Base, m_theme.color(ColorRole::Pane));
    setPalette(ground);
}

void Sidebar::turnGlyphs()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row);
        if (index.data(SidebarModel::GlyphRole) == QVariant(int(StatusGlyph::InProgress)))
            update(index);
    }
}

} // namespace Runlight
