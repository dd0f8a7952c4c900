// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/screenshot.h"

#include <QCoreApplication>
#include <QDir>
#include <QNetworkInformation>
#include <QStandardPaths>

#include <cstdio>

namespace Runlight {

namespace {

//! The demo keeps nothing, and asks quickly: its server has nobody else to serve.
Session::Setup demoSetup()
{
    Session::Setup setup;
    setup.monitor.jobs = std::chrono::milliseconds(500);
    return setup;
}

} // namespace

Application::Application(const CommandLine &line, const QByteArray &token, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_token(token)
    , m_theme(line.scheme)
{
    m_theme.install();
    // Where the system has no such service, failing requests tell the monitor as much.
    QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
}

Application::~Application() = default;

void Application::start()
{
    if (!m_line.logFile.isEmpty())
        startLog();
    else if (m_line.demo)
        startDemo();
    else
        startReal();
}

void Application::startReal()
{
    QString folder = m_line.dataDir;
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    auto settings =
        std::make_unique<QSettings>(QDir(folder).filePath(QStringLiteral("runlight.ini")), QSettings::IniFormat);
    QList<SignIn> signIns;
    if (!m_token.isEmpty() || !m_line.repositories.isEmpty())
        signIns.append({QString(), hostLabel(m_line.apiUrl), m_line.apiUrl, m_token, m_line.repositories});
    // Logs can be fetched again: without a folder of the user's they lie where systems may clear things away.
    const QString cache =
        m_line.dataDir.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::CacheLocation) : folder;
    openSession(
        {QDir(folder).filePath(QStringLiteral("runlight.sqlite")), QDir(cache).filePath(QStringLiteral("logs"))},
        signIns, std::move(settings));
}

void Application::startDemo()
{
    m_demo = std::make_unique<Demo>();
    connect(m_demo.get(), &Demo::ready, this,
            [this](const QList<SignIn> &signIns) { openSession(demoSetup(), signIns, nullptr); });
    connect(m_demo.get(), &Demo::failed, this, [](const Error &error) {
        qCritical("The demo could not start: %s", qUtf8Printable(error.message));
        QCoreApplication::exit(1);
    });
    m_demo->start();
}

void Application::startLog()
{
    Expected<std::unique_ptr<LogFile>> file = LogFile::open(m_line.logFile);
    if (!file) {
        std::fprintf(stderr, "runlight: %s: %s\n", qUtf8Printable(m_line.logFile),
                     qUtf8Printable(file.error().message));
        // There is no event loop yet to end.
        QMetaObject::invokeMethod(
            this, [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
        return;
    }
    m_logWindow = std::make_unique<LogWindow>(std::move(*file), m_theme);
    if (!m_line.screenshotFile.isEmpty()) {
        m_logWindow->resize(m_line.size);
        takeScreenshot(*m_logWindow, m_clock, m_line.screenshotFile);
    }
    m_logWindow->show();
}

void Application::openSession(const Session::Setup &setup, const QList<SignIn> &signIns,
                              std::unique_ptr<QSettings> settings)
{
    m_window.reset(); // writes to the old settings as it goes
    m_settings = std::move(settings);
    m_session = std::make_unique<Session>(setup, m_clock);
    m_window =
        std::make_unique<MainWindow>(m_session->store(), m_session->monitor(), m_session->control(), m_session->logs(),
                                     m_session->downloads(), m_session->catalog(), m_clock, m_theme, m_settings.get());
    m_window->setDispatcher(m_session->dispatcher());
    connect(m_window.get(), &MainWindow::demoRequested, this, &Application::startDemo, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::retryRequested, m_session.get(), &Session::retrySignIns);
    const auto tellSignIn = [this] {
        m_window->setSignIn(m_session->isSigningIn(), m_session->signInFailure());
    };
    connect(m_session.get(), &Session::signInChanged, m_window.get(), tellSignIn);
    if (m_demo)
        m_window->markAsDemo();
    m_session->start(signIns);
    tellSignIn();
    if (m_line.screenshotFile.isEmpty()) {
        m_window->show();
        return;
    }
    m_window->resize(m_line.size);
    m_window->show();
    takeScreenshot(*m_window, m_session->catalog(), m_clock, m_line.screenshotFile, m_line.selectedRun);
}

} // namespace Runlight
