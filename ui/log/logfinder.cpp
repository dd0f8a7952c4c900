// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logfinder.h"

#include "core/logs/logsearch.h"
#include "core/logs/piecejob.h"
#include "ui/log/logtoolbar.h"
#include "ui/log/logview.h"

#include <QAction>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>
#include <chrono>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

constexpr auto typingPause = 60ms;
constexpr auto filterInterval = 200ms;

} // namespace

LogFinder::LogFinder(LogView &view, LogToolBar &bar, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_bar(bar)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    m_filtering.setSingleShot(true);
    m_filtering.setInterval(filterInterval);
    connect(&m_typing, &QTimer::timeout, this, &LogFinder::compile);
    connect(&m_filtering, &QTimer::timeout, this, &LogFinder::updateFilter);
    connect(bar.field(), &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    for (QAction *option : {bar.matchCase(), bar.wholeWord(), bar.regularExpression()})
        connect(option, &QAction::toggled, this, &LogFinder::compile);
    connect(bar.filter(), &QAction::toggled, this, &LogFinder::updateFilter);
    connect(&bar, &LogToolBar::findNextRequested, this, &LogFinder::goToNext);
    connect(&bar, &LogToolBar::findPreviousRequested, this, &LogFinder::goToPrevious);
    connect(&view, &LogView::currentLineChanged, this, &LogFinder::updateCount);
    connect(&view.document(), &LogDocument::reset, this, [this] {
        m_origin.reset();
        search();
    });
    connect(&view.document(), &LogDocument::rowsChanged, this, [this] {
        if (m_view.document().lineCount() != m_filteredLines)
            filterAgain();
    });
    connect(&view.document(), &LogDocument::filterLifted, this, [this] { m_bar.filter()->setChecked(false); });
    connect(&view.document(), &LogDocument::completed, this, [this] {
        if (m_search)
            m_search->extend(m_view.document().file()->mapping());
        else
            search();
    });
}

LogFinder::~LogFinder()
{
    if (m_rows)
        m_rows->cancel();
}

void LogFinder::goToNext()
{
    if (m_typing.isActive())
        compile();
    if (!m_search)
        return;
    const std::optional<LineNumber> next = m_search->nextAfter(m_view.currentLine());
    goTo(next ? next : m_search->nextAfter({-1}));
}

void LogFinder::goToPrevious()
{
    if (m_typing.isActive())
        compile();
    if (!m_search)
        return;
    const std::optional<LineNumber> previous = m_search->previousBefore(m_view.currentLine());
    goTo(previous ? previous : m_search->previousBefore({m_view.document().lineCount()}));
}

void LogFinder::compile()
{
    m_typing.stop();
    const SearchOptions options{m_bar.field()->text(), m_bar.matchCase()->isChecked(), m_bar.wholeWord()->isChecked(),
                                m_bar.regularExpression()->isChecked()};
    m_pattern.reset();
    m_bar.setProblem({});
    if (!options.text.isEmpty()) {
        Expected<std::shared_ptr<const LogPattern>> pattern = LogPattern::compile(options);
        if (pattern)
            m_pattern = *pattern;
        else
            m_bar.setProblem(pattern.error().message);
    }
    m_origin = LineNumber{std::max<qint64>(0, m_view.currentLine().value)};
    search();
    Q_EMIT patternChanged();
}

void LogFinder::search()
{
    m_search.reset();
    m_cutLine.reset();
    const LogFile *file = m_view.document().file();
    if (m_pattern && file) {
        m_search = std::make_unique<LogSearch>(file->mapping(), m_pattern);
        connect(m_search.get(), &LogSearch::found, this, &LogFinder::take);
        connect(m_search.get(), &LogSearch::completed, this, &LogFinder::take);
    }
    if (!m_pattern) {
        m_view.setHighlighter(nullptr);
        m_view.setMatchFinder(nullptr);
    } else {
        m_view.setHighlighter([pattern = m_pattern](const QString &text) { return pattern->matchesIn(text); });
        m_view.setMatchFinder([this](LineNumber line) { return m_search ? m_search->nextAfter(line) : std::nullopt; });
    }
    updateFilter();
    updateCount();
}

void LogFinder::take()
{
    if (m_origin && m_search) {
        std::optional<LineNumber> first = m_search->nextAfter({m_origin->value - 1});
        if (!first && m_search->isComplete())
            first = m_search->nextAfter({-1});
        if (first) {
            m_origin.reset();
            goTo(first);
        }
    }
    filterAgain();
    m_view.updateMarks();
    updateCount();
}

void LogFinder::goTo(const std::optional<LineNumber> &line)
{
    if (!line)
        return;
    m_origin.reset();
    const LogDocument &document = m_view.document();
    if (document.isFiltered() && !document.rows().rowOf(*line))
        return;
    m_cutLine.reset();
    if (!m_view.showMatch(*line) && document.isCut(*line))
        m_cutLine = line;
    updateProblem();
}

void LogFinder::updateFilter()
{
    m_filtering.stop();
    m_isFilterStale = false;
    if (m_rows)
        m_rows->cancel();
    m_rows.reset();
    LogDocument &document = m_view.document();
    if (!m_bar.filter()->isChecked() || !m_search) {
        if (document.isFiltered())
            document.setFilter(std::nullopt);
        updateProblem();
        return;
    }
    m_filteredLines = document.lineCount();
    m_filteredMatches = m_search->matchCount();
    // What was shown before stays until there is something to show.
    if (m_search->matchCount() == 0 && !m_search->isComplete())
        return;
    const auto makeWork = [matches = std::make_shared<const LineSet>(m_search->matches()), lines = m_filteredLines] {
        return [=](qint64, const std::atomic<bool> &) {
            return LogRows::filtered(lines, *matches, mostFiltered, filterContext);
        };
    };
    m_rows = PieceJob<LogRows>::start(1, makeWork, this, [this](LogRows rows) { applyFilter(std::move(rows)); });
}

void LogFinder::applyFilter(LogRows rows)
{
    m_rows.reset();
    m_view.document().setFilter(std::move(rows));
    updateProblem();
    if (m_isFilterStale)
        m_filtering.start();
}

//! More was found, or there is more of the log. Not more often than a worker keeps up with.
void LogFinder::filterAgain()
{
    const bool isFull = m_filteredMatches >= mostFiltered && m_filteredLines == m_view.document().lineCount();
    if (isFull)
        return;
    m_isFilterStale = true;
    if (m_bar.filter()->isChecked() && !m_rows && !m_filtering.isActive())
        m_filtering.start();
}

void LogFinder::updateCount()
{
    if (!m_search) {
        m_bar.setCount({});
        return;
    }
    const QLocale locale;
    const qint64 count = m_search->matchCount();
    const LineNumber current = m_view.currentLine();
    if (count == 0)
        m_bar.setCount(m_search->isComplete() ? tr("not found") : tr("searching…"));
    else if (m_search->contains(current))
        m_bar.setCount(tr("%1 of %2", "which matching line of how many")
                           .arg(locale.toString(m_search->countBefore(current) + 1), locale.toString(count)));
    else
        m_bar.setCount(locale.toString(count));
    updateProblem();
}

//! What is wrong with the pattern itself was said when it was made.
void LogFinder::updateProblem()
{
    if (!m_search)
        return;
    if (m_search->isComplete() && m_search->untoldLines() > 0)
        m_bar.setProblem(
            tr("The expression takes too long: %Ln line(s) were not searched.", nullptr, int(m_search->untoldLines())));
    else if (m_cutLine && *m_cutLine == m_view.currentLine())
        m_bar.setProblem(tr("It stands further on in this line than is shown of it. Save the log to read it there."));
    else if (m_view.document().isFiltered() && m_search->matchCount() > mostFiltered)
        m_bar.setProblem(tr("Only the first %1 of them are shown.").arg(QLocale().toString(mostFiltered)));
    else
        m_bar.setProblem({});
}

} // namespace Runlight
