// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Runlight::Sim {

Answer Answer::json(const QJsonValue &value, int status)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return {status, document.toJson(QJsonDocument::Compact), {{"Content-Type", "application/json; charset=utf-8"}}};
}

Answer Answer::nothing(int status)
{
    return {status, {}, {}};
}

Answer Answer::redirect(const QUrl &to)
{
    return {302, {}, {{"Location", to.toEncoded()}}};
}

Answer Answer::problem(int status, const QString &message)
{
    return json(QJsonObject{{QStringLiteral("message"), message},
                            {QStringLiteral("documentation_url"), QStringLiteral("https://docs.github.com/rest")},
                            {QStringLiteral("status"), QString::number(status)}},
                status);
}

} // namespace Runlight::Sim
