// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/simulator.h"
#include "core/base/clock.h"
#include "core/base/logging.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cmath>
#include <cstdio>

using namespace Runlight;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SimulatorMain", text);
}

//! What the command line asks for.
struct Options
{
    quint16 port = 0;
    double speed = 1;
    Scenario scenario;
    QStringList faults;
};

Error invalid(const QString &message)
{
    Error error;
    error.kind = ErrorKind::InvalidInputs;
    error.message = message;
    return error;
}

Expected<Scenario> scenarioFrom(const QString &fileName)
{
    if (fileName.isEmpty())
        return Scenario::builtIn();
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(invalid(tr("Cannot read %1: %2").arg(fileName, file.errorString())));
    return Scenario::parse(file.readAll());
}

Expected<Options> optionsFrom(QCommandLineParser &parser)
{
    const QCommandLineOption port(QStringLiteral("port"), tr("Listen on PORT; 0: any free one."),
                                  QStringLiteral("PORT"), QStringLiteral("0"));
    const QCommandLineOption scenario(QStringLiteral("scenario"),
                                      tr("Play the scenario of FILE, not the built-in one."), QStringLiteral("FILE"));
    const QCommandLineOption speed(QStringLiteral("speed"), tr("Play FACTOR times faster than life."),
                                   QStringLiteral("FACTOR"), QStringLiteral("1"));
    const QCommandLineOption fault(
        QStringLiteral("fault"),
        tr("Switch a fault on: latency, status, drop, truncate, invalid-json, primary-limit, "
           "secondary-limit, expired-artifacts, slow, clock-skew, silent, wrong-length, dead-storage. Repeatable."),
        QStringLiteral("NAME[=VALUE]"));
    parser.addOptions({port, scenario, speed, fault});
    if (!parser.parse(QCoreApplication::arguments()))
        return Unexpected(invalid(parser.errorText()));
    if (!parser.positionalArguments().isEmpty())
        return Unexpected(invalid(tr("Unexpected argument: %1").arg(parser.positionalArguments().first())));

    Options options;
    bool isPort = false;
    bool isSpeed = false;
    options.port = parser.value(port).toUShort(&isPort);
    options.speed = parser.value(speed).toDouble(&isSpeed);
    if (!isPort)
        return Unexpected(invalid(tr("Not a port: %1").arg(parser.value(port))));
    if (!isSpeed || !std::isfinite(options.speed) || options.speed <= 0)
        return Unexpected(invalid(tr("Not a speed: %1").arg(parser.value(speed))));
    options.faults = parser.values(fault);
    const Expected<Scenario> read = scenarioFrom(parser.value(scenario));
    if (!read)
        return Unexpected(read.error());
    options.scenario = *read;
    return options;
}

Expected<void> start(Simulator &simulator, const Options &options)
{
    for (const QString &fault : options.faults) {
        if (const Expected<void> added = simulator.addFault(fault); !added)
            return added;
    }
    return simulator.listen(options.port);
}

int fail(const Error &error)
{
    std::fprintf(stderr, "runlight-simulator: %s\n", qPrintable(error.message));
    return 2;
}

} // namespace

int main(int argc, char *argv[])
{
    installRedactedLogging();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("runlight-simulator"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RUNLIGHT_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(tr("A simulated GitHub Actions server on this machine."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const Expected<Options> options = optionsFrom(parser);
    if (!options)
        return fail(options.error());
    if (parser.isSet(help))
        parser.showHelp();
    if (parser.isSet(version))
        parser.showVersion();

    SystemClock clock;
    Simulator simulator(options->scenario, clock, options->speed);
    if (const Expected<void> started = start(simulator, *options); !started)
        return fail(started.error());
    std::printf("%s\n", qPrintable(simulator.baseUrl().toString()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
