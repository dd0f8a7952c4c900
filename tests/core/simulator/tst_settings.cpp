// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QJsonDocument>
#include <QTest>

using namespace Runlight;

namespace {

const QByteArray repositoryJson = R"(
    "tags": ["v1"],
    "environments": [{"name": "production", "reviewers": ["owner"], "waitMinutes": 5}],
    "variables": [{"name": "REGION", "value": "north"}, {"name": "REGION", "value": "south", "environment": "production"}],
    "secrets": [{"name": "KEY"}],
    "caches": [{"key": "a-1", "ref": "refs/heads/main", "size": 10}, {"key": "a-2", "ref": "refs/heads/topic", "size": 30},
               {"key": "b-1", "ref": "refs/heads/main", "size": 20}],
    "runners": [{"name": "one", "labels": ["bench"]}, {"name": "two", "online": false}],
    "pullRequests": [{"number": 1, "branch": "topic", "title": "T", "author": "owner"}])";

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

QStringList texts(const QJsonValue &array, const char *key)
{
    QStringList texts;
    for (const QJsonValue &item : array.toArray())
        texts.append(item[QLatin1String(key)].toString());
    return texts;
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_client = std::make_unique<SimulatorClient>(repositoryJson); }

    void variables_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QByteArray>("extra");
        QTest::newRow("repository") << QStringLiteral("/repos/acme/api/actions/variables") << QByteArray();
        QTest::newRow("environment") << QStringLiteral("/repos/acme/api/environments/production/variables")
                                     << QByteArray();
        QTest::newRow("organization") << QStringLiteral("/orgs/acme/actions/variables")
                                      << QByteArray(R"(, "visibility": "all")");
    }

    void variables()
    {
        QFETCH(QString, list);
        QFETCH(QByteArray, extra);
        const int before = m_client->get(list)["total_count"].toInt();
        const QByteArray body = R"({"name": "colour", "value": "red")" + extra + "}";
        const QString one = list + QStringLiteral("/COLOUR");
        QCOMPARE(m_client->post(list, json(body.constData())).status(), 201);
        QCOMPARE(m_client->post(list, json(body.constData())).status(), 409);
        QCOMPARE(m_client->get(list)["total_count"].toInt(), before + 1);
        QCOMPARE(m_client->get(one)["value"].toString(), QStringLiteral("red"));
        QCOMPARE(m_client->patch(one, json(R"({"value": "blue"})")).status(), 204);
        QCOMPARE(m_client->get(one)["value"].toString(), QStringLiteral("blue"));
        QCOMPARE(m_client->remove(one).status(), 204);
        QCOMPARE(m_client->remove(one).status(), 404);
        QCOMPARE(m_client->get(one).status(), 404);
        QCOMPARE(m_client->patch(one, json("{}")).status(), 404);
    }

    void refusesBadVariables()
    {
        const QString list = m_client->repo(QStringLiteral("/actions/variables"));
        for (const char *body : {"{}", R"({"name": "A"})", R"({"name": "1A", "value": ""})",
                                 R"({"name": "a b", "value": ""})", R"({"name": "GITHUB_X", "value": ""})"})
            QCOMPARE(m_client->post(list, json(body)).status(), 422);
        QCOMPARE(m_client->post(QStringLiteral("/orgs/acme/actions/variables"), json(R"({"name": "A", "value": ""})"))
                     .status(),
                 422);
        QCOMPARE(m_client->get(QStringLiteral("/orgs/others/actions/variables")).status(), 404);
        QCOMPARE(m_client->get(m_client->repo(QStringLiteral("/environments/none/variables"))).status(), 404);
        QCOMPARE(m_client->get(list + QStringLiteral("/REGION"))["value"].toString(), QStringLiteral("north"));
    }

    void variablesComeTenToAPage()
    {
        const QString list = m_client->repo(QStringLiteral("/actions/variables"));
        for (int i = 0; i < 40; ++i) {
            const QJsonObject body{{QStringLiteral("name"), QStringLiteral("V%1").arg(i)},
                                   {QStringLiteral("value"), QString()}};
            QCOMPARE(m_client->post(list, body).status(), 201);
        }
        QCOMPARE(m_client->get(list)["variables"].toArray().size(), 10);
        QCOMPARE(m_client->get(list + QStringLiteral("?per_page=100"))["variables"].toArray().size(), 30);
    }

    void secrets()
    {
        const QString list = m_client->repo(QStringLiteral("/actions/secrets"));
        const SimulatorAnswer key = m_client->get(list + QStringLiteral("/public-key"));
        QCOMPARE(QByteArray::fromBase64(key["key"].toString().toLatin1()).size(), 32);
        const QJsonObject sealed{{QStringLiteral("encrypted_value"), QStringLiteral("c2VhbGVk")},
                                 {QStringLiteral("key_id"), key["key_id"]}};
        QCOMPARE(m_client->put(list + QStringLiteral("/NEW"), sealed).status(), 201);
        QCOMPARE(m_client->put(list + QStringLiteral("/NEW"), sealed).status(), 204);
        QCOMPARE(texts(m_client->get(list)["secrets"], "name"),
                 (QStringList{QStringLiteral("KEY"), QStringLiteral("NEW")}));
        QVERIFY(!m_client->get(list + QStringLiteral("/NEW")).object.contains(QLatin1String("value")));
        QCOMPARE(m_client->put(list + QStringLiteral("/NEW"), json("{}")).status(), 422);
        QCOMPARE(m_client->put(list + QStringLiteral("/NEW"), json(R"({"encrypted_value": "eA==", "key_id": "1"})"))
                     .status(),
                 422);
        QCOMPARE(m_client->remove(list + QStringLiteral("/NEW")).status(), 204);
        QCOMPARE(m_client->get(list + QStringLiteral("/NEW")).status(), 404);
        QCOMPARE(
            m_client->get(m_client->repo(QStringLiteral("/environments/production/secrets")))["total_count"].toInt(),
            0);
    }

    void caches()
    {
        const QString list = m_client->repo(QStringLiteral("/actions/caches"));
        const auto keys = [&](const char *query) {
            return texts(m_client->get(list + QLatin1String(query))["actions_caches"], "key");
        };
        QCOMPARE(keys("?key=a-").size(), 2);
        QCOMPARE(keys("?key=a-&ref=refs/heads/main"), QStringList{QStringLiteral("a-1")});
        QCOMPARE(keys("?sort=size_in_bytes&direction=asc"),
                 (QStringList{QStringLiteral("a-1"), QStringLiteral("b-1"), QStringLiteral("a-2")}));
        QCOMPARE(keys("?sort=size_in_bytes").first(), QStringLiteral("a-2"));
        const QString usage = m_client->repo(QStringLiteral("/actions/cache/usage"));
        QCOMPARE(m_client->get(usage)["active_caches_size_in_bytes"].toInt(), 60);
        QCOMPARE(m_client->remove(list + QStringLiteral("?key=a-")).status(), 404);
        const SimulatorAnswer deleted = m_client->remove(list + QStringLiteral("?key=a-1"));
        QCOMPARE(deleted.status(), 200);
        QCOMPARE(deleted["total_count"].toInt(), 1);
        const qint64 id = m_client->get(list)["actions_caches"].toArray()[0][QLatin1String("id")].toInteger();
        QCOMPARE(m_client->remove(list + QStringLiteral("/%1").arg(id)).status(), 204);
        QCOMPARE(m_client->remove(list + QStringLiteral("/%1").arg(id)).status(), 404);
        QCOMPARE(m_client->get(usage)["active_caches_count"].toInt(), 1);
    }

    void runners()
    {
        for (const QString &list :
             {m_client->repo(QStringLiteral("/actions/runners")), QStringLiteral("/orgs/acme/actions/runners")}) {
            const int before = m_client->get(list)["total_count"].toInt();
            const QJsonObject body = json(R"({"name": "three", "runner_group_id": 1, "labels": ["gpu"]})");
            const SimulatorAnswer made = m_client->post(list + QStringLiteral("/generate-jitconfig"), body);
            QCOMPARE(made.status(), 201);
            QVERIFY(!made["encoded_jit_config"].toString().isEmpty());
            QCOMPARE(m_client->post(list + QStringLiteral("/generate-jitconfig"), body).status(), 409);
            QCOMPARE(m_client->post(list + QStringLiteral("/generate-jitconfig")).status(), 422);
            QCOMPARE(m_client->get(list)["total_count"].toInt(), before + 1);
            const QString one = list + QStringLiteral("/%1").arg(made["runner"][QLatin1String("id")].toInteger());
            QVERIFY(texts(m_client->get(one)["labels"], "name").contains(QStringLiteral("gpu")));
            QCOMPARE(m_client->remove(one).status(), 204);
            QCOMPARE(m_client->get(one).status(), 404);
            QCOMPARE(m_client->post(list + QStringLiteral("/registration-token")).status(), 201);
            QCOMPARE(m_client->post(list + QStringLiteral("/remove-token")).status(), 201);
        }
        const QString named = m_client->repo(QStringLiteral("/actions/runners?name=two"));
        QCOMPARE(texts(m_client->get(named)["runners"], "status"), QStringList{QStringLiteral("offline")});
    }

    void environments()
    {
        const SimulatorAnswer list = m_client->get(m_client->repo(QStringLiteral("/environments")));
        QCOMPARE(texts(list["environments"], "name"), QStringList{QStringLiteral("production")});
        const QJsonArray rules =
            m_client->get(m_client->repo(QStringLiteral("/environments/production")))["protection_rules"].toArray();
        QCOMPARE(texts(rules, "type"),
                 (QStringList{QStringLiteral("wait_timer"), QStringLiteral("required_reviewers")}));
        QCOMPARE(rules[1][QLatin1String("reviewers")][0][QLatin1String("reviewer")][QLatin1String("login")].toString(),
                 QStringLiteral("owner"));
        QCOMPARE(m_client->get(m_client->repo(QStringLiteral("/environments/none"))).status(), 404);
    }

    void settingsAreForThoseWithAccess()
    {
        const QString list = m_client->repo(QStringLiteral("/actions/secrets"));
        m_client->token = "guest-token";
        QCOMPARE(m_client->get(list).status(), 403);
        QCOMPARE(m_client->get(list).header("X-Accepted-GitHub-Permissions"), "secrets=read");
        QCOMPARE(m_client->get(QStringLiteral("/orgs/acme/actions/secrets")).status(), 404);
        m_client->token.clear();
        QCOMPARE(m_client->get(list).status(), 401);
    }

    void repositoriesAsTheVisitorSeesThem()
    {
        const auto names = [&](const char *path) {
            const SimulatorAnswer answer = m_client->get(QLatin1String(path));
            QStringList found;
            for (const QJsonValue &repository : answer.array.isEmpty() ? answer["items"].toArray() : answer.array)
                found.append(repository[QLatin1String("full_name")].toString());
            found.sort();
            return found;
        };
        const QStringList both{QStringLiteral("acme/api"), QStringLiteral("acme/secret")};
        QCOMPARE(m_client->get(QStringLiteral("/user"))["login"].toString(), QStringLiteral("owner"));
        QCOMPARE(names("/user/repos"), both);
        QCOMPARE(names("/orgs/acme/repos"), both);
        QCOMPARE(names("/search/repositories?q=SECRET+org:acme"), QStringList{both.last()});
        QCOMPARE(m_client->get(QStringLiteral("/search/repositories?q=")).status(), 422);
        QCOMPARE(m_client->get(QStringLiteral("/repos/ACME/api"))["full_name"].toString(), both.first());
        QCOMPARE(texts(m_client->get(m_client->repo(QStringLiteral("/branches"))).array, "name"),
                 (QStringList{QStringLiteral("main"), QStringLiteral("topic")}));
        QCOMPARE(texts(m_client->get(m_client->repo(QStringLiteral("/tags"))).array, "name"),
                 QStringList{QStringLiteral("v1")});

        m_client->token.clear();
        QCOMPARE(m_client->get(QStringLiteral("/user")).status(), 401);
        QCOMPARE(m_client->get(QStringLiteral("/user/repos")).status(), 401);
        QCOMPARE(names("/search/repositories?q=acme"), QStringList{both.first()});
        QCOMPARE(m_client->get(QStringLiteral("/repos/acme/secret")).status(), 404);
        m_client->token = "guest-token";
        QCOMPARE(names("/user/repos"), QStringList{});
        m_client->token = "elsewhere-token";
        QCOMPARE(m_client->get(QStringLiteral("/repos/acme/api")).status(), 404);
    }

private:
    std::unique_ptr<SimulatorClient> m_client;
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
