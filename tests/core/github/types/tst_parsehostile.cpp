// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/parse.h"

#include "samples.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

//! What parsing some kind of thing said: nothing where it went well.
using Parsed = std::function<std::optional<Error>(const QJsonValue &)>;

template <typename T>
Parsed parserOf(Expected<T> (*parse)(const QJsonValue &))
{
    return [parse](const QJsonValue &json) {
        const Expected<T> result = parse(json);
        return result ? std::nullopt : std::optional(result.error());
    };
}

struct Kind
{
    const char *name;
    Parsed parse;
    QJsonObject sample;
    QStringList required; //!< The paths whose loss is an error. The loss of a parent names the parent.
};

QList<Kind> kinds()
{
    const Parsed annotation = [](const QJsonValue &json) -> std::optional<Error> {
        const auto result = Parse::annotation(json, JobId{1});
        return result ? std::nullopt : std::optional(result.error());
    };
    return {
        {"user", parserOf(Parse::user), Samples::user(), {u"id"_s, u"login"_s}},
        {"repository", parserOf(Parse::repository), Samples::repository(), {u"id"_s, u"full_name"_s}},
        {"workflow", parserOf(Parse::workflow), Samples::workflow(), {u"id"_s, u"name"_s}},
        {"run", parserOf(Parse::run), Samples::run(), {u"id"_s, u"repository"_s, u"repository.full_name"_s}},
        {"job",
         parserOf(Parse::job),
         Samples::job(),
         {u"id"_s, u"run_id"_s, u"name"_s, u"steps[0].number"_s, u"steps[0].name"_s, u"steps[1].number"_s,
          u"steps[1].name"_s}},
        {"artifact", parserOf(Parse::artifact), Samples::artifact(), {u"id"_s, u"name"_s}},
        {"annotation", annotation, Samples::annotation(), {}},
        {"pending deployment",
         parserOf(Parse::pendingDeployment),
         Samples::pendingDeployment(),
         {u"environment"_s, u"environment.id"_s, u"environment.name"_s}},
        {"deployment review",
         parserOf(Parse::deploymentReview),
         Samples::deploymentReview(),
         {u"state"_s, u"environments[0].id"_s, u"environments[0].name"_s, u"environments[1].id"_s,
          u"environments[1].name"_s}},
        {"environment", parserOf(Parse::environment), Samples::environment(), {u"id"_s, u"name"_s}},
        {"rate limits", parserOf(Parse::rateLimits), Samples::rateLimits(), {u"resources"_s}},
    };
}

QJsonValue nested(int depth)
{
    QJsonValue value(1);
    for (int i = 0; i < depth; ++i)
        value = i % 2 ? QJsonValue(QJsonArray{value}) : QJsonValue(QJsonObject{{u"id"_s, value}});
    return value;
}

//! Everything that a field may hold and should not.
QJsonArray oddValues()
{
    return {QJsonValue::Null,
            true,
            u""_s,
            u"27123456789"_s,
            QString(100'000, QLatin1Char('x')),
            u"javascript:alert(1)"_s,
            u"2026-13-45T99:99:99Z"_s,
            u"../../etc"_s,
            0,
            -1,
            1.5,
            9007199254740992.0,
            std::numeric_limits<qint64>::max(),
            std::numeric_limits<qint64>::min(),
            1e300,
            -1e300,
            QJsonArray(),
            QJsonArray{1, u"two"_s, QJsonValue::Null, QJsonObject()},
            QJsonObject(),
            QJsonObject{{u"id"_s, u"none"_s}, {u"login"_s, 7}},
            nested(200)};
}

bool isBelow(const QString &path, const QString &parent)
{
    return path == parent || path.startsWith(parent + u'.') || path.startsWith(parent + u'[');
}

} // namespace

//! No answer crashes the parser, and what it cannot take it names.
class TestParseHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missingFieldsAreNamed_data() { addKinds(); }
    void missingFieldsAreNamed();
    void nullFieldsAreNamed_data() { addKinds(); }
    void nullFieldsAreNamed();
    void oddValuesAreSurvived_data() { addKinds(); }
    void oddValuesAreSurvived();
    void wholeThingOfWrongType_data() { addKinds(); }
    void wholeThingOfWrongType();
    void ids_data();
    void ids();
    void numbersOutOfRangeFallBack();
    void linksAreWebLinksOnly();
    void timesWithoutZoneAreUtc();

private:
    void addKinds();
    void loseEachField(const QJsonValue &by);
};

void TestParseHostile::addKinds()
{
    QTest::addColumn<int>("kind");
    const QList<Kind> all = kinds();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all.at(i).name) << i;
}

void TestParseHostile::loseEachField(const QJsonValue &by)
{
    QFETCH(int, kind);
    const Kind tested = kinds().at(kind);
    QVERIFY(!tested.parse(tested.sample));
    const QStringList paths = Samples::pathsIn(tested.sample);
    QStringList failed;
    for (const QString &path : paths) {
        // Removing an item leaves a shorter list, which is as good as the other.
        if (by.isUndefined() && path.endsWith(QLatin1Char(']')))
            continue;
        const std::optional<Error> error = tested.parse(Samples::with(tested.sample, path, by));
        if (!error)
            continue;
        QCOMPARE(error->kind, ErrorKind::ParseError);
        QCOMPARE(error->field, path);
        failed.append(path);
    }
    failed.removeIf([](const QString &path) { return path.endsWith(QLatin1Char(']')); });
    failed.sort();
    QStringList required = tested.required;
    required.sort();
    QCOMPARE(failed, required);
}

void TestParseHostile::missingFieldsAreNamed()
{
    loseEachField(QJsonValue::Undefined);
}

void TestParseHostile::nullFieldsAreNamed()
{
    loseEachField(QJsonValue::Null);
}

void TestParseHostile::oddValuesAreSurvived()
{
    QFETCH(int, kind);
    const Kind tested = kinds().at(kind);
    const QStringList paths = Samples::pathsIn(tested.sample);
    const QJsonArray odd = oddValues();
    int refused = 0;
    for (const QString &path : paths) {
        for (const QJsonValue &value : odd) {
            const std::optional<Error> error = tested.parse(Samples::with(tested.sample, path, value));
            if (!error)
                continue;
            ++refused;
            QCOMPARE(error->kind, ErrorKind::ParseError);
            QVERIFY2(isBelow(error->field, path), qPrintable(path + u" gave "_s + error->field));
        }
    }
    QVERIFY(refused >= int(tested.required.size()));
}

void TestParseHostile::wholeThingOfWrongType()
{
    QFETCH(int, kind);
    const Kind tested = kinds().at(kind);
    for (const QJsonValue &value : {QJsonValue(), QJsonValue(7), QJsonValue(u"x"_s), QJsonValue(QJsonArray()),
                                    QJsonValue(QJsonValue::Undefined)}) {
        const std::optional<Error> error = tested.parse(value);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::ParseError);
    }
}

void TestParseHostile::ids_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("id");
    QTest::newRow("small") << QByteArray("1") << qint64(1);
    QTest::newRow("beyond 32 bit") << QByteArray("27123456789") << qint64(27123456789);
    QTest::newRow("2^53") << QByteArray("9007199254740992") << qint64(9007199254740992);
    QTest::newRow("2^53 as a double") << QByteArray("9007199254740992.0") << qint64(9007199254740992);
    QTest::newRow("with exponent") << QByteArray("1e3") << qint64(1000);
    for (const auto *bad : {"0", "-1", "-27123456789", "1.5", "1e300", "\"7\"", "null", "true", "[7]", "{\"id\":7}"})
        QTest::newRow(bad) << QByteArray(bad) << qint64(0);
}

void TestParseHostile::ids()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, id);
    const auto body = Parse::body("{\"login\": \"octocat\", \"id\": " + json + "}");
    QVERIFY(body);
    const Expected<User> user = Parse::user(*body);
    QCOMPARE(user.has_value(), id != 0);
    if (user)
        QCOMPARE(user->id.value, id);
    else
        QCOMPARE(user.error().field, u"id"_s);
}

void TestParseHostile::numbersOutOfRangeFallBack()
{
    for (const QJsonValue &value : {QJsonValue(-3), QJsonValue(1e12), QJsonValue(0), QJsonValue(u"2"_s)})
        QCOMPARE(Parse::run(Samples::with(Samples::run(), u"run_attempt"_s, value))->attempt, 1);
    const QJsonValue negative = Samples::with(Samples::artifact(), u"size_in_bytes"_s, -5);
    QCOMPARE(Parse::artifact(negative)->sizeBytes, 0);
    const QJsonValue noPullRequest = Samples::with(Samples::run(), u"pull_requests[0].number"_s, 1e12);
    QCOMPARE(Parse::run(noPullRequest)->pullRequests, QList<int>{34});
}

void TestParseHostile::linksAreWebLinksOnly()
{
    for (const auto &link : {u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"//github.com"_s, u"https://[bad"_s})
        QVERIFY2(Parse::run(Samples::with(Samples::run(), u"html_url"_s, link))->htmlUrl.isEmpty(), qPrintable(link));
}

void TestParseHostile::timesWithoutZoneAreUtc()
{
    const QJsonValue json = Samples::with(Samples::run(), u"created_at"_s, u"2026-01-22T19:33:08"_s);
    const QDateTime created = Parse::run(json)->createdAt;
    QCOMPARE(created.timeSpec(), Qt::UTC);
    QCOMPARE(created.toString(Qt::ISODate), u"2026-01-22T19:33:08Z"_s);
}

QTEST_APPLESS_MAIN(TestParseHostile)

#include "tst_parsehostile.moc"
