// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/reponame.h"
#include "core/http/httpmessage.h"
#include "core/simulator/scenario.h"

#include <QList>
#include <QUrl>

#include <memory>

namespace Runlight {

class Clock;

//! A GitHub that is not there: a scenario played forward in time and the REST API over it. Lives on one thread, that of
//! its clock; nothing of it runs between requests, so it costs nothing while nobody asks.
class Simulator
{
public:
    //! Plays \a scenario from \a clock's now on, \a speed times faster than life. \a clock must outlive this.
    explicit Simulator(Scenario scenario, Clock &clock, double speed = 1);
    ~Simulator();

    //! Answers on loopback, at \a port or at a free one, and on a second free port for logs and artifacts.
    Expected<void> listen(quint16 port = 0);
    //! The API's root; before listen() an address that handle() answers to.
    QUrl baseUrl() const;
    //! Where logs and artifacts are downloaded from: another origin, which refuses `Authorization`.
    QUrl blobUrl() const;

    //! The answer to \a request without any socket; the URL's origin tells API and blobs apart.
    HttpReply handle(const HttpRequest &request);
    //! Switches one fault on, written as on the command line: NAME or NAME=VALUE.
    Expected<void> addFault(const QString &fault);

    QList<SimulatedAccount> accounts() const;
    //! What \a account watches, in the scenario's order.
    QList<RepoName> repositoriesOf(const SimulatedAccount &account) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
