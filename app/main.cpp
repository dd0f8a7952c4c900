// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"
#include "core/base/logging.h"

#include <QApplication>
#include <QTranslator>

#include <algorithm>
#include <cstdio>

using namespace Runlight;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Main", text);
}

//! The session's token, taken out of the environment so that nothing started from here inherits it.
QByteArray takeToken()
{
    QByteArray token;
    for (const char *name : {"GH_TOKEN", "GITHUB_TOKEN"}) {
        if (token.isEmpty())
            token = qgetenv(name).trimmed();
        qunsetenv(name);
    }
    return token;
}

//! A line break would begin a header of its own.
bool isSendable(const QByteArray &token)
{
    return std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

//! A screenshot needs no display; a window does.
void choosePlatform(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const bool screenshot = QByteArray(argv[i]).startsWith("--screenshot");
        if (screenshot && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

} // namespace

int main(int argc, char **argv)
{
    installRedactedLogging();
    // Read before there is an application: --help and --version work where no display does.
    const auto parsed = parseCommandLine(argumentsOf(argc, argv));
    if (const auto *end = std::get_if<CommandLineExit>(&parsed)) {
        std::fputs(qUtf8Printable(end->text), end->code == 0 ? stdout : stderr);
        return end->code;
    }
    const QByteArray token = takeToken();
    if (!isSendable(token)) {
        std::fputs(
            qUtf8Printable(tr("The token in GH_TOKEN or GITHUB_TOKEN holds characters that no token has, such as "
                              "a line break. Copy it again.\n")),
            stderr);
        return 2;
    }
    choosePlatform(argc, argv);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("runlight"));
    QApplication::setApplicationDisplayName(QStringLiteral("Runlight"));
    QApplication::setApplicationVersion(QStringLiteral(RUNLIGHT_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("runlight"));
    QTranslator translator;
    // English has its own file for its plural forms.
    if (translator.load(QLocale(), QStringLiteral("runlight"), QStringLiteral("_"), QStringLiteral(":/translations"))
        || translator.load(QStringLiteral(":/translations/runlight_en.qm")))
        QApplication::installTranslator(&translator);
    Application application(std::get<CommandLine>(parsed), token);
    application.start();
    return QApplication::exec();
}
