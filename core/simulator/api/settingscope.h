// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/api/call.h"

namespace Runlight::Sim {

//! Whose variables, secrets or runners a path speaks of: a repository's, one of its environments' or an organization's.
class SettingScope
{
public:
    explicit SettingScope(Call &call);

    //! False where the environment or the organization does not exist for the visitor.
    bool exists() const { return m_exists; }
    bool isOrganization() const { return m_organization; }

    QList<Setting> &variables() const;
    QList<Setting> &secrets() const;
    QList<Runner> &runners() const;

    //! Those of \a settings that belong to this scope, by name.
    QList<Setting> of(const QList<Setting> &settings) const;
    //! The one called \a name in this scope; null where there is none.
    Setting *find(QList<Setting> &settings, const QString &name) const;
    void add(QList<Setting> &settings, const QString &name, const QString &value) const;
    bool remove(QList<Setting> &settings, const QString &name) const;
    //! \a json as this scope shows it.
    QJsonObject shown(QJsonObject json, const Setting &setting) const;

private:
    Call &m_call;
    bool m_exists = true;
    QString m_environment;
    Organization *m_organization = nullptr;
};

} // namespace Runlight::Sim
