// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/systemappearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

namespace Runlight {

namespace {

const QLatin1String portalService("org.freedesktop.portal.Desktop");
const QLatin1String portalPath("/org/freedesktop/portal/desktop");
const QLatin1String portalInterface("org.freedesktop.portal.Settings");

const QLatin1String appearanceGroup("org.freedesktop.appearance");
const QLatin1String colorSchemeKey("color-scheme");
const QLatin1String reducedMotionKey("reduced-motion");
const QLatin1String gnomeGroup("org.gnome.desktop.interface");
const QLatin1String gnomeAnimationsKey("enable-animations");

//! Without a running bus, asking for it would try to launch one and block.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QLatin1String("/bus"));
}

} // namespace

SystemAppearance::SystemAppearance(QObject *parent)
    : QObject(parent)
    , m_paletteIsDark(QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5F)
{
    followStyleHints();
    followPortal();
}

bool SystemAppearance::isDark() const
{
    if (m_hintIsDark)
        return *m_hintIsDark;
    return m_portalIsDark.value_or(m_paletteIsDark);
}

void SystemAppearance::followStyleHints()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto take = [this](Qt::ColorScheme scheme) {
        m_hintIsDark.reset();
        if (scheme != Qt::ColorScheme::Unknown)
            m_hintIsDark = scheme == Qt::ColorScheme::Dark;
    };
    take(QGuiApplication::styleHints()->colorScheme());
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            [this, take](Qt::ColorScheme scheme) {
                take(scheme);
                Q_EMIT changed();
            });
#endif
}

void SystemAppearance::followPortal()
{
    if (!hasSessionBus())
        return;
    QDBusConnection::sessionBus().connect(portalService, portalPath, portalInterface, QStringLiteral("SettingChanged"),
                                          this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    readPortal(appearanceGroup, colorSchemeKey);
    readPortal(appearanceGroup, reducedMotionKey);
    readPortal(gnomeGroup, gnomeAnimationsKey);
}

void SystemAppearance::readPortal(const QString &group, const QString &key)
{
    auto message = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, QStringLiteral("Read"));
    message.setArguments({group, key});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        // A desktop without the portal, or without this key, has no wish: that is no error.
        if (!reply.isError())
            take(group, key, reply.value().variant());
    });
}

void SystemAppearance::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, value.variant());
}

void SystemAppearance::take(const QString &group, const QString &key, QVariant value)
{
    // Read() wraps the value once more than SettingChanged does.
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();

    if (group == appearanceGroup && key == colorSchemeKey) {
        const uint preference = value.toUInt(); // 0 none, 1 dark, 2 light
        m_portalIsDark.reset();
        if (preference == 1 || preference == 2)
            m_portalIsDark = preference == 1;
    } else if (group == appearanceGroup && key == reducedMotionKey) {
        m_portalReducedMotion = value.toUInt() == 1;
    } else if (group == gnomeGroup && key == gnomeAnimationsKey) {
        m_animationsOff = !value.toBool();
    } else {
        return;
    }
    Q_EMIT changed();
}

} // namespace Runlight
