// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints how long it takes to index a log of 500 MB, `wc -l` on the same file in turn with it, a line a figure:
// "name value unit". The file is made anew, and gone at the end.

#include "core/logs/logfile.h"
#include "tests/bench/figures.h"
#include "tests/support/biglog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>
#include <vector>

using namespace Runlight;

namespace {

constexpr qint64 logBytes = 500'000'000;
constexpr int rounds = 9;
constexpr int screenLines = 60;

struct Opened
{
    std::unique_ptr<LogFile> log;
    double firstScreen = 0; //!< Until the first lines could be read, in ms.
    double complete = 0; //!< Until all were, in ms.
};

Opened openWhole(const QString &path)
{
    QElapsedTimer timer;
    timer.start();
    auto log = LogFile::open(path);
    if (!log)
        qFatal("%s", qPrintable(log.error().message));
    Opened opened{*std::move(log)};
    QEventLoop loop;
    QObject::connect(opened.log.get(), &LogFile::progressed, &loop, [&] {
        if (opened.firstScreen > 0)
            return;
        for (qint64 i = 0; i < screenLines; ++i) {
            if (opened.log->line({i}).toByteArray().isEmpty())
                qFatal("Line %lld is empty", i);
        }
        opened.firstScreen = milliseconds(timer);
    });
    QObject::connect(opened.log.get(), &LogFile::completed, &loop, &QEventLoop::quit);
    loop.exec();
    opened.complete = milliseconds(timer);
    return opened;
}

double wcMilliseconds(const QString &path)
{
    QProcess wc;
    QElapsedTimer timer;
    timer.start();
    wc.start(QStringLiteral("wc"), {QStringLiteral("-l"), path});
    if (!wc.waitForFinished(-1) || wc.exitCode() != 0)
        qFatal("wc failed");
    return milliseconds(timer);
}

void printMemory(const LogFile &log)
{
    printFigure("log_lines", double(log.lineCount()), "lines");
    printFigure("log_marks_errors", double(log.marks().count(MarkKind::Error)), "lines");
    printFigure("log_index_memory", double(log.indexMemory()) / double(log.lineCount()), "bytes/line");
}

//! A screen at places all over the log, each for the first time.
void measureScreens(LogFile &log)
{
    std::vector<double> times;
    constexpr int places = 1000;
    qint64 copied = 0;
    for (qint64 place = 0; place < places; ++place) {
        QElapsedTimer timer;
        timer.start();
        const qint64 first = place * (log.lineCount() - screenLines) / places;
        for (qint64 i = 0; i < screenLines; ++i)
            copied += log.line({first + i}).toByteArray().size();
        times.push_back(milliseconds(timer));
    }
    if (copied == 0)
        qFatal("The lines are empty");
    printFigure("log_screen_anywhere", median(times), "ms");
    printFigure("log_screen_anywhere_longest", *std::max_element(times.begin(), times.end()), "ms");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString path = makeBigLog(folder, logBytes);

    std::vector<double> index;
    std::vector<double> firstScreen;
    std::vector<double> wc;
    std::optional<Opened> opened;
    for (int round = 0; round < rounds; ++round) {
        opened.reset();
        wc.push_back(wcMilliseconds(path));
        opened = openWhole(path);
        index.push_back(opened->complete);
        firstScreen.push_back(opened->firstScreen);
    }
    printFigure("log_wc", median(wc), "ms");
    printFigure("log_index", median(index), "ms");
    printFigure("log_index_to_wc", median(index) / median(wc), "times");
    printFigure("log_index_best", best(index), "ms");
    printFigure("log_wc_best", best(wc), "ms");
    printFigure("log_first_screen", median(firstScreen), "ms");
    printFigure("log_first_screen_longest", *std::max_element(firstScreen.begin(), firstScreen.end()), "ms");
    printMemory(*opened->log);
    measureScreens(*opened->log);
    return 0;
}
