// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/scenarionode.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Runlight {

namespace {

std::optional<std::chrono::seconds> parseDuration(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(-?)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || match.lastCapturedIndex() < 2)
        return std::nullopt;
    qint64 seconds = 0;
    static constexpr qint64 lengths[] = {86'400, 3'600, 60, 1};
    for (int unit = 0; unit < 4; ++unit)
        seconds += match.captured(unit + 2).toLongLong() * lengths[unit];
    return std::chrono::seconds(match.captured(1).isEmpty() ? seconds : -seconds);
}

} // namespace

ScenarioNode::ScenarioNode(QJsonValue value, QString path, std::optional<Error> &problem)
    : m_value(std::move(value))
    , m_path(std::move(path))
    , m_problem(&problem)
{ }

void ScenarioNode::expectKeys(std::initializer_list<QLatin1String> keys) const
{
    if (!m_value.isObject())
        return complain(tr("must be an object"));
    const QStringList names = m_value.toObject().keys();
    for (const QString &name : names) {
        if (std::find(keys.begin(), keys.end(), name) == keys.end())
            (*this)[QLatin1String(name.toLatin1())].complain(tr("is not a key that a scenario knows"));
    }
}

bool ScenarioNode::has(QLatin1String key) const
{
    return m_value.toObject().contains(key);
}

ScenarioNode ScenarioNode::operator[](QLatin1String key) const
{
    const QString path = m_path.isEmpty() ? QString(key) : m_path + QLatin1Char('.') + key;
    return {m_value.toObject().value(key), path, *m_problem};
}

QList<ScenarioNode> ScenarioNode::items() const
{
    if (!m_value.isArray()) {
        if (!m_value.isUndefined())
            complain(tr("must be an array"));
        return {};
    }
    QList<ScenarioNode> items;
    const QJsonArray array = m_value.toArray();
    for (const QJsonValue &value : array)
        items.append({value, QStringLiteral("%1[%2]").arg(m_path).arg(items.size()), *m_problem});
    return items;
}

QString ScenarioNode::text() const
{
    if (m_value.toString().isEmpty())
        complain(tr("must be a text"));
    return m_value.toString();
}

QString ScenarioNode::text(const QString &fallback) const
{
    return m_value.isUndefined() ? fallback : text();
}

QStringList ScenarioNode::texts() const
{
    QStringList texts;
    for (const ScenarioNode &item : items())
        texts.append(item.text());
    return texts;
}

double ScenarioNode::number(double fallback) const
{
    if (!m_value.isUndefined() && (!m_value.isDouble() || m_value.toDouble() < 0))
        complain(tr("must be a number, not below 0"));
    return m_value.toDouble(fallback);
}

bool ScenarioNode::flag(bool fallback) const
{
    if (!m_value.isUndefined() && !m_value.isBool())
        complain(tr("must be true or false"));
    return m_value.toBool(fallback);
}

std::chrono::seconds ScenarioNode::duration(std::chrono::seconds fallback) const
{
    if (m_value.isUndefined())
        return fallback;
    if (m_value.isDouble())
        return std::chrono::seconds(m_value.toInteger());
    const std::optional<std::chrono::seconds> duration = parseDuration(m_value.toString());
    if (!duration)
        complain(tr("must be a duration such as \"2h30m\", or seconds"));
    return duration.value_or(fallback);
}

void ScenarioNode::complain(const QString &what) const
{
    if (*m_problem)
        return;
    Error error;
    error.kind = ErrorKind::ParseError;
    error.field = m_path;
    error.message = QStringLiteral("%1 %2").arg(m_path.isEmpty() ? tr("The scenario") : m_path, what);
    *m_problem = error;
}

} // namespace Runlight
