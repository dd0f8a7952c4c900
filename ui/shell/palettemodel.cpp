// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/palettemodel.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace Runlight {

namespace {

//! In how many ways one thing may be better than another, the weightiest first.
struct PaletteRank
{
    FuzzyRank rank;
    PaletteItem::Kind kind = PaletteItem::Kind::Action;
    bool isMeant = true; //!< Not only what it is about answers.
    bool isPossible = true;
    size_t item = 0;

    friend bool operator<(const PaletteRank &a, const PaletteRank &b)
    {
        const auto order = [](const PaletteRank &each) {
            // Of runs that answer equally well, the newest is meant.
            const int start = each.kind == PaletteItem::Kind::Run ? 0 : each.rank.start;
            return std::tuple(!each.isMeant, each.rank.kind, each.kind, !each.isPossible, each.rank.skipped, start,
                              each.item);
        };
        return order(a) < order(b);
    }
};

} // namespace

PaletteModel::PaletteModel(QObject *parent)
    : QAbstractListModel(parent)
{ }

void PaletteModel::setItems(PaletteItems items)
{
    m_items = std::move(items);
    search();
}

void PaletteModel::addItems(PaletteItems items)
{
    std::move(items.begin(), items.end(), std::back_inserter(m_items));
    search();
}

void PaletteModel::setTyped(const QString &typed)
{
    m_pattern = FuzzyPattern(typed);
    search();
}

void PaletteModel::search()
{
    std::vector<PaletteRank> found;
    for (size_t i = 0; i < m_items.size(); ++i) {
        const PaletteItem &each = m_items[i];
        if (const auto rank = m_pattern.rank(each.text))
            found.push_back(
                {*rank, each.kind, each.aboutStart < 0 || rank->start < each.aboutStart, each.isPossible(), i});
    }
    const auto shown = std::ptrdiff_t(qMin(found.size(), size_t(mostRows)));
    std::partial_sort(found.begin(), found.begin() + shown, found.end());
    beginResetModel();
    m_rows.clear();
    std::transform(found.begin(), found.begin() + shown, std::back_inserter(m_rows),
                   [](const PaletteRank &each) { return each.item; });
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PaletteItem &shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case Qt::AccessibleTextRole:
        return sentence(shown);
    case Qt::DecorationRole:
        return shown.action ? QVariant(shown.action->icon()) : QVariant();
    case Qt::CheckStateRole:
        return shown.action && shown.action->isChecked() ? QVariant(Qt::Checked) : QVariant();
    case GlyphRole:
        return shown.glyph ? QVariant(int(*shown.glyph)) : QVariant();
    case KeyRole:
        return shown.action ? shown.action->shortcut().toString(QKeySequence::NativeText) : QString();
    case WhyNotRole:
        return shown.action ? whyNot(*shown.action) : QString();
    default:
        return {};
    }
}

QString PaletteModel::sentence(const PaletteItem &item) const
{
    QStringList parts{item.text};
    if (!item.stateText.isEmpty())
        parts += item.stateText;
    if (item.action && !item.action->isEnabled())
        parts += whyNot(*item.action);
    if (item.action && !item.action->shortcut().isEmpty())
        parts += item.action->shortcut().toString(QKeySequence::NativeText);
    return parts.join(QStringLiteral(", "));
}

} // namespace Runlight
