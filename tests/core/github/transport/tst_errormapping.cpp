// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/errormapping.h"

#include <QTest>

using namespace Runlight;

namespace {

const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
const QString repository = QStringLiteral("/repos/o/r");

Error map(int status, const QByteArray &body, const QString &path = repository, Verb verb = Verb::Get,
          const AnswerHeaders::Fields &headers = {})
{
    WireAnswer answer;
    answer.status = status;
    answer.reason = QStringLiteral("Reason");
    answer.headers = AnswerHeaders(headers);
    answer.body = body;
    return errorFromAnswer(answer, verb, path, start);
}

QByteArray message(const char *words)
{
    return QByteArray("{\"message\":\"") + words + "\"}";
}

} // namespace

class TestErrorMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatIsMissing_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *path, ErrorKind kind) {
            QTest::addRow("%s", path) << QString::fromLatin1(path) << kind;
        };
        row("/repos/o/r", ErrorKind::RepositoryNotFound);
        row("/repos/o/r/actions/runs", ErrorKind::RepositoryNotFound);
        row("/repos/o/r/actions/workflows", ErrorKind::RepositoryNotFound);
        row("/repos/o/r/environments", ErrorKind::RepositoryNotFound);
        row("/repos/actions/runs", ErrorKind::RepositoryNotFound);
        row("/repos/o/r/actions/runs/1", ErrorKind::RunNotFound);
        row("/repos/o/r/actions/runs/1/attempts/2/jobs", ErrorKind::RunNotFound);
        row("/repositories/42/actions/runs/1/jobs", ErrorKind::RunNotFound);
        row("/repos/o/r/actions/jobs/1", ErrorKind::JobNotFound);
        row("/repos/o/r/check-runs/1/annotations", ErrorKind::JobNotFound);
        row("/repos/o/r/actions/workflows/ci.yml", ErrorKind::WorkflowNotFound);
        row("/repos/o/r/actions/workflows/7/runs", ErrorKind::WorkflowNotFound);
        row("/repos/o/r/actions/artifacts/1", ErrorKind::ArtifactNotFound);
        row("/repos/o/r/environments/prod", ErrorKind::EnvironmentNotFound);
        row("/repos/o/r/actions/caches/1", ErrorKind::CacheNotFound);
        row("/user", ErrorKind::Transport);
        row("/search/repositories", ErrorKind::Transport);
    }

    void namesWhatIsMissing()
    {
        QFETCH(QString, path);
        QFETCH(ErrorKind, kind);
        const Error error = map(404, message("Not Found"), path);
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.httpStatus, 404);
        QCOMPARE(error.message, QStringLiteral("Not Found"));
    }

    void mapsStatuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::addColumn<ErrorKind>("kind");
        const QString run = repository + QStringLiteral("/actions/runs/1");
        const auto row = [](const char *name, int status, const QByteArray &body, const QString &path, ErrorKind kind) {
            QTest::newRow(name) << status << body << path << kind;
        };
        row("401", 401, message("Bad credentials"), repository, ErrorKind::Unauthorized);
        row("403", 403, message("Resource not accessible by personal access token"), run, ErrorKind::AccessDenied);
        row("running", 403, message("This workflow is already running"), run + QStringLiteral("/rerun"),
            ErrorKind::RunInProgress);
        row("deleting what runs", 403, message("Could not delete the workflow run: it is in progress."), run,
            ErrorKind::RunInProgress);
        row("spent", 403, message("This workflow run cannot be retried"), run, ErrorKind::InvalidInputs);
        row("too old", 403, message("Unable to retry this workflow run because it was created over a month ago"), run,
            ErrorKind::InvalidInputs);
        row("no fork", 403, message("This run is not from a fork pull request"), run, ErrorKind::InvalidInputs);
        row("completed", 409, message("Cannot cancel a workflow run that is completed."),
            run + QStringLiteral("/cancel"), ErrorKind::RunNotCancellable);
        row("conflict of a run", 409, message("x"), run, ErrorKind::RunInProgress);
        row("conflict", 409, message("Already exists"), repository + QStringLiteral("/actions/variables"),
            ErrorKind::InvalidInputs);
        row("expired", 410, message("Artifact has expired"), repository + QStringLiteral("/actions/artifacts/1/zip"),
            ErrorKind::ArtifactExpired);
        row("gone", 410, message("Gone"), run, ErrorKind::RunNotFound);
        row("inputs", 422, message("Unexpected inputs provided: [\\\"x\\\"]"), repository, ErrorKind::InvalidInputs);
        row("ref", 422, message("No ref found for: nowhere"), repository, ErrorKind::InvalidRef);
        row("disabled", 422, message("Cannot trigger a 'workflow_dispatch' on a disabled workflow"), repository,
            ErrorKind::WorkflowDisabled);
        row("bad request", 400, message("Problems parsing JSON"), repository, ErrorKind::InvalidInputs);
        row("too large", 413, {}, repository, ErrorKind::InvalidInputs);
        row("legal", 451, message("Repository access blocked"), repository, ErrorKind::AccessDenied);
        row("500", 500, {}, repository, ErrorKind::ServiceUnavailable);
        row("501", 501, {}, repository, ErrorKind::Transport);
        row("502", 502, {}, repository, ErrorKind::ServiceUnavailable);
        row("503", 503, {}, repository, ErrorKind::ServiceUnavailable);
        row("504", 504, {}, repository, ErrorKind::ServiceUnavailable);
        row("teapot", 418, {}, repository, ErrorKind::Transport);
        row("unfollowed", 303, {}, repository, ErrorKind::Transport);
    }

    void mapsStatuses()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, path);
        QFETCH(ErrorKind, kind);
        const Error error = map(status, body, path, Verb::Post);
        QCOMPARE(errorKindName(error.kind), errorKindName(kind));
        QCOMPARE(error.httpStatus, status);
        QVERIFY(!error.message.isEmpty());
    }

    void carriesWhatGitHubSays()
    {
        const Error error =
            map(403, "{\"message\":\"Resource not accessible\",\"documentation_url\":\"https://docs.github.com/rest\"}",
                repository, Verb::Get,
                {{"X-GitHub-Request-Id", "AB:CD"}, {"X-Accepted-GitHub-Permissions", "actions=write"}});
        QCOMPARE(error.message, QStringLiteral("Resource not accessible"));
        QCOMPARE(error.documentationUrl, QUrl(QStringLiteral("https://docs.github.com/rest")));
        QCOMPARE(error.requestId, QStringLiteral("AB:CD"));
        QCOMPARE(error.neededPermission, QStringLiteral("actions=write"));
    }

    void addsTheDetailsOfAValidation()
    {
        const Error objects =
            map(422,
                "{\"message\":\"Validation Failed\",\"errors\":[{\"code\":\"custom\",\"message\":\"Too "
                "long\"},{\"code\":\"x\"}]}");
        QCOMPARE(objects.message, QStringLiteral("Validation Failed\nToo long"));
        const Error words = map(422, "{\"message\":\"Invalid request.\",\"errors\":[\"one\",\"two\"]}");
        QCOMPARE(words.message, QStringLiteral("Invalid request.\none\ntwo"));
        QCOMPARE(map(422, "{\"message\":\"A\",\"errors\":\"B\"}").message, QStringLiteral("A\nB"));
    }

    void survivesBodiesThatAreNoJson_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("html") << QByteArray("<html><body>Bad gateway</body></html>");
        QTest::newRow("xml") << QByteArray("<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>");
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe\x80", 4);
        QTest::newRow("array") << QByteArray("[1,2]");
        QTest::newRow("wrong types") << QByteArray("{\"message\":7,\"errors\":{\"a\":1},\"documentation_url\":[]}");
        QTest::newRow("cut off") << QByteArray("{\"message\":\"Serv");
    }

    void survivesBodiesThatAreNoJson()
    {
        QFETCH(QByteArray, body);
        const Error error = map(502, body);
        QCOMPARE(error.kind, ErrorKind::ServiceUnavailable);
        QVERIFY2(error.message.contains(QStringLiteral("502")), qPrintable(error.message));
        QVERIFY(error.message.contains(QStringLiteral("Reason")));
        QVERIFY(error.documentationUrl.isEmpty());
    }

    void boundsAndChecksForeignText()
    {
        QCOMPARE(map(400, message(QByteArray(100'000, 'x').constData())).message.size(), 500);
        QVERIFY(map(400, "{\"documentation_url\":\"file:///etc/passwd\"}").documentationUrl.isEmpty());
        QVERIFY(map(400, "{\"documentation_url\":\"javascript:alert(1)\"}").documentationUrl.isEmpty());
    }

    void saysWhenToComeBack()
    {
        QCOMPARE(map(503, {}, repository, Verb::Get, {{"Retry-After", "30"}}).retryAt, start.addSecs(30));
        QVERIFY(!map(503, {}).retryAt.isValid());
    }

    void mapsNetworkErrors_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("neverSeen");
        QTest::newRow("refused") << int(QNetworkReply::ConnectionRefusedError) << ErrorKind::Offline << true;
        QTest::newRow("no host") << int(QNetworkReply::HostNotFoundError) << ErrorKind::Offline << true;
        QTest::newRow("no proxy") << int(QNetworkReply::ProxyNotFoundError) << ErrorKind::Offline << true;
        QTest::newRow("unreachable") << int(QNetworkReply::UnknownNetworkError) << ErrorKind::Offline << false;
        QTest::newRow("tls") << int(QNetworkReply::SslHandshakeFailedError) << ErrorKind::Tls << true;
        QTest::newRow("timeout") << int(QNetworkReply::TimeoutError) << ErrorKind::Timeout << false;
        QTest::newRow("closed") << int(QNetworkReply::RemoteHostClosedError) << ErrorKind::Transport << false;
        QTest::newRow("not repeated") << int(QNetworkReply::ContentReSendError) << ErrorKind::Transport << false;
        QTest::newRow("protocol") << int(QNetworkReply::ProtocolFailure) << ErrorKind::Transport << false;
    }

    void mapsNetworkErrors()
    {
        QFETCH(int, code);
        QFETCH(ErrorKind, kind);
        QFETCH(bool, neverSeen);
        const WireFailure failure = failureFromNetwork(QNetworkReply::NetworkError(code), QStringLiteral("words"));
        QCOMPARE(failure.error.kind, kind);
        QCOMPARE(failure.reached == WireFailure::Reached::Nobody, neverSeen);
        QVERIFY(!failure.error.message.isEmpty());
        QCOMPARE(failure.error.httpStatus, 0);
    }
};

QTEST_GUILESS_MAIN(TestErrorMapping)
#include "tst_errormapping.moc"
