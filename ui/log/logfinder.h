// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/logpattern.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace Runlight {

class LogRows;
class LogSearch;
class LogToolBar;
class LogView;
template <typename Result>
class PieceJob;

//! Finds what the bar says in the log that the view shows: goes to the first match from where the user is, marks and
//! counts them all, and shows nothing else where that is asked for.
class LogFinder final : public QObject
{
    Q_OBJECT

public:
    //! Lines around each match in the filtered view.
    static constexpr qint64 filterContext = 2;
    //! More lines than that are not filtered: nobody reads them, and each costs memory.
    static constexpr qint64 mostFiltered = 1'000'000;

    //! Both must outlive this.
    LogFinder(LogView &view, LogToolBar &bar, QObject *parent = nullptr);
    ~LogFinder() override;

    void goToNext();
    void goToPrevious();
    //! What is searched for; null for nothing.
    const std::shared_ptr<const LogPattern> &pattern() const { return m_pattern; }

Q_SIGNALS:
    //! pattern() is another.
    void patternChanged();

private:
    void compile();
    void search();
    void take();
    void goTo(const std::optional<LineNumber> &line);
    void updateFilter();
    void applyFilter(LogRows rows);
    void filterAgain();
    void updateCount();
    void updateProblem();

    LogView &m_view;
    LogToolBar &m_bar;
    QTimer m_typing; //!< One search for what is typed in one go.
    QTimer m_filtering; //!< Rows follow a search that goes on, and a log that grows, in steps.
    std::shared_ptr<PieceJob<LogRows>> m_rows; //!< While a worker makes them: of a million lines that takes its time.
    qint64 m_filteredLines = 0; //!< Lines that the log had when the last rows were begun.
    qint64 m_filteredMatches = 0; //!< And that there were in it.
    bool m_isFilterStale = false; //!< There is more since then.
    std::shared_ptr<const LogPattern> m_pattern;
    std::unique_ptr<LogSearch> m_search;
    std::optional<LineNumber> m_cutLine; //!< Went to last, and what was found is not in what is shown of it.
    std::optional<LineNumber> m_origin; //!< From where the first match is looked for; nothing once it was gone to.
};

} // namespace Runlight
