// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QVariant>

#include <optional>

class QDBusVariant;

namespace Runlight {

//! What the desktop asks of every application: light or dark, and less motion. Told live, asked for asynchronously.
//!
//! Sources: QStyleHints::colorScheme where Qt has it (6.5), else the freedesktop settings portal, else the lightness of
//! the palette the application started with.
//! https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
class SystemAppearance : public QObject
{
    Q_OBJECT

public:
    explicit SystemAppearance(QObject *parent = nullptr);

    bool isDark() const;
    bool reducedMotion() const { return m_portalReducedMotion || m_animationsOff; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void followStyleHints();
    void followPortal();
    void readPortal(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, QVariant value);

    bool m_paletteIsDark = false;
    std::optional<bool> m_hintIsDark;
    std::optional<bool> m_portalIsDark;
    bool m_portalReducedMotion = false;
    bool m_animationsOff = false;
};

} // namespace Runlight
