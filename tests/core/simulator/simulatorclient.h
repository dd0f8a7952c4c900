// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/simulator/simulator.h"

#include <QJsonArray>
#include <QJsonObject>

//! What a simulator answered, with its JSON at hand.
struct SimulatorAnswer
{
    explicit SimulatorAnswer(Runlight::HttpReply reply);

    int status() const { return reply.status; }
    QByteArray header(const char *name) const { return Runlight::headerValue(reply.headers, name); }
    QString message() const { return object.value(QLatin1String("message")).toString(); }
    QJsonValue operator[](const char *key) const { return object.value(QLatin1String(key)); }

    Runlight::HttpReply reply;
    QJsonObject object;
    QJsonArray array;
};

//! A simulator of a small scenario on a virtual clock, asked without sockets as the owner of its repository.
class SimulatorClient
{
public:
    //! \a repository: members of the one repository "acme/api" beside its name, as in a scenario's JSON.
    explicit SimulatorClient(const QByteArray &repository = workflowOfTwoJobs, double speed = 1);

    //! A workflow "ci.yml" with the jobs "build" (two steps) and, after it, "test"; started by anything.
    static const QByteArray workflowOfTwoJobs;

    SimulatorAnswer get(const QString &path, const Runlight::HttpHeaders &headers = {});
    SimulatorAnswer post(const QString &path, const QJsonObject &body = {});
    SimulatorAnswer put(const QString &path, const QJsonObject &body = {});
    SimulatorAnswer patch(const QString &path, const QJsonObject &body);
    SimulatorAnswer remove(const QString &path);
    //! Any request; \a url may be another origin's.
    SimulatorAnswer send(const QByteArray &method, const QUrl &url, const QByteArray &body,
                         const Runlight::HttpHeaders &headers);

    //! "/repos/acme/api" + \a path.
    static QString repo(const QString &path) { return QStringLiteral("/repos/acme/api") + path; }
    //! Starts a run of ci.yml by hand and returns its number.
    qint64 dispatch();
    QJsonObject run(qint64 id);
    //! The names, states and conclusions of its jobs: "build completed success".
    QStringList jobs(qint64 id);
    //! The id of the run's latest job called \a name.
    qint64 jobId(qint64 run, const QString &name);
    void pass(std::chrono::seconds seconds) { clock.advance(seconds); }

    Runlight::VirtualClock clock;
    Runlight::Simulator simulator;
    QByteArray token = "owner-token";

private:
    SimulatorAnswer call(const QByteArray &method, const QString &path, const QByteArray &body,
                         const Runlight::HttpHeaders &headers);
};
