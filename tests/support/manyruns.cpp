// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/manyruns.h"

#include "core/store/store.h"
#include "tests/support/await.h"

#include <QCryptographicHash>

#include <array>

namespace Runlight {

namespace {

constexpr std::array services = {"billing", "checkout", "search", "login", "mail", "maps", "media", "reports"};
constexpr std::array kinds = {"api", "web", "worker", "docs", "tools"};
constexpr std::array workflows = {"CI", "Deploy", "Nightly", "Release", "CodeQL"};
constexpr std::array branches = {"main", "develop", "feature/dark-mode", "fix/login-timeout", "release/2.4"};
constexpr std::array people = {"ada", "grace", "linus", "margaret", "dennis", "barbara", "ken"};
constexpr std::array events = {"push", "pull_request", "schedule", "workflow_dispatch"};
constexpr std::array conclusions = {"success", "success", "success",   "success", "success",
                                    "failure", "success", "cancelled", "success", "skipped"};
constexpr std::array changes = {"Correct the rounding of totals", "Speed up the start",      "Update dependencies",
                                "Say why a payment failed",       "Remove the old importer", "Test the empty cart"};

template <typename Texts>
QString pick(const Texts &texts, quint32 number)
{
    return QString::fromLatin1(texts[number % texts.size()]);
}

//! Spreads neighbouring numbers, so that the choices do not move in step.
quint32 mixed(int index, quint32 salt)
{
    quint32 value = quint32(index) * 2654435761u + salt * 40503u;
    value ^= value >> 15;
    value *= 2246822519u;
    return value ^ (value >> 13);
}

RunState stateOf(int index)
{
    if (index >= 99'970 && index < 100'000)
        return RunState::of(index % 3 ? u"in_progress" : u"queued", {});
    return RunState::of(u"completed", pick(conclusions, mixed(index, 7)));
}

} // namespace

AccountId manyRunsAccount()
{
    return AccountId{QStringLiteral("mona@github.com")};
}

Run manyRunsRun(int index)
{
    const quint32 repository = mixed(index, 1) % quint32(services.size() * kinds.size());
    const quint32 workflow = mixed(index, 2) % quint32(workflows.size());
    Run run;
    run.id = RunId{7'000'000'000 + index};
    run.repository = {QStringLiteral("octo-org"),
                      pick(services, repository) + QLatin1Char('-')
                          + pick(kinds, repository / quint32(services.size()))};
    run.workflowId = WorkflowId{qint64(repository * 10 + workflow + 1)};
    run.workflowName = pick(workflows, workflow);
    run.workflowPath = QStringLiteral(".github/workflows/%1.yml").arg(run.workflowName.toLower());
    run.title = QStringLiteral("%1 (#%2)").arg(pick(changes, mixed(index, 3))).arg(index / 7);
    run.number = index / 40 + 1;
    run.state = stateOf(index);
    run.event = pick(events, mixed(index, 4));
    run.headBranch = pick(branches, mixed(index, 5));
    run.headSha =
        QString::fromLatin1(QCryptographicHash::hash(QByteArray::number(index / 3), QCryptographicHash::Sha1).toHex());
    run.headRepository = run.repository.fullName();
    run.actor = {UserId{qint64(mixed(index, 6) % quint32(people.size())) + 1}, pick(people, mixed(index, 6)),
                 QStringLiteral("User")};
    run.triggeringActor = run.actor;
    if (run.event == QLatin1String("pull_request"))
        run.pullRequests = {index / 7};
    run.createdAt = QDateTime::fromSecsSinceEpoch(1'735'689'600 + qint64(index) * 300, Qt::UTC);
    run.startedAt = run.createdAt;
    run.updatedAt = run.createdAt.addSecs(90 + mixed(index, 8) % 600);
    run.htmlUrl =
        QUrl(QStringLiteral("https://github.com/%1/actions/runs/%2").arg(run.headRepository).arg(run.id.value));
    return run;
}

QList<Run> manyRuns(int count, int first)
{
    QList<Run> runs;
    runs.reserve(count);
    for (int i = 0; i < count; ++i)
        runs.append(manyRunsRun(first + i));
    return runs;
}

void fillStore(Store &store, int count)
{
    constexpr int batch = 1000;
    for (int first = 0; first < count; first += batch) {
        const auto changesMade = await<QList<RunChange>>([&](QObject *context, auto done) {
            store.saveRuns(manyRunsAccount(), manyRuns(std::min(batch, count - first), first), context,
                           std::move(done));
        });
        if (!changesMade.isEmpty())
            store.acknowledgeChanges(changesMade.last().sequence);
    }
    await<QList<RunChange>>(
        [&](QObject *context, auto done) { store.unacknowledgedChanges(context, std::move(done)); });
}

} // namespace Runlight
