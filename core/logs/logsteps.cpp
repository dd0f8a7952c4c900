// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logsteps.h"

#include "core/logs/lineparser.h"
#include "core/logs/logfile.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr qint64 oneSecond = LogTime::ticksPerSecond;
//! A step that begins at the end of a second writes its first line in the next one.
constexpr qint64 tillFirstLine = oneSecond / 5;

// The runner's own words; it does not translate them.
constexpr QLatin1String setUpJob("Set up job");
constexpr QLatin1String completeJob("Complete job");
constexpr QLatin1String initializeContainers("Initialize containers");
constexpr QLatin1String stopContainers("Stop containers");
constexpr QLatin1String postPrefix("Post ");
constexpr QLatin1String runPrefix("Run ");
constexpr QLatin1String postText("Post job cleanup.");
constexpr QLatin1String cleanUpText("Cleaning up orphan processes");
constexpr QLatin1String outputsText("Evaluate and set job outputs");
constexpr QLatin1String dockerText("Checking docker version");
constexpr QLatin1String containerLogsText("Print service container logs: ");
constexpr QLatin1String containerStopText("Stop and remove container: ");

LogTime toLogTime(const QDateTime &time)
{
    return {time.toMSecsSinceEpoch() * (oneSecond / 1000)};
}

LogTime later(LogTime time, qint64 ticks)
{
    return {time.ticks + ticks};
}

//! What speaks for a candidate, by how much. Only differences that mean something differ: of what is equal none is
//! chosen.
enum Weight {
    Impossible = 0,
    OtherName = 100, //!< The step is called "Run …", but not as the line says.
    FittingKind = 400,
    FirstOfKind = 20, //!< A line that comes in front of the usual one.
    SameSecond = 50, //!< GitHub cuts fractions of a second off, it seems; a second's difference is allowed for.
    SameName = 1000,
};

enum class TimeFit { Unknown, None, WithinStep, AtStart, SameSecond };

TimeFit timeFit(const StepCandidate &candidate, const LogStep &step)
{
    if (!candidate.time || !step.startedAt.isValid())
        return TimeFit::Unknown;
    const LogTime start = toLogTime(step.startedAt);
    const qint64 after = candidate.time->ticks - start.ticks;
    if (after < -oneSecond)
        return TimeFit::None;
    if (after >= 0 && after < oneSecond + tillFirstLine)
        return TimeFit::SameSecond;
    if (after < 2 * oneSecond)
        return TimeFit::AtStart;
    const bool hasEnded =
        step.completedAt.isValid() && later(toLogTime(step.completedAt), 2 * oneSecond) < *candidate.time;
    return hasEnded ? TimeFit::None : TimeFit::WithinStep;
}

//! Apart from time, how well the line begins the step.
int kindWeight(const StepCandidate &candidate, const LogStep &step, bool isPost)
{
    const QString &text = candidate.text;
    if (step.name == setUpJob)
        return Impossible;
    if (isPost || (step.name.startsWith(postPrefix) && text == postText))
        return text == postText ? FittingKind : Impossible;
    if (step.name == completeJob && text == outputsText)
        return FittingKind + FirstOfKind;
    if (step.name == completeJob)
        return text == cleanUpText ? FittingKind : Impossible;
    if (step.name == initializeContainers)
        return text == dockerText ? FittingKind : Impossible;
    if (step.name == stopContainers && text.startsWith(containerLogsText))
        return FittingKind + FirstOfKind;
    if (step.name == stopContainers)
        return text.startsWith(containerStopText) ? FittingKind : Impossible;
    if (!text.startsWith(runPrefix))
        return Impossible;
    if (text == step.name)
        return SameName;
    return step.name.startsWith(runPrefix) ? OtherName : FittingKind;
}

int weightOf(const StepCandidate &candidate, const LogStep &step, bool isPost)
{
    const int weight = kindWeight(candidate, step, isPost);
    switch (timeFit(candidate, step)) {
    case TimeFit::None:
        return Impossible;
    case TimeFit::SameSecond:
        return weight == Impossible ? Impossible : weight + SameSecond;
    case TimeFit::AtStart:
        return weight;
    case TimeFit::WithinStep: // The name would have to be chance, or something has held up the first line.
        return weight == SameName ? OtherName : Impossible;
    case TimeFit::Unknown:
        break;
    }
    return weight == OtherName ? Impossible : weight;
}

//! "Post Checkout" is the runner's where there was a step "Checkout"; else someone called a step so.
bool isPostStep(const std::vector<LogStep> &steps, size_t at)
{
    if (!steps[at].name.startsWith(postPrefix))
        return false;
    const QString name = steps[at].name.mid(postPrefix.size());
    return std::any_of(steps.begin(), steps.begin() + qptrdiff(at),
                       [&](const LogStep &step) { return step.name == name; });
}

//! Steps laid beside candidates, both in order.
class StepAlignment
{
public:
    StepAlignment(const std::vector<StepCandidate> &candidates, const std::vector<LogStep> &steps);

    //! Those that \a step has in the best alignments; none where it may as well have none.
    std::vector<size_t> candidatesOf(size_t step) const;

private:
    size_t cell(size_t step, size_t candidate) const { return step * (m_candidateCount + 1) + candidate; }

    const size_t m_stepCount;
    const size_t m_candidateCount;
    std::vector<int> m_weights; //!< By step and candidate.
    std::vector<int> m_before; //!< The best of the first so many steps and candidates.
    std::vector<int> m_behind; //!< The best of those from there on.
};

StepAlignment::StepAlignment(const std::vector<StepCandidate> &candidates, const std::vector<LogStep> &steps)
    : m_stepCount(steps.size())
    , m_candidateCount(candidates.size())
    , m_weights((m_stepCount + 1) * (m_candidateCount + 1))
    , m_before(m_weights.size())
    , m_behind(m_weights.size())
{
    for (size_t step = 0; step < m_stepCount; ++step) {
        const bool isPost = isPostStep(steps, step);
        for (size_t candidate = 0; candidate < m_candidateCount; ++candidate)
            m_weights[cell(step, candidate)] = weightOf(candidates[candidate], steps[step], isPost);
    }
    for (size_t step = 0; step < m_stepCount; ++step) {
        for (size_t candidate = 0; candidate < m_candidateCount; ++candidate) {
            const int weight = m_weights[cell(step, candidate)];
            m_before[cell(step + 1, candidate + 1)] =
                std::max({m_before[cell(step, candidate + 1)], m_before[cell(step + 1, candidate)],
                          m_before[cell(step, candidate)] + weight});
        }
    }
    for (size_t step = m_stepCount; step-- > 0;) {
        for (size_t candidate = m_candidateCount; candidate-- > 0;) {
            const int weight = m_weights[cell(step, candidate)];
            m_behind[cell(step, candidate)] =
                std::max({m_behind[cell(step + 1, candidate)], m_behind[cell(step, candidate + 1)],
                          m_behind[cell(step + 1, candidate + 1)] + weight});
        }
    }
}

std::vector<size_t> StepAlignment::candidatesOf(size_t step) const
{
    const int best = m_behind[cell(0, 0)];
    std::vector<size_t> found;
    for (size_t candidate = 0; candidate <= m_candidateCount; ++candidate) {
        if (m_before[cell(step, candidate)] + m_behind[cell(step + 1, candidate)] == best)
            return {};
        const int weight = candidate < m_candidateCount ? m_weights[cell(step, candidate)] : Impossible;
        if (weight != Impossible
            && m_before[cell(step, candidate)] + weight + m_behind[cell(step + 1, candidate + 1)] == best)
            found.push_back(candidate);
    }
    return found;
}

//! Whether nothing in front of \a candidate, and so not the steps there, looks like the begin of a usual step.
bool isFirstRun(const std::vector<StepCandidate> &candidates, size_t candidate)
{
    return std::none_of(candidates.begin(), candidates.begin() + qptrdiff(candidate),
                        [](const StepCandidate &earlier) { return earlier.text.startsWith(runPrefix); });
}

//! The first line of step \a at by its time, where the step before it had ended in an earlier second. A step that has
//! written nothing is not given a line of the next one, which begins at \a nextLine where that is known.
std::optional<LineNumber> startByTime(const std::vector<LogStep> &steps, size_t at, std::optional<LineNumber> nextLine,
                                      const FindLineByTime &findLine)
{
    const LogStep &step = steps[at];
    if (at == 0 || !findLine || !steps[at - 1].completedAt.isValid() || !step.startedAt.isValid()
        || !step.completedAt.isValid())
        return {};
    const LogTime start = toLogTime(step.startedAt);
    const LogTime ended = later(toLogTime(steps[at - 1].completedAt), oneSecond);
    LogTime to = later(toLogTime(step.completedAt), oneSecond);
    if (at + 1 < steps.size() && !nextLine)
        to = std::min(to, toLogTime(steps[at + 1].startedAt));
    if (start < ended)
        return {};
    const auto line = findLine(std::max(ended, later(start, -oneSecond)), to);
    return nextLine && line >= nextLine ? std::nullopt : line;
}

} // namespace

std::vector<StepStart> findStepStarts(const std::vector<StepCandidate> &candidates, const std::vector<LogStep> &steps,
                                      const FindLineByTime &findLine)
{
    std::vector<LogStep> run;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(run), [](const LogStep &step) { return step.wasRun; });
    const StepAlignment alignment(candidates, run);
    std::vector<std::optional<LineNumber>> lines(run.size());
    bool isAfterSetUp = false;
    for (size_t i = 0; i < run.size(); ++i) {
        if (i == 0 && run[i].name == setUpJob)
            lines[i] = LineNumber{0};
        const std::vector<size_t> found = alignment.candidatesOf(i);
        // Steps within a step come behind its own begin.
        const bool isCertain =
            found.size() == 1 || (!found.empty() && isAfterSetUp && isFirstRun(candidates, found[0]));
        if (isCertain)
            lines[i] = candidates[found[0]].line;
        isAfterSetUp = run[i].name == setUpJob || run[i].name == initializeContainers;
    }
    std::vector<StepStart> starts;
    for (size_t i = 0; i < run.size(); ++i) {
        if (!lines[i])
            lines[i] = startByTime(run, i, i + 1 < run.size() ? lines[i + 1] : std::nullopt, findLine);
        if (lines[i] && (starts.empty() || starts.back().firstLine < *lines[i]))
            starts.push_back({run[i].number, *lines[i]});
    }
    return starts;
}

namespace {

constexpr size_t mostCandidates = 1000;
constexpr qint64 mostLinesOfTheEnd = 200; //!< Behind the last step, and in front of the clean-up.
constexpr qint64 mostLinesWithoutStamp = 500;
constexpr qint64 readBytes = 1024; //!< Of a line.

StepCandidate candidateAt(LogFile &log, LineNumber line)
{
    const LogLine parsed = parseLogLine(log.line(line, readBytes));
    return {line, parsed.time, parsed.text};
}

//! What the steps at the end write, which have no mark: the first line of each kind behind the last marked line.
void addStepsOfTheEnd(LogFile &log, std::vector<StepCandidate> &candidates)
{
    if (candidates.empty() || candidates.back().text != cleanUpText)
        return;
    const LineNumber end = candidates.back().line;
    const qint64 last = candidates.size() > 1 ? candidates[candidates.size() - 2].line.value : 0;
    std::vector<QLatin1String> awaited{containerLogsText, containerStopText, outputsText};
    std::vector<StepCandidate> found;
    for (qint64 line = std::max(last, end.value - mostLinesOfTheEnd); line < end.value; ++line) {
        const StepCandidate candidate = candidateAt(log, {line});
        const auto kind = std::find_if(awaited.begin(), awaited.end(),
                                       [&](QLatin1String text) { return candidate.text.startsWith(text); });
        if (kind == awaited.end())
            continue;
        awaited.erase(kind);
        found.push_back(candidate);
    }
    candidates.insert(candidates.end() - 1, found.begin(), found.end());
}

std::vector<StepCandidate> stepCandidates(LogFile &log)
{
    std::vector<StepCandidate> candidates;
    LineNumber line{-1};
    // "Initialize containers" begins with a group in front of the first step's.
    while (const auto mark = log.marks().nextAfter(line, MarkKind::Step | MarkKind::Group)) {
        if (mark->kinds & MarkKind::Step || candidates.size() == mostCandidates)
            break;
        candidates.push_back(candidateAt(log, mark->line));
        line = mark->line;
    }
    while (const auto mark = log.marks().nextAfter(line, MarkKind::Step)) {
        if (candidates.size() == mostCandidates)
            break;
        candidates.push_back(candidateAt(log, mark->line));
        line = mark->line;
    }
    addStepsOfTheEnd(log, candidates);
    return candidates;
}

//! When \a line was written: as the last one with a stamp in front of it.
std::optional<LogTime> timeOf(LogFile &log, qint64 line)
{
    for (qint64 i = line; i >= 0 && i > line - mostLinesWithoutStamp; --i) {
        if (const auto time = parseLogLine(log.line({i}, readBytes)).time)
            return time;
    }
    return {};
}

std::optional<LineNumber> firstLineBetween(LogFile &log, LogTime from, LogTime to)
{
    qint64 first = 0;
    for (qint64 last = log.lineCount(); first < last;) {
        const qint64 middle = first + (last - first) / 2;
        const auto time = timeOf(log, middle);
        if (!time)
            return {};
        if (*time < from)
            first = middle + 1;
        else
            last = middle;
    }
    const auto time = first < log.lineCount() ? timeOf(log, first) : std::nullopt;
    return time && *time < to ? std::optional(LineNumber{first}) : std::nullopt;
}

} // namespace

std::vector<StepStart> findStepStarts(LogFile &log, const std::vector<LogStep> &steps)
{
    return findStepStarts(stepCandidates(log), steps,
                          [&log](LogTime from, LogTime to) { return firstLineBetween(log, from, to); });
}

std::vector<StepStart> stepStartsOf(LogFile &log, const std::vector<LogStep> &steps,
                                    const std::vector<StepStart> &exact)
{
    // The lines of a step that GitHub does not list belong to the one above.
    std::vector<StepStart> starts;
    std::copy_if(exact.begin(), exact.end(), std::back_inserter(starts), [&](const StepStart &start) {
        return std::any_of(steps.begin(), steps.end(),
                           [&](const LogStep &step) { return step.number == start.stepNumber; });
    });
    if (starts.empty() || exact.back().firstLine.value >= log.lineCount())
        return findStepStarts(log, steps);
    return starts;
}

} // namespace Runlight
