// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/simulator.h"

#include "core/base/clock.h"
#include "core/http/httpserver.h"
#include "core/simulator/activity.h"
#include "core/simulator/api/api.h"
#include "core/simulator/blobs.h"
#include "core/simulator/control.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

namespace Runlight {

namespace {

// Where it can be reached through handle() alone.
const QUrl unlistenedApi(QStringLiteral("https://api.simulator.invalid"));
const QUrl unlistenedBlobs(QStringLiteral("https://blobs.simulator.invalid"));

} // namespace

struct Simulator::Private
{
    Private(Scenario scenario, Clock &theClock, double speed)
        : clock(theClock)
        , startedAt(clock.monotonic())
        , world(std::move(scenario), clock.now().toMSecsSinceEpoch(), speed)
        , engine(world)
        , activity(world, engine)
        , blobs(world, engine)
        , api(world, engine, blobs)
        , apiServer([this](const HttpRequest &request) { return handleApi(request); }, clock)
        , blobServer([this](const HttpRequest &request) { return handleBlobs(request); }, clock)
    {
        blobs.setOrigin(unlistenedBlobs);
        activity.begin();
        catchUp();
    }

    // The world stands still between requests and is brought to now by each.
    void catchUp()
    {
        const qint64 passed = (clock.monotonic() - startedAt).count();
        world.timeline.advanceTo(world.timeline.start() + passed);
    }

    HttpReply handleApi(const HttpRequest &request)
    {
        catchUp();
        if (request.url.path().startsWith(QLatin1String("/_simulator/")))
            return Sim::handleControl(request, api);
        return api.handle(request);
    }

    HttpReply handleBlobs(const HttpRequest &request)
    {
        catchUp();
        const Sim::Faults::Hit hit = api.faults.hit(request.url.path());
        HttpReply reply = hit.status != 0 ? Sim::Blobs::outage(hit.status) : blobs.handle(request);
        reply.delivery = hit.delivery;
        return reply;
    }

    Clock &clock;
    Clock::Milliseconds startedAt;
    Sim::World world;
    Sim::RunEngine engine;
    Sim::Activity activity;
    Sim::Blobs blobs;
    Sim::Api api;
    HttpServer apiServer;
    HttpServer blobServer;
};

Simulator::Simulator(Scenario scenario, Clock &clock, double speed)
    : d(std::make_unique<Private>(std::move(scenario), clock, speed))
{ }

Simulator::~Simulator() = default;

Expected<void> Simulator::listen(quint16 port)
{
    if (const Expected<void> listening = d->apiServer.listen(port); !listening)
        return listening;
    if (const Expected<void> listening = d->blobServer.listen(0); !listening)
        return listening;
    d->blobs.setOrigin(d->blobServer.url());
    return {};
}

QUrl Simulator::baseUrl() const
{
    const QUrl url = d->apiServer.url();
    return url.isEmpty() ? unlistenedApi : url;
}

QUrl Simulator::blobUrl() const
{
    return d->blobs.origin();
}

HttpReply Simulator::handle(const HttpRequest &request)
{
    return request.url.authority() == blobUrl().authority() ? d->handleBlobs(request) : d->handleApi(request);
}

Expected<void> Simulator::addFault(const QString &fault)
{
    return d->api.faults.add(fault);
}

QList<SimulatedAccount> Simulator::accounts() const
{
    return d->world.scenario().accounts;
}

QList<RepoName> Simulator::repositoriesOf(const SimulatedAccount &account) const
{
    QList<RepoName> names;
    for (const Scenario::Repository &repository : d->world.scenario().repositories) {
        if (repository.host == account.host && repository.access.contains(account.login))
            names.append(repository.name);
    }
    return names;
}

} // namespace Runlight
