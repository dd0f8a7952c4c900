// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "tests/support/await.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QTest>

namespace Runlight {

//! A network that ends at this machine: what is asked beyond it is noted, and never sent.
class LocalNetwork : public QNetworkAccessManager
{
public:
    const QList<QUrl> &strayed() const { return m_strayed; }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override
    {
        if (QHostAddress(request.url().host()).isLoopback())
            return QNetworkAccessManager::createRequest(operation, request, body);
        m_strayed.append(request.url());
        return QNetworkAccessManager::createRequest(operation, QNetworkRequest(QUrl(QStringLiteral("nowhere:"))), body);
    }

private:
    QList<QUrl> m_strayed;
};

//! The services over what Prism answers.
class ContractClient
{
public:
    ContractClient(const QUrl &url, const QByteArray &token)
        : m_github(ApiClient::Config{url, token, QStringLiteral("contract")}, m_network, m_clock, m_circuits, m_cache)
    { }

    GitHub &github() { return m_github; }
    //! Where answers sent us that Prism does not speak for.
    const QList<QUrl> &strayed() const { return m_network.strayed(); }

    //! What \a call, given the services, a caller and a Done<T>, is answered; the test has failed where that is an
    //! error.
    template <typename T, typename Call>
    T ask(Call call)
    {
        const auto answer = tryAwait<T>([&](QObject *context, Done<T> done) {
            call(m_github, Caller{context, Priority::Foreground}, std::move(done));
        });
        if (answer && *answer)
            return **answer;
        const Error error = answer ? answer->error() : Error();
        QTest::qFail(qPrintable(error.field + QStringLiteral(": ") + error.message), __FILE__, __LINE__);
        return T();
    }

private:
    LocalNetwork m_network;
    SystemClock m_clock;
    HostCircuits m_circuits{m_clock};
    ResponseCache m_cache;
    GitHub m_github;
};

} // namespace Runlight
