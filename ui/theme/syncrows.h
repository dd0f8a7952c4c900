// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <algorithm>

namespace Runlight {

//! Makes a model's rows those of \a wanted by single steps, so that views keep selection, scroll and expansion.
//! Rows offers: size(), isSame(row, item), remove(row), insert(row, item), move(from, to) with to < from, and
//! update(row, item), which says for itself whether anything differs.
template <typename Rows, typename Item>
void syncRows(Rows &&rows, const QList<Item> &wanted)
{
    for (int row = rows.size() - 1; row >= 0; --row) {
        const auto same = [&](const Item &item) {
            return rows.isSame(row, item);
        };
        if (std::none_of(wanted.begin(), wanted.end(), same))
            rows.remove(row);
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const Item &item = wanted.at(row);
        int found = row;
        while (found < rows.size() && !rows.isSame(found, item))
            ++found;
        if (found == rows.size()) {
            rows.insert(row, item);
            continue;
        }
        if (found != row)
            rows.move(found, row);
        rows.update(row, item);
    }
    // What is left over are doubles of a row that is wanted only once.
    while (rows.size() > wanted.size())
        rows.remove(rows.size() - 1);
}

} // namespace Runlight
