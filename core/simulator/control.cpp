// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/control.h"

#include "core/simulator/api/api.h"

#include <QJsonDocument>

namespace Runlight::Sim {

namespace {

HttpReply reply(const Answer &answer)
{
    return {answer.status, answer.headers, answer.body, {}};
}

HttpReply setFaults(const HttpRequest &request, Faults &faults)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return reply(Answer::problem(400, QStringLiteral("The body must be a JSON object of faults.")));
    const Expected<void> set = faults.set(document.object());
    return reply(set ? Answer::json(faults.toJson()) : Answer::problem(400, set.error().message));
}

} // namespace

HttpReply handleControl(const HttpRequest &request, Api &api)
{
    const QString path = request.url.path();
    if (path == QLatin1String("/_simulator/stats") && request.method == "GET")
        return reply(Answer::json(api.statistics.toJson()));
    if (path == QLatin1String("/_simulator/faults") && request.method == "GET")
        return reply(Answer::json(api.faults.toJson()));
    if (path == QLatin1String("/_simulator/faults") && request.method == "POST")
        return setFaults(request, api.faults);
    return reply(Answer::notFound());
}

} // namespace Runlight::Sim
