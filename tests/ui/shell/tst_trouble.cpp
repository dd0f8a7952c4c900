// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/trouble.h"

#include <QTest>

using namespace Runlight;

namespace {

const QDateTime now = QDateTime(QDate(2026, 3, 1), QTime(14, 0), Qt::UTC);

Account kim()
{
    return Account::of(QStringLiteral("kim"), QStringLiteral("github.com"),
                       QUrl(QStringLiteral("https://api.github.com")));
}

Error error(ErrorKind kind, const QString &message = {}, int httpStatus = 0)
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.httpStatus = httpStatus;
    error.isGitHubsMessage = httpStatus != 0;
    return error;
}

RepositoryStatus repository(const QString &name, std::optional<Error> trouble = {})
{
    RepositoryStatus status;
    status.ref = {kim().id, {QStringLiteral("acme"), name}};
    status.error = std::move(trouble);
    return status;
}

TroubleSources healthy()
{
    TroubleSources sources;
    AccountStatus account;
    account.account = kim();
    sources.status.accounts = {account};
    sources.status.updatedAt = now.addSecs(-240);
    sources.status.repositories = {repository(QStringLiteral("api"))};
    return sources;
}

} // namespace

class TroubleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void none() { QVERIFY(troublesOf(healthy(), now).isEmpty()); }

    void offlineIsToldOnce()
    {
        TroubleSources sources = healthy();
        sources.status.offline = true;
        sources.signInFailure = error(ErrorKind::Offline);
        sources.status.accounts[0].error = error(ErrorKind::Offline);
        sources.status.repositories[0].error = error(ErrorKind::Offline);
        const QList<Trouble> troubles = troublesOf(sources, now);
        QCOMPARE(troubles.size(), 1);
        QCOMPARE(troubles[0].kind, Trouble::Kind::Offline);
        QCOMPARE(troubles[0].title, QStringLiteral("No connection"));
        QCOMPARE(troubles[0].detail, QStringLiteral("What you see was current 4 min ago."));
        QCOMPARE(troubles[0].mend, Mend::Retry);
    }

    void offlineSinceTheStart()
    {
        TroubleSources sources = healthy();
        sources.status.offline = true;
        sources.status.accounts[0].error = error(ErrorKind::Offline, QStringLiteral("Host api.github.com not found"));
        sources.status.updatedAt = QDateTime();
        QVERIFY(troublesOf(sources, now)[0].detail.startsWith(QStringLiteral("Host api.github.com not found. Check ")));
    }

    void unauthorizedOpensTheHostsTokenSettings()
    {
        TroubleSources sources = healthy();
        sources.status.accounts[0].error = error(ErrorKind::Unauthorized, QStringLiteral("Bad credentials"), 401);
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.kind, Trouble::Kind::Unauthorized);
        QCOMPARE(trouble.title, QStringLiteral("The token of kim@github.com was not accepted"));
        QVERIFY(trouble.detail.contains(QStringLiteral("“Bad credentials”")));
        QCOMPARE(trouble.mend, Mend::OpenUrl);
        QCOMPARE(trouble.url, QUrl(QStringLiteral("https://github.com/settings/tokens")));
    }

    void unauthorizedOnLoopbackHasNoPageToOpen()
    {
        TroubleSources sources = healthy();
        sources.status.accounts[0].account.apiUrl = QUrl(QStringLiteral("http://127.0.0.1:8080"));
        sources.status.accounts[0].error = error(ErrorKind::Unauthorized, QStringLiteral("Bad credentials"), 401);
        QCOMPARE(troublesOf(sources, now).value(0).mend, Mend::Retry);
    }

    void unauthorizedBeforeTheAccountIsKnown()
    {
        TroubleSources sources;
        sources.signInFailure = error(ErrorKind::Unauthorized, QStringLiteral("Bad credentials"), 401);
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.kind, Trouble::Kind::Unauthorized);
        QCOMPARE(trouble.title, QStringLiteral("The token was not accepted"));
    }

    void untrustedServer()
    {
        TroubleSources sources = healthy();
        sources.status.accounts[0].error = error(ErrorKind::Tls, QStringLiteral("The certificate has expired"));
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.kind, Trouble::Kind::Tls);
        QCOMPARE(trouble.title, QStringLiteral("The connection to github.com is not secure"));
        // What the network layer says is not GitHub's word.
        QVERIFY(trouble.detail.startsWith(QStringLiteral("The certificate has expired. ")));
        QCOMPARE(trouble.mend, Mend::Retry);
    }

    void limitedUntilItIsNot()
    {
        TroubleSources sources = healthy();
        sources.status.accounts[0].limitedUntil = now.addSecs(120);
        sources.status.repositories[0].error =
            error(ErrorKind::RateLimited, QStringLiteral("API rate limit exceeded"), 403);
        const QList<Trouble> troubles = troublesOf(sources, now);
        QCOMPARE(troubles.size(), 1);
        QCOMPARE(troubles[0].kind, Trouble::Kind::Limited);
        QCOMPARE(troubles[0].title, QStringLiteral("The request limit of kim@github.com is used up until 14:02"));
        QCOMPARE(troubles[0].mend, Mend::None);
        QVERIFY(troublesOf(sources, now.addSecs(120)).isEmpty());
    }

    void pausesAreNoUsedUpLimit()
    {
        TroubleSources sources = healthy();
        sources.status.accounts[0].limitedUntil = now.addSecs(120);
        sources.status.accounts[0].limit = {QStringLiteral("core"), 5000, 4970, 30, now.addSecs(600)};
        QCOMPARE(troublesOf(sources, now).value(0).title,
                 QStringLiteral("GitHub asks kim@github.com to pause until 14:02"));
    }

    void signInHeldBackByTheLimit()
    {
        TroubleSources sources;
        Error held = error(ErrorKind::RateLimited);
        held.retryAt = now.addSecs(120);
        sources.signInFailure = held;
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.title, QStringLiteral("Signing in waits for the request limit until 14:02"));
        QCOMPARE(trouble.mend, Mend::None);
        QVERIFY(troublesOf(sources, now.addSecs(121)).isEmpty());
    }

    void ourWordsAreNotGitHubs()
    {
        TroubleSources sources = healthy();
        Error ours = error(ErrorKind::ParseError, QStringLiteral("The answer is not JSON"));
        ours.httpStatus = 200;
        sources.status.repositories[0].error = ours;
        QVERIFY(troublesOf(sources, now).value(0).detail.startsWith(QStringLiteral("The answer is not JSON. ")));
    }

    void storeFailureOpensItsFolder()
    {
        TroubleSources sources = healthy();
        sources.storeFailure = error(ErrorKind::Storage, QStringLiteral("The disk is full"));
        sources.storeFile = QStringLiteral("/somewhere/runlight.sqlite");
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.kind, Trouble::Kind::Storage);
        QVERIFY(trouble.detail.startsWith(QStringLiteral("The disk is full. ")));
        QCOMPARE(trouble.mend, Mend::OpenFolder);
        QCOMPARE(trouble.url, QUrl::fromLocalFile(QStringLiteral("/somewhere")));
        sources.storeFile.clear();
        QCOMPARE(troublesOf(sources, now).value(0).mend, Mend::None);
    }

    void repositoryNotFound()
    {
        TroubleSources sources = healthy();
        sources.status.repositories +=
            repository(QStringLiteral("gone"), error(ErrorKind::RepositoryNotFound, QStringLiteral("Not Found"), 404));
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.title, QStringLiteral("acme/gone was not found"));
        QVERIFY(trouble.detail.contains(QStringLiteral("“Not Found”")));
        QCOMPARE(trouble.mend, Mend::StopWatching);
        QCOMPARE(trouble.repository, sources.status.repositories[1].ref);
    }

    void serverErrorsOfRepositoriesCanBeRetried()
    {
        TroubleSources sources = healthy();
        sources.status.repositories[0].error =
            error(ErrorKind::ServiceUnavailable, QStringLiteral("Server Error"), 503);
        const Trouble trouble = troublesOf(sources, now).value(0);
        QCOMPARE(trouble.title, QStringLiteral("acme/api could not be updated"));
        QCOMPARE(trouble.mend, Mend::Retry);
    }

    void worstFirst()
    {
        TroubleSources sources = healthy();
        sources.status.repositories[0].error = error(ErrorKind::RepositoryNotFound, {}, 404);
        sources.storeFailure = error(ErrorKind::Storage);
        sources.status.accounts[0].limitedUntil = now.addSecs(1);
        sources.status.accounts[0].error = error(ErrorKind::Unauthorized, {}, 401);
        AccountStatus untrusted;
        untrusted.account = Account::of(QString(), QStringLiteral("ghe.example.com"), QUrl());
        untrusted.error = error(ErrorKind::Tls);
        sources.status.accounts += untrusted;
        sources.status.offline = true; // at odds with the rest, but all is told
        QList<Trouble::Kind> kinds;
        for (const Trouble &trouble : troublesOf(sources, now))
            kinds += trouble.kind;
        QCOMPARE(kinds,
                 (QList{Trouble::Kind::Offline, Trouble::Kind::Tls, Trouble::Kind::Unauthorized, Trouble::Kind::Storage,
                        Trouble::Kind::Limited, Trouble::Kind::Repository}));
    }
};

QTEST_GUILESS_MAIN(TroubleTest)
#include "tst_trouble.moc"
