// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints how long the log viewer takes until the first screen of a 500 MB log is painted, and for a screen at any place
// of a log of 10 million lines, also filtered, a line a figure: "name value unit". The files are made anew, and gone at
// the end.

#include "tests/bench/figures.h"
#include "tests/support/biglog.h"
#include "ui/log/logfinder.h"
#include "ui/log/logtoolbar.h"
#include "ui/log/logviewer.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTemporaryDir>

#include <vector>

using namespace Runlight;

namespace {

constexpr qint64 openedBytes = 500'000'000;
constexpr qint64 scrolledLines = 10'000'000;
constexpr qint64 bytesALine = 123; //!< About.
constexpr int openings = 9;
constexpr int places = 3000;
constexpr int filteringTime = 10'000; //!< ms, within which all is found.
constexpr QSize viewSize(1100, 800);

void waitFor(LogDocument &document)
{
    QEventLoop loop;
    QObject::connect(&document, &LogDocument::completed, &loop, &QEventLoop::quit);
    loop.exec();
}

std::unique_ptr<LogFile> openLog(const QString &path)
{
    auto file = LogFile::open(path);
    if (!file)
        qFatal("%s", qPrintable(file.error().message));
    return std::move(*file);
}

//! From opening the file to the first lines on screen, while the rest is still being indexed.
double firstScreen(LogViewer &viewer, const QString &path)
{
    QElapsedTimer timer;
    timer.start();
    viewer.document().setFile(openLog(path));
    while (viewer.document().rows().count() == 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    viewer.view().viewport()->repaint();
    const double taken = milliseconds(timer);
    waitFor(viewer.document());
    return taken;
}

void measureScrolling(LogViewer &viewer, const char *name)
{
    QScrollBar *bar = viewer.view().verticalScrollBar();
    QRandomGenerator random(7);
    std::vector<double> times;
    for (int i = 0; i < places; ++i) {
        const int place = int(random.bounded(bar->maximum()));
        QElapsedTimer timer;
        timer.start();
        bar->setValue(place);
        viewer.view().viewport()->repaint();
        times.push_back(milliseconds(timer));
    }
    std::sort(times.begin(), times.end());
    printFigure((QByteArray(name) + "_median").constData(), median(times), "ms");
    printFigure((QByteArray(name) + "_99th").constData(), times[times.size() * 99 / 100], "ms");
    printFigure((QByteArray(name) + "_worst").constData(), times.back(), "ms");
}

//! How long the GUI thread is busy at most in one go while lines are found in all of the log and filtered.
void measureFiltering(LogViewer &viewer)
{
    viewer.toolBar().filter()->setChecked(true);
    viewer.toolBar().field()->setText(QStringLiteral("e"));
    double worst = 0;
    QElapsedTimer whole;
    whole.start();
    while (whole.elapsed() < filteringTime) {
        QElapsedTimer timer;
        timer.start();
        QCoreApplication::processEvents();
        worst = std::max(worst, milliseconds(timer));
    }
    if (viewer.document().rows().count() < LogFinder::mostFiltered)
        qFatal("The filter never came");
    printFigure("log_filter_rows", double(viewer.document().rows().count()), "rows");
    printFigure("log_filter_longest_step", worst, "ms");
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    Theme theme(Theme::Scheme::Dark);
    theme.install();
    LogViewer viewer(theme);
    viewer.resize(viewSize);
    viewer.show();
    {
        const QTemporaryDir folder;
        const QString path = makeBigLog(folder, openedBytes);
        std::vector<double> times;
        for (int i = 0; i < openings; ++i)
            times.push_back(firstScreen(viewer, path));
        printFigure("log_first_screen_painted_median", median(times), "ms");
        printFigure("log_first_screen_painted_worst", *std::max_element(times.begin(), times.end()), "ms");
    }
    const QTemporaryDir folder;
    viewer.document().setFile(openLog(makeBigLog(folder, scrolledLines * bytesALine)));
    waitFor(viewer.document());
    viewer.document().setAllOpen(true);
    printFigure("log_scrolled_lines", double(viewer.document().lineCount()), "lines");
    measureScrolling(viewer, "log_scroll_and_paint");
    viewer.wrap->setChecked(true);
    measureScrolling(viewer, "log_scroll_and_paint_wrapped");
    viewer.wrap->setChecked(false);
    measureFiltering(viewer);
    measureScrolling(viewer, "log_scroll_and_paint_filtered");
    return 0;
}
