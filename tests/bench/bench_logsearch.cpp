// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints how long it takes to search a log of 500 MB, ripgrep on the same file in turn with it, a line a figure:
// "name value unit". The file is made anew, and gone at the end.

#include "core/logs/logfile.h"
#include "core/logs/logsearch.h"
#include "tests/bench/figures.h"
#include "tests/support/biglog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <ctime>

#include <sys/resource.h>

using namespace Runlight;

namespace {

constexpr qint64 logBytes = 500'000'000;
constexpr int rounds = 9;

struct Searched
{
    const char *name;
    const char *text;
    bool isExpression = false;
    bool matchCase = true;
};

const Searched searches[] = {
    {"literal_none", "unfindable needle"},
    {"literal_rare", "exit code 1"},
    {"literal_frequent", "scheduler"},
    {"literal_everywhere", "building"},
    {"literal_ignoring_case", "EXIT CODE", false, false},
    {"regex_rare", "exit code [0-9]+", true},
    {"regex_alternation", "The option is|Process completed|no such text", true},
    {"regex_class", "[a-z]+\\.cpp ok", true},
    {"regex_frequent", "passed (ok|importer)", true},
    {"regex_ignoring_case", "PROCESS .* CODE", true, false},
};

struct Outcome
{
    double ms = 0;
    double cpuMs = 0; //!< Of all threads.
    qint64 lines = 0;
};

QStringList ripgrepArguments(const Searched &searched)
{
    QStringList arguments{QStringLiteral("-c"), QStringLiteral("--no-config")};
    if (!searched.isExpression)
        arguments.append(QStringLiteral("-F"));
    if (!searched.matchCase)
        arguments.append(QStringLiteral("-i"));
    return arguments << QStringLiteral("-e") << QString::fromLatin1(searched.text);
}

//! Of processes that have ended.
double childrenCpuMs()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
        + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

Outcome ripgrep(const Searched &searched, const QString &path)
{
    QProcess process;
    const double cpuBefore = childrenCpuMs();
    QElapsedTimer timer;
    timer.start();
    process.start(QStringLiteral("rg"), ripgrepArguments(searched) << path);
    if (!process.waitForFinished(-1) || process.exitCode() > 1)
        qFatal("rg failed: %s", process.readAllStandardError().constData());
    const double ms = milliseconds(timer);
    return {ms, childrenCpuMs() - cpuBefore, process.readAllStandardOutput().trimmed().toLongLong()};
}

//! From the pattern's text to the last match. \a firstMs: until some were known.
Outcome search(const Searched &searched, const LogFile &log, double &firstMs)
{
    const std::clock_t cpu = std::clock();
    QElapsedTimer timer;
    timer.start();
    const auto pattern =
        LogPattern::compile({QString::fromLatin1(searched.text), searched.matchCase, false, searched.isExpression});
    if (!pattern)
        qFatal("%s", qPrintable(pattern.error().message));
    LogSearch search(log.mapping(), *pattern);
    QEventLoop loop;
    firstMs = -1;
    QObject::connect(&search, &LogSearch::found, &loop, [&] { firstMs = firstMs < 0 ? milliseconds(timer) : firstMs; });
    QObject::connect(&search, &LogSearch::completed, &loop, &QEventLoop::quit);
    loop.exec();
    return {milliseconds(timer), double(std::clock() - cpu) * 1000 / CLOCKS_PER_SEC, search.matchCount()};
}

void measure(const Searched &searched, const LogFile &log, bool hasRipgrep)
{
    std::vector<double> ours;
    std::vector<double> cpu;
    std::vector<double> first;
    std::vector<double> theirs;
    std::vector<double> theirCpu;
    qint64 lines = 0;
    qint64 theirLines = 0;
    for (int round = 0; round < rounds; ++round) {
        if (hasRipgrep) {
            const Outcome outcome = ripgrep(searched, log.path());
            theirs.push_back(outcome.ms);
            theirCpu.push_back(outcome.cpuMs);
            theirLines = outcome.lines;
        }
        double firstMs = 0;
        const Outcome outcome = search(searched, log, firstMs);
        ours.push_back(outcome.ms);
        cpu.push_back(outcome.cpuMs);
        first.push_back(firstMs);
        lines = outcome.lines;
    }
    const QByteArray name = QByteArray("search_") + searched.name;
    printFigure(name, median(ours), "ms");
    printFigure(name + "_cpu", median(cpu), "ms");
    if (lines > 0)
        printFigure(name + "_first_match", median(first), "ms");
    printFigure(name + "_lines", double(lines), "lines");
    if (!hasRipgrep)
        return;
    printFigure(name + "_rg", median(theirs), "ms");
    printFigure(name + "_rg_cpu", median(theirCpu), "ms");
    printFigure(name + "_to_rg", median(ours) / median(theirs), "times");
    printFigure(name + "_best_to_rg_best", best(ours) / best(theirs), "times");
    // None of the patterns is found in stamps or sequences, or with a sequence within, in this log.
    if (lines != theirLines)
        qFatal("%s: %lld lines, rg has %lld", name.constData(), lines, theirLines);
}

//! Of memory that is the process's own, so without the mapped log, as it is now.
double ownMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString path = makeBigLog(folder, logBytes);
    const bool hasRipgrep = !QStandardPaths::findExecutable(QStringLiteral("rg")).isEmpty();
    if (!hasRipgrep)
        std::fprintf(stderr, "There is no rg (ripgrep) to compare with.\n");

    // As in the viewer, the log has been opened: its pages are mapped.
    const auto log = LogFile::open(path);
    if (!log)
        qFatal("%s", qPrintable(log.error().message));
    QEventLoop loop;
    QObject::connect(log->get(), &LogFile::completed, &loop, &QEventLoop::quit);
    loop.exec();
    for (const Searched &searched : searches)
        measure(searched, **log, hasRipgrep);
    printFigure("search_memory_after", ownMegabytes(), "MB");
    return 0;
}
