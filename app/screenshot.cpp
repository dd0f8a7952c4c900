// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/screenshot.h"

#include "core/base/clock.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>
#include <memory>

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

void save(MainWindow &window, const QString &file)
{
    const bool saved = window.grab().save(file);
    endWith(saved ? QString() : QCoreApplication::translate("Screenshot", "%1 could not be written.").arg(file));
}

} // namespace

void takeScreenshot(MainWindow &window, Clock &clock, const QString &file, const QString &selectedRun)
{
    // Settled once is not settled: selecting the run starts loading its details.
    auto selected = std::make_shared<bool>(selectedRun.isEmpty());
    auto pending = std::make_shared<QObject *>(nullptr);
    const auto look = [&window, &clock, file, selectedRun, selected, pending] {
        if (!*selected) {
            *selected = true;
            if (!window.selectRun(selectedRun)) {
                endWith(QCoreApplication::translate("Screenshot", "There is no run \"%1\".").arg(selectedRun));
                return;
            }
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
    clock.singleShot(patience, &window, [] {
        endWith(QCoreApplication::translate("Screenshot",
                                            "The window was not loaded within a minute; no picture was saved."));
    });
}

} // namespace Runlight
