// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long it takes from starting a process to its painted window, with 100 000 runs in the store, and how much memory
// it then holds. The process is this program once more, with the session and the window that Runlight has; the time
// includes loading it.

#include "app/session.h"
#include "core/base/clock.h"
#include "tests/support/manyruns.h"
#include "ui/runs/runspane.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QListView>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Runlight;

namespace {

constexpr int storedRuns = 100'000;
constexpr int starts = 7;

qint64 nowNs()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

//! VmRSS in MB; -1 where the system does not tell.
double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return -1;
}

//! Prints, once each, when the window was painted first, and when first with runs in it.
class PaintWatch : public QObject
{
public:
    PaintWatch(QListView &list, qint64 begin)
        : m_list(list)
        , m_begin(begin)
    {
        list.viewport()->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::Paint)
            return false;
        // Painted when this event has been handled.
        QMetaObject::invokeMethod(
            this, [this] { painted(); }, Qt::QueuedConnection);
        return false;
    }

private:
    void painted()
    {
        const double ms = double(nowNs() - m_begin) / 1e6;
        if (!m_window)
            std::printf("first_paint %.1f\n", ms);
        m_window = true;
        if (!m_rows && m_list.model()->rowCount() > 0) {
            std::printf("first_runs %.1f\n", ms);
            m_rows = true;
        }
    }

    QListView &m_list;
    qint64 m_begin;
    bool m_window = false;
    bool m_rows = false;
};

//! All repositories of the store are watched, at a server that does not answer: only what is watched is shown.
SignIn signInOfMona()
{
    QList<RepoName> repositories;
    for (const Run &run : manyRuns(2'000)) {
        if (!repositories.contains(run.repository))
            repositories.append(run.repository);
    }
    return {QStringLiteral("mona"),
            QStringLiteral("github.com"),
            QUrl(QStringLiteral("http://127.0.0.1:9")),
            {},
            repositories};
}

int runWindow(int argc, char **argv, const QString &storeFile, qint64 begin)
{
    QApplication app(argc, argv);
    SystemClock clock;
    Theme theme(Theme::Scheme::Light);
    theme.install();
    Session session({storeFile, {}, {}}, clock);
    MainWindow window(session.store(), session.monitor(), session.control(), session.logs(), session.downloads(),
                      session.catalog(), clock, theme);
    window.setPlace({Place::Kind::All, {}});
    PaintWatch watch(*window.findChild<RunsPane *>()->findChild<QListView *>(), begin);
    session.start({signInOfMona()});
    window.show();
    QObject::connect(&session.catalog(), &RunCatalog::loaded, &app, [&clock] {
        // The rows that came last are still being put on screen.
        clock.singleShot(std::chrono::milliseconds(500), qApp, [] {
            std::printf("resident %.1f\n", residentMegabytes());
            QApplication::quit();
        });
    });
    return QApplication::exec();
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

int measure(const QString &program)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("runlight.sqlite"));
    SystemClock clock;
    {
        Store store(file, clock);
        fillStore(store, storedRuns);
    }
    QHash<QByteArray, QList<double>> figures;
    for (int i = 0; i < starts; ++i) {
        QProcess process;
        process.start(program, {file, QString::number(nowNs())});
        if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
            std::fprintf(stderr, "The window could not be started: %s\n", process.readAllStandardError().constData());
            return 1;
        }
        for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
            if (const QList<QByteArray> words = line.split(' '); words.size() == 2)
                figures[words[0]].append(words[1].toDouble());
        }
    }
    std::printf("start_first_paint %.1f ms\n", median(figures.value("first_paint")));
    std::printf("start_first_runs %.1f ms\n", median(figures.value("first_runs")));
    std::printf("resident_100000_runs %.1f MB\n", median(figures.value("resident")));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3)
        return runWindow(argc, argv, QString::fromLocal8Bit(argv[1]), QByteArray(argv[2]).toLongLong());
    QCoreApplication app(argc, argv);
    return measure(QCoreApplication::applicationFilePath());
}
