// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/settingscope.h"

#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

SettingScope::SettingScope(Call &call)
    : m_call(call)
    , m_environment(call.parameter("environment_name"))
{
    const QString organization = call.parameter("org");
    if (!organization.isEmpty()) {
        const auto &all = call.world().repositories();
        m_exists = std::any_of(all.begin(), all.end(), [&](const Repository &repository) {
            return call.visitor().mayChange(repository)
                && repository.owner->login.compare(organization, Qt::CaseInsensitive) == 0;
        });
        m_organization = &call.world().organization(organization);
    } else if (!m_environment.isEmpty()) {
        m_exists = call.environment() != nullptr;
    }
}

QList<Setting> &SettingScope::variables() const
{
    return m_organization ? m_organization->variables : m_call.repository().variables;
}

QList<Setting> &SettingScope::secrets() const
{
    return m_organization ? m_organization->secrets : m_call.repository().secrets;
}

QList<Runner> &SettingScope::runners() const
{
    return m_organization ? m_organization->runners : m_call.repository().runners;
}

QList<Setting> SettingScope::of(const QList<Setting> &settings) const
{
    QList<Setting> found;
    for (const Setting &setting : settings) {
        if (setting.environment == m_environment)
            found.append(setting);
    }
    std::sort(found.begin(), found.end(), [](const Setting &a, const Setting &b) { return a.name < b.name; });
    return found;
}

Setting *SettingScope::find(QList<Setting> &settings, const QString &name) const
{
    for (Setting &setting : settings) {
        if (setting.environment == m_environment && setting.name == name.toUpper())
            return &setting;
    }
    return nullptr;
}

void SettingScope::add(QList<Setting> &settings, const QString &name, const QString &value) const
{
    const Moment now = m_call.world().timeline.now();
    const QString visibility = m_call.body().value(QLatin1String("visibility")).toString();
    settings.append({name.toUpper(), value, m_environment, now, now, visibility});
}

bool SettingScope::remove(QList<Setting> &settings, const QString &name) const
{
    return settings.removeIf([&](const Setting &setting) {
        return setting.environment == m_environment && setting.name == name.toUpper();
    }) > 0;
}

QJsonObject SettingScope::shown(QJsonObject json, const Setting &setting) const
{
    if (isOrganization())
        json.insert(QStringLiteral("visibility"), setting.visibility);
    return json;
}

} // namespace Runlight::Sim
