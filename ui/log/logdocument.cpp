// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logdocument.h"

#include "core/logs/logexcerpt.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

constexpr auto growthInterval = 100ms;
//! A colour that was left on is looked for so far above. Messages of several lines are shorter.
constexpr qint64 styleReach = 200;
//! Lines without a stamp belong to the one above that has it, so far away at most.
constexpr qint64 stampReach = 200;
constexpr qint64 stampBytes = 64;
//! So much of a line is laid out. Nobody reads further to the right, and wrapping it would take its time.
constexpr qint64 shownLineBytes = 16'384;

bool isStyled(QByteArrayView line)
{
    return line.contains('\x1b');
}

} // namespace

QList<LogStepHeading> headingsOf(const QList<Step> &steps)
{
    QList<LogStepHeading> headings;
    for (const Step &step : steps)
        headings.append(
            {step.number, step.name, glyphFor(step.state), stateText(step.state), step.startedAt, step.completedAt});
    return headings;
}

std::vector<LogStep> logStepsOf(const QList<LogStepHeading> &headings)
{
    std::vector<LogStep> steps;
    for (const LogStepHeading &heading : headings)
        steps.push_back({heading.number, heading.name, heading.startedAt, heading.completedAt,
                         heading.glyph != StatusGlyph::Skipped});
    return steps;
}

LogDocument::LogDocument(QObject *parent)
    : QObject(parent)
{
    m_growth.setSingleShot(true);
    m_growth.setInterval(growthInterval);
    connect(&m_growth, &QTimer::timeout, this, &LogDocument::growOn);
}

LogDocument::~LogDocument() = default;

void LogDocument::setFile(std::unique_ptr<LogFile> file)
{
    m_file = std::move(file);
    m_isFiltered = false;
    m_stepStarts.clear();
    m_styledLine = {-1};
    m_growth.stop();
    m_isGrowing = false;
    m_hasGrown = false;
    if (m_file) {
        connect(m_file.get(), &LogFile::progressed, this, [this] {
            // The first lines at once, the rest behind them.
            if (m_rows.count() == 0)
                take();
            else if (!m_growth.isActive())
                m_growth.start();
        });
        connect(m_file.get(), &LogFile::completed, this, &LogDocument::indexed);
        connect(m_file.get(), &LogFile::failed, this, &LogDocument::failed);
    }
    Q_EMIT reset();
    take();
}

void LogDocument::setGrowing(bool growing)
{
    if (std::exchange(m_isGrowing, growing) == growing || growing || !m_file)
        return;
    m_hasGrown = false;
    m_file->extend();
    if (m_file->isComplete())
        indexed(); // there was nothing more
}

void LogDocument::extend()
{
    if (m_file && !m_isGrowing) {
        m_file->extend(); // indexed() follows where there is more
        return;
    }
    m_hasGrown = true;
    if (m_file && !m_growth.isActive())
        m_growth.start();
}

void LogDocument::growOn()
{
    if (m_file && std::exchange(m_hasGrown, false))
        m_file->extend();
    take();
}

void LogDocument::indexed()
{
    // A file that grows is complete time and again: its rows follow in steps all the same.
    if (m_isGrowing) {
        if (!m_growth.isActive())
            m_growth.start();
        return;
    }
    take();
    Q_EMIT completed();
}

void LogDocument::setSteps(const QList<LogStepHeading> &steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    take();
}

void LogDocument::setStepStarts(const std::vector<StepStart> &starts)
{
    if (starts == m_stepStarts)
        return;
    m_stepStarts = starts;
    take();
}

std::optional<LineNumber> LogDocument::firstLineOf(int index) const
{
    if (index < 0 || index >= int(m_stepLines.size()))
        return std::nullopt;
    const StepLines &lines = m_stepLines[size_t(index)];
    return lines.first < lines.end ? std::optional(LineNumber{lines.first}) : std::nullopt;
}

std::optional<int> LogDocument::stepAt(LineNumber line) const
{
    for (size_t i = 0; i < m_stepLines.size(); ++i) {
        if (line.value >= m_stepLines[i].first && line.value < m_stepLines[i].end)
            return int(i);
    }
    return std::nullopt;
}

void LogDocument::setFilter(std::optional<LogRows> rows)
{
    m_isFiltered = rows.has_value();
    if (rows)
        m_rows = std::move(*rows);
    updateRows();
}

void LogDocument::setFolds(const LogFolds &folds)
{
    m_folds = folds;
    updateRows();
}

void LogDocument::setStepOpen(int step, bool open)
{
    m_folds.steps[step] = open;
    refold();
}

void LogDocument::setAllOpen(bool open)
{
    m_folds = {};
    m_folds.stepsOpen = open;
    m_folds.groupsOpen = open;
    refold();
}

void LogDocument::setGroupOpen(LineNumber line, bool open)
{
    m_folds.setGroupOpen(line.value, open);
    refold();
}

void LogDocument::refold()
{
    updateRows();
    Q_EMIT foldsChanged();
}

void LogDocument::reveal(LineNumber line)
{
    if (!m_file || m_rows.rowOf(line))
        return;
    const bool wasFiltered = std::exchange(m_isFiltered, false);
    if (const std::optional<int> step = stepAt(line); step && !m_folds.isStepOpen(*step))
        m_folds.steps[*step] = true;
    const std::optional<LineRange> group = m_file->groupAt(line);
    if (group && group->first < line)
        m_folds.setGroupOpen(group->first.value, true);
    refold();
    if (wasFiltered)
        Q_EMIT filterLifted();
}

MarkKinds LogDocument::kindsOf(LineNumber line) const
{
    return m_file ? marksOf(m_file->line(line, lineHeadBytes)) : MarkKinds();
}

LogLine LogDocument::parsedLine(LineNumber line)
{
    if (!m_file)
        return {};
    if (m_styledLine.value + 1 != line.value) {
        // Nothing that was left on reaches over a line of the runner's, which has a mark.
        const std::optional<LogMark> mark = m_file->marks().previousBefore(line, MarkKinds(0xff));
        m_style = {};
        const qint64 nearest = std::max<qint64>(line.value - styleReach, mark ? mark->line.value : 0);
        for (qint64 above = nearest; above < line.value; ++above) {
            const QByteArrayView bytes = m_file->line({above});
            if (isStyled(bytes))
                m_style = parseLogLine(bytes, m_style).endStyle;
        }
    }
    LogLine parsed = parseLogLine(m_file->line(line, shownLineBytes), m_style);
    m_style = parsed.endStyle;
    m_styledLine = line;
    return parsed;
}

bool LogDocument::isCut(LineNumber line) const
{
    return m_file && m_file->lineLength(line) > shownLineBytes;
}

std::optional<LogTime> LogDocument::ownTimeOf(LineNumber line) const
{
    return m_file ? parseLogLine(m_file->line(line, stampBytes)).time : std::nullopt;
}

std::optional<LogTime> LogDocument::timeOf(LineNumber line) const
{
    for (qint64 at = line.value; at >= std::max<qint64>(0, line.value - stampReach); --at) {
        if (const std::optional<LogTime> time = ownTimeOf({at}))
            return time;
    }
    return std::nullopt;
}

std::optional<LogTime> LogDocument::stepTimeOf(LineNumber line) const
{
    const std::optional<int> step = stepAt(line);
    return timeOf({step ? m_stepLines[size_t(*step)].first : 0});
}

std::optional<LineNumber> LogDocument::nextError(LineNumber line) const
{
    if (!m_file)
        return std::nullopt;
    std::optional<LogMark> mark = m_file->marks().nextAfter(line, MarkKind::Error);
    if (!mark)
        mark = m_file->marks().nextAfter({-1}, MarkKind::Error);
    return mark ? std::optional(mark->line) : std::nullopt;
}

std::optional<LineNumber> LogDocument::previousError(LineNumber line) const
{
    if (!m_file)
        return std::nullopt;
    std::optional<LogMark> mark = m_file->marks().previousBefore(line, MarkKind::Error);
    if (!mark)
        mark = m_file->marks().previousBefore({lineCount()}, MarkKind::Error);
    return mark ? std::optional(mark->line) : std::nullopt;
}

std::optional<LineNumber> LogDocument::tellingError() const
{
    const std::optional<LogExcerpt> excerpt = m_file ? firstErrorOf(*m_file) : std::nullopt;
    return excerpt ? std::optional(excerpt->errorLine) : std::nullopt;
}

void LogDocument::take()
{
    m_growth.stop();
    m_styledLine = {-1}; // the last line may have been known in part only
    locateSteps();
    updateRows();
}

void LogDocument::locateSteps()
{
    m_stepLines.clear();
    if (m_steps.isEmpty())
        return;
    if (!m_file) {
        m_stepLines.resize(size_t(m_steps.size()));
        return;
    }
    if (m_isGrowing || !m_file->isComplete())
        return; // until then it is one run of lines
    // A step that is not told apart is part of the one above it, with a heading of its own behind that.
    const std::vector<StepStart> starts = stepStartsOf(*m_file, logStepsOf(m_steps), m_stepStarts);
    auto start = starts.begin();
    qint64 begin = 0;
    for (const LogStepHeading &step : std::as_const(m_steps)) {
        StepLines lines{begin, begin};
        if (start != starts.end() && start->stepNumber == step.number) {
            lines.first = start->firstLine.value;
            ++start;
            lines.end = start == starts.end() ? lineCount() : start->firstLine.value;
            begin = lines.end;
        }
        m_stepLines.push_back(lines);
    }
}

void LogDocument::updateRows()
{
    if (!m_isFiltered)
        m_rows = LogRows::folded(lineCount(), m_stepLines, m_file ? m_file->marks() : LogMarks(), m_folds);
    Q_EMIT rowsChanged();
}

} // namespace Runlight
