// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"
#include "core/runs/runcatalog.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>

#include <optional>

namespace Runlight {

//! A repository as the sidebar shows it.
struct SidebarRepository
{
    RepositoryRef ref;
    RunState state; //!< The worst; of unknown status where it has no runs.
    int count = 0; //!< Runs in that state that ask for attention; 0 shows none.
    QString trouble; //!< Why it could not be updated; empty where it could.

    friend bool operator==(const SidebarRepository &, const SidebarRepository &) = default;
};

//! The places of the sidebar: five over everything, then the repositories under a header for each owner.
class SidebarModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole, //!< int(Kind)
        PlaceRole, //!< Place; none for a header.
        GlyphRole, //!< int(StatusGlyph); none for a place without runs: colour is for what is the case.
        IconRole, //!< Name of an icon, to be drawn muted where there is no glyph.
        CountRole, //!< int; 0 is not shown.
        TroubleRole, //!< QString
    };
    enum class Kind { Place, Header, Repository };

    explicit SidebarModel(QObject *parent = nullptr);

    void setCounts(const CatalogCounts &counts);
    //! In any order. Rows that stay keep their selection.
    void setRepositories(const QList<SidebarRepository> &repositories);

    //! Invalid where there is no such place.
    QModelIndex indexOf(const Place &place) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        Kind kind = Kind::Place;
        Place place;
        QString text;
        std::optional<StatusGlyph> glyph;
        QString stateText; //!< What the glyph says.
        QString icon;
        int count = 0;
        QString trouble;

        bool isSameThing(const Row &other) const;
        friend bool operator==(const Row &, const Row &) = default;
    };

    static QList<Row> repositoryRows(QList<SidebarRepository> repositories);
    static Row repositoryRow(const SidebarRepository &repository, const Place &place);
    void merge(const QList<Row> &wanted);
    QString sentence(const Row &row) const;

    QList<Row> m_rows;
};

} // namespace Runlight
