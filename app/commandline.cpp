// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

namespace Runlight {

namespace {

const QString demoOption = QStringLiteral("demo");
const QString repoOption = QStringLiteral("repo");
const QString apiUrlOption = QStringLiteral("api-url");
const QString dataDirOption = QStringLiteral("data-dir");
const QString screenshotOption = QStringLiteral("screenshot");
const QString sizeOption = QStringLiteral("size");
const QString themeOption = QStringLiteral("theme");
const QString selectOption = QStringLiteral("select");
const QString openLogOption = QStringLiteral("open-log");
const QString versionOption = QStringLiteral("version");
const QString helpOption = QStringLiteral("help");

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Watches GitHub Actions: runs, jobs and steps over all your repositories."));
    parser.addOptions({
        {demoOption, tr("Show a simulated GitHub. Nothing is sent anywhere, nothing of yours is touched.")},
        {repoOption, tr("Watch this repository. May be given several times."), QStringLiteral("OWNER/NAME")},
        {apiUrlOption, tr("The API to talk to, such as https://HOST/api/v3."), QStringLiteral("URL")},
        {dataDirOption, tr("Keep everything in this folder."), QStringLiteral("DIR")},
        {screenshotOption, tr("Save a picture of the loaded window and quit. Needs no display."),
         QStringLiteral("FILE")},
        {sizeOption, tr("The picture's size; 1280x800 unless given."), QStringLiteral("WxH")},
        {themeOption, tr("light or dark; the system's unless given."), QStringLiteral("THEME")},
        {selectOption, tr("Select the run with this id or number."), QStringLiteral("RUN")},
        {openLogOption, tr("Show the log in this file, whatever its size, and nothing else."), QStringLiteral("FILE")},
        {{QStringLiteral("v"), versionOption}, tr("Print the version and quit.")},
        {{QStringLiteral("h"), helpOption}, tr("Print this help and quit.")},
    });
}

//! A value that cannot be used, said with the value and what would be right.
CommandLineExit refused(const QString &message)
{
    return {message + QLatin1Char('\n') + tr("See runlight --help.") + QLatin1Char('\n'), 2};
}

bool isUsableApiUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return false;
    if (url.scheme() == QLatin1String("https"))
        return true;
    const bool loopback = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    return url.scheme() == QLatin1String("http") && loopback;
}

QSize parseSize(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A(\\d{2,5})x(\\d{2,5})\\z"));
    const QRegularExpressionMatch match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    return match.hasMatch() && size.width() <= 16384 && size.height() <= 16384 ? size : QSize();
}

//! An option that would change nothing is said so, not passed over.
QString readCombination(const QCommandLineParser &parser, CommandLine &)
{
    const bool isScreenshot = parser.isSet(screenshotOption);
    if (isScreenshot && parser.value(screenshotOption).isEmpty())
        return tr("--screenshot needs the name of a file.");
    if (!isScreenshot && (parser.isSet(sizeOption) || parser.isSet(selectOption)))
        return tr("--size and --select go with --screenshot only.");
    if (parser.isSet(openLogOption)) {
        if (parser.value(openLogOption).isEmpty())
            return tr("--open-log needs the name of a file.");
        for (const QString &option : {demoOption, repoOption, apiUrlOption, dataDirOption, selectOption}) {
            if (parser.isSet(option))
                return tr("--open-log shows a file and nothing else: leave out --%1.").arg(option);
        }
    }
    if (parser.isSet(demoOption) && (parser.isSet(repoOption) || parser.isSet(apiUrlOption)))
        return tr("--demo has its own server and repositories: leave out --repo and --api-url.");
    return {};
}

//! Fills \a line from what was parsed; a message where a value cannot be used.
QString readRepositories(const QCommandLineParser &parser, CommandLine &line)
{
    for (const QString &text : parser.values(repoOption)) {
        const std::optional<RepoName> repository = RepoName::parse(text);
        if (!repository)
            return tr("\"%1\" is not a repository: give OWNER/NAME.").arg(text);
        if (!line.repositories.contains(*repository))
            line.repositories.append(*repository);
    }
    return {};
}

QString readConnection(const QCommandLineParser &parser, CommandLine &line)
{
    line.demo = parser.isSet(demoOption);
    line.logFile = parser.value(openLogOption);
    line.dataDir = parser.value(dataDirOption);
    if (!parser.isSet(apiUrlOption))
        return {};
    line.apiUrl = QUrl(parser.value(apiUrlOption), QUrl::StrictMode);
    if (!isUsableApiUrl(line.apiUrl))
        return tr("\"%1\" is not an API address: give https://HOST/PATH (http only on this machine).")
            .arg(parser.value(apiUrlOption));
    return {};
}

QString readAppearance(const QCommandLineParser &parser, CommandLine &line)
{
    line.screenshotFile = parser.value(screenshotOption);
    line.selectedRun = parser.value(selectOption);
    if (parser.isSet(sizeOption)) {
        line.size = parseSize(parser.value(sizeOption));
        if (line.size.isEmpty())
            return tr("\"%1\" is not a size: give WIDTHxHEIGHT in pixels, such as 1280x800.")
                .arg(parser.value(sizeOption));
    }
    if (!parser.isSet(themeOption))
        return {};
    const QString theme = parser.value(themeOption);
    if (theme != QLatin1String("light") && theme != QLatin1String("dark"))
        return tr("\"%1\" is not a theme: give light or dark.").arg(theme);
    line.scheme = theme == QLatin1String("dark") ? Theme::Scheme::Dark : Theme::Scheme::Light;
    return {};
}

} // namespace

std::variant<CommandLine, CommandLineExit> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return refused(parser.errorText());
    if (parser.isSet(versionOption))
        return CommandLineExit{QStringLiteral("runlight " RUNLIGHT_VERSION "\n"), 0};
    if (parser.isSet(helpOption))
        return CommandLineExit{parser.helpText(), 0};
    if (!parser.positionalArguments().isEmpty())
        return refused(tr("\"%1\" is not an option.").arg(parser.positionalArguments().constFirst()));
    CommandLine line;
    for (auto read : {readCombination, readRepositories, readConnection, readAppearance}) {
        if (const QString problem = read(parser, line); !problem.isEmpty())
            return refused(problem);
    }
    return line;
}

} // namespace Runlight
