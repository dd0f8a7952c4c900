// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/calljob.h"
#include "core/github/services/dispatches.h"
#include "core/github/services/request.h"
#include "core/github/services/typedcall.h"
#include "core/github/types/parse.h"
#include "core/github/types/parsedispatch.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

struct DispatchText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::DispatchesService)
};

constexpr QLatin1String runDetailsKey("return_run_details");

Error unsendable(const QString &message)
{
    Error error;
    error.kind = ErrorKind::InvalidInputs;
    error.message = message;
    return error;
}

QJsonObject jsonOf(const InputValues &inputs)
{
    QJsonObject json;
    for (auto it = inputs.begin(); it != inputs.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

QByteArray bodyOf(const WorkflowDispatch &dispatch, bool asksForRun)
{
    QJsonObject json{{u"ref"_s, dispatch.ref}};
    if (!dispatch.inputs.isEmpty())
        json.insert("inputs"_L1, jsonOf(dispatch.inputs));
    if (asksForRun)
        json.insert(runDetailsKey, true);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Expected<ApiRequest> asPost(Expected<ApiRequest> request, const QByteArray &body, const std::optional<Error> &objection)
{
    if (objection)
        return Unexpected(*objection);
    if (request) {
        request->verb = Verb::Post;
        request->body = body;
    }
    return request;
}

//! A POST that asks which run it becomes, and is sent once more without asking where only that was wrong with it: what
//! was refused has started nothing.
class WorkflowDispatchCall final : public CallJob
{
public:
    //! \a tellsRuns: whether this server is known not to be asked.
    WorkflowDispatchCall(ApiClient &client, Expected<ApiRequest> unasking, std::shared_ptr<bool> tellsRuns,
                         Caller caller, Done<DispatchedRun> done)
        : CallJob(client, caller)
        , m_unasking(std::move(unasking))
        , m_tellsRuns(std::move(tellsRuns))
        , m_asks(*m_tellsRuns)
        , m_done(std::move(done))
    { }

private:
    static bool mayRefuseTheQuestion(const Error &error)
    {
        return error.httpStatus == 400 || (error.httpStatus == 422 && error.message.contains(runDetailsKey));
    }

    void received(Expected<ApiResponse> response) override
    {
        if (!response && m_asks && mayRefuseTheQuestion(response.error())) {
            m_asks = false;
            m_wasRefused = true;
            return start(m_unasking);
        }
        if (response && m_wasRefused)
            *m_tellsRuns = false;
        // Whatever the answer looks like, with a status of success it was started.
        const Expected<DispatchedRun> run = response
            ? Parse::body(response->body).and_then(Parse::dispatchedRun).value_or(DispatchedRun())
            : Expected<DispatchedRun>(Unexpected(response.error()));
        finish(response, [done = m_done, &run] { done(run); });
    }

    const Expected<ApiRequest> m_unasking;
    const std::shared_ptr<bool> m_tellsRuns;
    bool m_asks;
    bool m_wasRefused = false;
    const Done<DispatchedRun> m_done;
};

} // namespace

DispatchesService::DispatchesService(ApiClient &client)
    : m_client(client)
    , m_tellsRuns(std::make_shared<bool>(true))
{ }

ApiJob *DispatchesService::workflow(const RepoName &repository, const WorkflowDispatch &dispatch, Caller caller,
                                    Done<DispatchedRun> done)
{
    const QString path = u"/actions/workflows/%1/dispatches"_s.arg(dispatch.workflow.value);
    const std::optional<Error> objection = objectionTo(dispatch);
    const auto request = [&](bool asksForRun) {
        return asPost(repositoryRequest(repository, path), bodyOf(dispatch, asksForRun), objection);
    };
    auto *job = new WorkflowDispatchCall(m_client, request(false), m_tellsRuns, caller, std::move(done));
    job->start(request(*m_tellsRuns));
    return job;
}

ApiJob *DispatchesService::repositoryEvent(const RepoName &repository, const RepositoryEvent &event, Caller caller,
                                           Done<void> done)
{
    QJsonObject json{{u"event_type"_s, event.type}};
    if (!event.payload.isEmpty())
        json.insert("client_payload"_L1, event.payload);
    const auto request = asPost(repositoryRequest(repository, u"/dispatches"_s),
                                QJsonDocument(json).toJson(QJsonDocument::Compact), objectionTo(event));
    const Parser<void> nothingLeft = [](const ApiResponse &) {
        return Expected<void>();
    };
    return call<void>(m_client, request, caller, nothingLeft, std::move(done));
}

std::optional<Error> DispatchesService::objectionTo(const WorkflowDispatch &dispatch)
{
    if (dispatch.ref.isEmpty()) {
        Error error = unsendable(DispatchText::tr("Choose a branch or tag to run the workflow on."));
        error.kind = ErrorKind::InvalidRef;
        return error;
    }
    if (dispatch.inputs.size() > mostInputs)
        return unsendable(DispatchText::tr("GitHub takes at most %n input(s).", nullptr, mostInputs));
    const qsizetype excess = sizeOf(dispatch.inputs) - longestInputs;
    if (excess > 0)
        return unsendable(
            DispatchText::tr("All values together are too long for GitHub, by %n character(s).", nullptr, int(excess)));
    return {};
}

std::optional<Error> DispatchesService::objectionTo(const RepositoryEvent &event)
{
    if (event.type.trimmed().isEmpty())
        return unsendable(DispatchText::tr("The event needs a type."));
    if (event.type.size() > longestEventType)
        return unsendable(
            DispatchText::tr("The event's type is longer than %n character(s).", nullptr, int(longestEventType)));
    if (event.payload.size() > mostPayloadMembers)
        return unsendable(
            DispatchText::tr("The payload has more than %n member(s) at its top.", nullptr, mostPayloadMembers));
    if (QJsonDocument(event.payload).toJson(QJsonDocument::Compact).size() >= payloadBytes)
        return unsendable(DispatchText::tr("The payload is larger than 64 KB."));
    return {};
}

qsizetype DispatchesService::sizeOf(const InputValues &inputs)
{
    return QString::fromUtf8(QJsonDocument(jsonOf(inputs)).toJson(QJsonDocument::Compact)).size();
}

} // namespace Runlight
