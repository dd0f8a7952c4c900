// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/api/settingscope.h"
#include "core/simulator/world.h"

#include <QCryptographicHash>

namespace Runlight::Sim {

namespace {

const QString keyId = QStringLiteral("568250167242549743");

Answer getPublicKey(Call &call)
{
    if (!SettingScope(call).exists())
        return Answer::notFound();
    // Any 32 bytes can be a public key of X25519; nobody holds the other half of this one.
    const QByteArray key = QCryptographicHash::hash("Runlight's simulator", QCryptographicHash::Sha256);
    return Answer::json(
        QJsonObject{{QStringLiteral("key_id"), keyId}, {QStringLiteral("key"), QString::fromLatin1(key.toBase64())}});
}

Answer listSecrets(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const QList<Setting> secrets = scope.of(scope.secrets());
    return call.list("secrets", secrets.size(),
                     [&](qsizetype i) { return scope.shown(call.represent().secret(secrets[i]), secrets[i]); });
}

Answer getSecret(Call &call)
{
    const SettingScope scope(call);
    const Setting *secret = scope.exists() ? scope.find(scope.secrets(), call.parameter("secret_name")) : nullptr;
    return secret ? Answer::json(scope.shown(call.represent().secret(*secret), *secret)) : Answer::notFound();
}

Answer putSecret(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const QJsonObject body = call.body();
    if (body.value(QLatin1String("encrypted_value")).toString().isEmpty())
        return Answer::problem(422, QStringLiteral("Invalid request.\n\n\"encrypted_value\" wasn't supplied."));
    if (body.value(QLatin1String("key_id")).toString() != keyId)
        return Answer::problem(422, QStringLiteral("Bad request - key_id does not match the public key"));
    if (scope.isOrganization() && !body.contains(QLatin1String("visibility")))
        return Answer::problem(422, QStringLiteral("Invalid request.\n\n\"visibility\" wasn't supplied."));
    if (Setting *secret = scope.find(scope.secrets(), call.parameter("secret_name"))) {
        secret->updatedAt = call.world().timeline.now();
        return Answer::nothing();
    }
    scope.add(scope.secrets(), call.parameter("secret_name"), QString());
    return Answer::json(QJsonObject(), 201);
}

Answer deleteSecret(Call &call)
{
    const SettingScope scope(call);
    return scope.exists() && scope.remove(scope.secrets(), call.parameter("secret_name")) ? Answer::nothing()
                                                                                          : Answer::notFound();
}

} // namespace

void addSecretRoutes(Router &router)
{
    for (const char *list :
         {"/repos/{owner}/{repo}/actions/secrets", "/repos/{owner}/{repo}/environments/{environment_name}/secrets",
          "/orgs/{org}/actions/secrets"}) {
        const QByteArray one = QByteArray(list) + "/{secret_name}";
        const QByteArray key = QByteArray(list) + "/public-key";
        router.add("GET", list, listSecrets, "secrets=read");
        router.add("GET", key.constData(), getPublicKey, "secrets=read");
        router.add("GET", one.constData(), getSecret, "secrets=read");
        router.add("PUT", one.constData(), putSecret, "secrets=write");
        router.add("DELETE", one.constData(), deleteSecret, "secrets=write");
    }
}

} // namespace Runlight::Sim
