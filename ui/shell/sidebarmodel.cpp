// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/sidebarmodel.h"

#include "ui/shell/links.h"
#include "ui/theme/plaintext.h"

#include <algorithm>

namespace Runlight {

namespace {

int compareText(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive);
}

bool isSameGroup(const RepositoryRef &a, const RepositoryRef &b)
{
    return a.account == b.account && compareText(a.repository.owner, b.repository.owner) == 0;
}

//! By owner, then account, then name.
bool comesBefore(const SidebarRepository &a, const SidebarRepository &b)
{
    if (const int owner = compareText(a.ref.repository.owner, b.ref.repository.owner))
        return owner < 0;
    if (a.ref.account != b.ref.account)
        return a.ref.account < b.ref.account;
    return compareText(a.ref.repository.name, b.ref.repository.name) < 0;
}

//! Two accounts of one host that see the same owner are told apart by their logins.
QString headerText(const RepositoryRef &ref, const QList<SidebarRepository> &all)
{
    const QString host = hostOf(ref.account);
    const bool ambiguous = std::any_of(all.begin(), all.end(), [&](const SidebarRepository &other) {
        return other.ref.account != ref.account && hostOf(other.ref.account) == host
            && compareText(other.ref.repository.owner, ref.repository.owner) == 0;
    });
    return SidebarModel::tr("%1 · %2", "owner, host").arg(ref.repository.owner, ambiguous ? ref.account.value : host);
}

} // namespace

bool SidebarModel::Row::isSameThing(const Row &other) const
{
    if (kind != other.kind)
        return false;
    return kind == Kind::Header ? isSameGroup(place.repository, other.place.repository) : place == other.place;
}

SidebarModel::SidebarModel(QObject *parent)
    : QAbstractListModel(parent)
{
    const auto place = [](Place::Kind kind, const QString &text, std::optional<StatusGlyph> glyph,
                          const QString &icon) {
        return Row{Kind::Place, Place{kind, {}}, text, glyph, {}, icon, 0, {}};
    };
    m_rows = {
        place(Place::Kind::NeedsYou, tr("Needs you"), StatusGlyph::Waiting, QStringLiteral("status-waiting")),
        place(Place::Kind::Failing, tr("Failing"), StatusGlyph::Failure, QStringLiteral("status-failure")),
        place(Place::Kind::Running, tr("Running"), StatusGlyph::InProgress, QStringLiteral("status-in-progress")),
        place(Place::Kind::Mine, tr("Mine"), {}, QStringLiteral("person")),
        place(Place::Kind::All, tr("All runs"), {}, QStringLiteral("list")),
    };
}

void SidebarModel::setCounts(const CatalogCounts &counts)
{
    const int values[] = {counts.needsYou, counts.failing, counts.running, counts.mine, counts.all};
    for (int row = 0; row < int(std::size(values)); ++row) {
        if (m_rows[row].count == values[row])
            continue;
        m_rows[row].count = values[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void SidebarModel::setRepositories(const QList<SidebarRepository> &repositories)
{
    QList<Row> wanted;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.kind == Kind::Place)
            wanted += row;
    }
    merge(wanted + repositoryRows(repositories));
}

QList<SidebarModel::Row> SidebarModel::repositoryRows(QList<SidebarRepository> repositories)
{
    std::sort(repositories.begin(), repositories.end(), comesBefore);
    QList<Row> rows;
    for (const SidebarRepository &repository : std::as_const(repositories)) {
        const Place place{Place::Kind::Repository, repository.ref};
        if (rows.isEmpty() || !isSameGroup(rows.constLast().place.repository, repository.ref))
            rows += Row{Kind::Header, place, headerText(repository.ref, repositories), {}, {}, {}, 0, {}};
        rows += repositoryRow(repository, place);
    }
    return rows;
}

SidebarModel::Row SidebarModel::repositoryRow(const SidebarRepository &repository, const Place &place)
{
    Row row{Kind::Repository, place, repository.ref.repository.name, {}, {}, {}, repository.count, repository.trouble};
    if (repository.state.status != Status::Unknown) {
        row.glyph = glyphFor(repository.state);
        row.stateText = stateText(repository.state);
    }
    return row;
}

//! Row by row, so that what stays keeps its selection and its place on the screen.
void SidebarModel::merge(const QList<Row> &wanted)
{
    const auto isWanted = [&wanted](const Row &row) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const Row &other) { return other.isSameThing(row); });
    };
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (isWanted(m_rows[row]))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    // What is left is in the wanted order already.
    for (int row = 0; row < wanted.size(); ++row) {
        if (row == m_rows.size() || !m_rows[row].isSameThing(wanted[row])) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, wanted[row]);
            endInsertRows();
        } else if (m_rows[row] != wanted[row]) {
            m_rows[row] = wanted[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

QModelIndex SidebarModel::indexOf(const Place &place) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].kind != Kind::Header && m_rows[row].place == place)
            return index(row);
    }
    return {};
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::ToolTipRole:
        return row.trouble.isEmpty() ? QVariant() : plainToolTip(row.trouble);
    case Qt::AccessibleTextRole:
        return sentence(row);
    case KindRole:
        return int(row.kind);
    case PlaceRole:
        return row.kind == Kind::Header ? QVariant() : QVariant::fromValue(row.place);
    case GlyphRole:
        return row.glyph && (row.kind == Kind::Repository || row.count > 0) ? QVariant(int(*row.glyph)) : QVariant();
    case IconRole:
        return row.icon.isEmpty() ? QVariant() : QVariant(row.icon);
    case CountRole:
        return row.count;
    case TroubleRole:
        return row.trouble;
    default:
        return {};
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows[index.row()].kind == Kind::Header)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QString SidebarModel::sentence(const Row &row) const
{
    if (row.kind == Kind::Header)
        return row.text;
    if (!row.trouble.isEmpty())
        return tr("%1, could not be updated").arg(row.text);
    if (row.kind == Kind::Place)
        return tr("%1, %n run(s)", "a place of the sidebar", row.count).arg(row.text);
    if (!row.glyph)
        return tr("%1, no runs", "a repository").arg(row.text);
    return row.count == 0 ? tr("%1, %2", "a repository, its state").arg(row.text, row.stateText)
                          : tr("%1, %2, %n run(s)", "a repository, its state", row.count).arg(row.text, row.stateText);
}

} // namespace Runlight
