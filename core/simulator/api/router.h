// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/api/call.h"

#include <optional>

namespace Runlight::Sim {

//! Which handler answers which method and path.
class Router
{
public:
    using Handler = Answer (*)(Call &);

    struct Route
    {
        QByteArray method;
        QString pattern; //!< "/repos/{owner}/{repo}/contents/{path...}": the last takes what is left.
        QStringList segments;
        QByteArray permission; //!< As in `x-accepted-github-permissions`; empty: whoever may see the repository.
        Handler handler;
    };

    struct Match
    {
        const Route *route;
        QHash<QString, QString> parameters;
    };

    void add(const char *method, const char *pattern, Handler handler, const char *permission = "");
    //! \a path is percent-encoded.
    std::optional<Match> find(const QByteArray &method, const QString &path) const;

private:
    static bool matches(const Route &route, const QStringList &segments);
    static QHash<QString, QString> parametersOf(const Route &route, const QStringList &segments);

    std::vector<Route> m_routes;
};

} // namespace Runlight::Sim
