// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/screenshot.h"

#include "core/base/clock.h"
#include "core/runs/runcatalog.h"
#include "ui/log/logwindow.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>
#include <memory>
#include <utility>

namespace Runlight {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s;
// After the last answer the views still lay themselves out in queued events.
constexpr auto settlingTime = 300ms;

void endWith(const QString &problem)
{
    if (!problem.isEmpty())
        std::fprintf(stderr, "runlight: %s\n", qUtf8Printable(problem));
    QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
}

//! False where there is no such run.
bool choose(MainWindow &window, const RunCatalog &catalog, const QString &selectedRun)
{
    if (!selectedRun.isEmpty())
        return window.selectRun(selectedRun);
    if (catalog.counts().needsYou == 0)
        window.setPlace({Place::Kind::All, {}});
    return true;
}

void save(QWidget &window, const QString &file)
{
    const bool saved = window.grab().save(file);
    endWith(saved ? QString() : QCoreApplication::translate("Screenshot", "%1 could not be written.").arg(file));
}

void endWithoutPatience(QWidget &window, Clock &clock)
{
    clock.singleShot(patience, &window, [] {
        endWith(QCoreApplication::translate("Screenshot",
                                            "The window was not loaded within a minute; no picture was saved."));
    });
}

} // namespace

void takeScreenshot(MainWindow &window, const RunCatalog &catalog, Clock &clock, const QString &file,
                    const QString &selectedRun)
{
    // Settled once is not settled: choosing what to show starts loading its details.
    auto chosen = std::make_shared<bool>(false);
    auto pending = std::make_shared<QObject *>(nullptr);
    const auto look = [&window, &catalog, &clock, file, selectedRun, chosen, pending] {
        if (!std::exchange(*chosen, true) && !choose(window, catalog, selectedRun)) {
            endWith(QCoreApplication::translate("Screenshot", "There is no run \"%1\".").arg(selectedRun));
            return;
        }
        if (!window.isSettled() || *pending)
            return;
        *pending = clock.singleShot(settlingTime, &window, [&window, file, pending] {
            *pending = nullptr;
            if (window.isSettled())
                save(window, file);
        });
    };
    QObject::connect(&window, &MainWindow::settled, &window, look);
    clock.singleShot(0ms, &window, [&window, look] {
        if (window.isSettled())
            look();
    });
    endWithoutPatience(window, clock);
}

void takeScreenshot(LogWindow &window, Clock &clock, const QString &file)
{
    QObject::connect(&window.viewer().document(), &LogDocument::completed, &window, [&window, &clock, file] {
        clock.singleShot(settlingTime, &window, [&window, file] { save(window, file); });
    });
    endWithoutPatience(window, clock);
}

} // namespace Runlight
