// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commandline.h"
#include "app/demo.h"
#include "app/session.h"
#include "core/base/clock.h"
#include "ui/log/logwindow.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QSettings>

#include <memory>

namespace Runlight {

//! The composition root: owns every long-lived object and wires them.
class Application : public QObject
{
    Q_OBJECT

public:
    //! \a token is what the environment gave for this session; it is kept in memory only.
    Application(const CommandLine &line, const QByteArray &token, QObject *parent = nullptr);
    ~Application() override;

    //! Opens the window, or begins the screenshot.
    void start();

private:
    void openSession(const Session::Setup &setup, const QList<SignIn> &signIns, std::unique_ptr<QSettings> settings);
    void startReal();
    void startDemo();
    void startLog();

    CommandLine m_line;
    QByteArray m_token;
    SystemClock m_clock;
    Theme m_theme;
    std::unique_ptr<QSettings> m_settings; //!< None in the demo: it leaves nothing behind.
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<LogWindow> m_logWindow; //!< With --open-log, instead of all else.
};

} // namespace Runlight
