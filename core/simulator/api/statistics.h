// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace Runlight::Sim {

//! How many requests came, and what became of them: what polling costs.
class Statistics
{
public:
    //! \a endpoint: "GET /repos/{owner}/{repo}/actions/runs".
    void add(const QString &endpoint, int status, bool counted)
    {
        ++m_total;
        m_counted += counted ? 1 : 0;
        m_notModified += status == 304 ? 1 : 0;
        m_failed += status >= 400 ? 1 : 0;
        ++m_byEndpoint[endpoint];
    }

    QJsonObject toJson() const
    {
        QJsonObject endpoints;
        for (auto it = m_byEndpoint.begin(); it != m_byEndpoint.end(); ++it)
            endpoints.insert(it.key(), it.value());
        return {{QStringLiteral("total"), m_total},
                {QStringLiteral("counted"), m_counted},
                {QStringLiteral("notModified"), m_notModified},
                {QStringLiteral("failed"), m_failed},
                {QStringLiteral("endpoints"), endpoints}};
    }

private:
    int m_total = 0;
    int m_counted = 0; // Against the primary limit.
    int m_notModified = 0;
    int m_failed = 0;
    QMap<QString, int> m_byEndpoint;
};

} // namespace Runlight::Sim
