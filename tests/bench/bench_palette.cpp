// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints what the command palette costs the GUI thread over 100 000 runs and 5 000 workflows, a line a figure:
// "name value unit".

#include "core/base/clock.h"
#include "core/monitor/monitor.h"
#include "core/runs/runcatalog.h"
#include "tests/bench/figures.h"
#include "tests/support/manyruns.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/paletteitem.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>

#include <iterator>

using namespace Runlight;

namespace {

constexpr int runCount = 100'000;
constexpr int repositories = 200;
constexpr int workflowsEach = 25;

MonitorStatus watching()
{
    MonitorStatus status;
    for (int i = 0; i < repositories; ++i) {
        RepositoryStatus each;
        each.ref = {manyRunsAccount(), {QStringLiteral("organisation"), QStringLiteral("repository-%1").arg(i)}};
        status.repositories.append(each);
    }
    return status;
}

QList<StoredRepository> storedOf(const MonitorStatus &status)
{
    QList<StoredRepository> stored;
    for (const RepositoryStatus &each : status.repositories) {
        StoredRepository repository{each.ref.account, {}, {}};
        repository.repository.name = each.ref.repository;
        for (int i = 0; i < workflowsEach; ++i) {
            Workflow workflow;
            workflow.name = QStringLiteral("Build and test, variant %1").arg(i);
            repository.workflows.append(workflow);
        }
        stored.append(repository);
    }
    return stored;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    VirtualClock clock;
    Store store(QString(), clock);
    RunCatalog catalog(store, clock);
    QList<RunChange> changes;
    for (int i = 0; i < runCount; ++i)
        changes.append({i + 1, manyRunsAccount(), {}, manyRunsRun(i), clock.now()});
    catalog.apply(changes);
    Theme theme(Theme::Scheme::Light);
    theme.install();
    QWidget window;
    window.resize(1280, 800);
    CommandPalette palette(theme, window);
    window.show();
    const MonitorStatus status = watching();
    const QList<StoredRepository> stored = storedOf(status);
    auto *edit = palette.findChild<QLineEdit *>();

    std::vector<double> opening;
    std::vector<double> adding;
    std::vector<double> typing;
    for (int round = 0; round < 15; ++round) {
        QElapsedTimer timer;
        timer.start();
        PaletteItems items = repositoryItems(status, catalog);
        PaletteItems runs = runItems(catalog, 1'000);
        std::move(runs.begin(), runs.end(), std::back_inserter(items));
        palette.open(std::move(items));
        opening.push_back(milliseconds(timer));
        timer.restart();
        palette.addItems(workflowItems(stored, status, catalog));
        adding.push_back(milliseconds(timer));
        for (const QChar letter : QStringLiteral("build repo 17")) {
            timer.restart();
            edit->insert(letter);
            typing.push_back(milliseconds(timer));
            QCoreApplication::processEvents();
        }
    }
    printFigure("palette_open", median(opening), "ms");
    printFigure("palette_workflows", median(adding), "ms");
    printFigure("palette_keystroke", median(typing), "ms");
    printFigure("palette_keystroke_worst", *std::max_element(typing.begin(), typing.end()), "ms");
    return 0;
}
