// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpmessage.h"
#include "core/simulator/api/answer.h"
#include "core/simulator/api/represent.h"

#include <QHash>
#include <QUrlQuery>

#include <functional>

namespace Runlight::Sim {

class Blobs;
class Faults;
class RunEngine;
class World;

//! Who asks.
struct Visitor
{
    const SimulatedAccount *account = nullptr; //!< Null: nobody who gave a token.
    const User *user = nullptr;

    bool isAnonymous() const { return account == nullptr; }
    bool maySee(const Repository &repository) const;
    bool mayChange(const Repository &repository) const;
};

//! One request on its way through a route, with what the route may need.
class Call
{
public:
    struct Server
    {
        World &world;
        RunEngine &engine;
        const Blobs &blobs;
        const Faults &faults;
    };

    Call(const HttpRequest &request, const Visitor &visitor, Server server);

    World &world() const { return m_server.world; }
    RunEngine &engine() const { return m_server.engine; }
    const Blobs &blobs() const { return m_server.blobs; }
    const Faults &faults() const { return m_server.faults; }
    const HttpRequest &request() const { return m_request; }
    const Visitor &visitor() const { return m_visitor; }
    const Represent &represent() const { return m_represent; }
    //! Exists and may be seen; on routes below /repos/{owner}/{repo} only.
    Repository &repository() const { return *m_repository; }

    QString parameter(const char *name) const { return m_parameters.value(QLatin1String(name)); }
    qint64 number(const char *name) const { return parameter(name).toLongLong(); }
    QString query(const char *name) const;
    QJsonObject body() const; //!< Empty where it is no object.

    //! The run, job or environment of the path in the path's repository; null where there is none.
    Run *run() const;
    Job *job(const char *parameter = "job_id") const;
    Environment *environment() const;

    //! One page of \a count things: below \a key with a total, or a bare array where \a key is null.
    Answer list(const char *key, qsizetype count, const std::function<QJsonValue(qsizetype)> &item,
                int defaultPerPage = 30, int maxPerPage = 100) const;

    void setRoute(QHash<QString, QString> parameters, Repository *repository);

private:
    QByteArray pageLinks(int page, qsizetype pages) const;

    const HttpRequest &m_request;
    QUrlQuery m_query;
    Visitor m_visitor;
    Server m_server;
    Represent m_represent;
    QHash<QString, QString> m_parameters;
    Repository *m_repository = nullptr;
};

} // namespace Runlight::Sim
