// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Runlight {

class RunCatalog;

//! A piece of text that could stand in a filter instead of what has been typed so far.
struct FilterCompletion
{
    QString text;
    qsizetype start = 0; //!< What it replaces.
    qsizetype length = 0;

    //! \a filter with this in its place.
    QString applyTo(const QString &filter) const;
    //! Where the cursor belongs then.
    qsizetype cursorAfter() const { return start + text.size(); }

    friend bool operator==(const FilterCompletion &, const FilterCompletion &) = default;
};

//! What may be meant at \a cursor in \a text, best first: keys, or values of a key that runs of \a catalog have, those
//! of newer runs first. Empty where what stands there is complete.
QList<FilterCompletion> filterCompletions(const QString &text, qsizetype cursor, const RunCatalog &catalog);

} // namespace Runlight
