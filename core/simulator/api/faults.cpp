// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/faults.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Runlight::Sim {

namespace {

struct Known
{
    const char *name;
    int fallback; // What the fault means without a value.
};

constexpr std::array knownFaults{
    Known{"latency", 1000},        Known{"status", 503},       Known{"drop", 1},         Known{"truncate", 1},
    Known{"invalid-json", 1},      Known{"primary-limit", 1},  Known{"slow", 10'000},    Known{"secondary-limit", 60},
    Known{"expired-artifacts", 1}, Known{"clock-skew", 3600},  Known{"count", 1},        Known{"silent", 1},
    Known{"old-server", 1},        Known{"wrong-length", 100}, Known{"dead-storage", 1},
};

Error wrong(const QString &field, const char *message)
{
    Error error;
    error.kind = ErrorKind::InvalidInputs;
    error.field = field;
    error.message = QCoreApplication::translate("Faults", message).arg(field);
    return error;
}

const Known *find(const QString &name)
{
    const auto found = std::find_if(knownFaults.begin(), knownFaults.end(),
                                    [&name](const Known &known) { return name == QLatin1String(known.name); });
    return found == knownFaults.end() ? nullptr : found;
}

} // namespace

Expected<void> Faults::set(const QJsonObject &faults)
{
    QJsonObject numbers;
    for (auto it = faults.begin(); it != faults.end(); ++it) {
        if (it.key() == QLatin1String("path") && it->isString()) {
            numbers.insert(it.key(), *it);
            continue;
        }
        const Known *known = find(it.key());
        if (!known)
            return Unexpected(wrong(it.key(), QT_TRANSLATE_NOOP("Faults", "There is no fault \"%1\"")));
        if (!it->isDouble() && !it->isBool())
            return Unexpected(wrong(it.key(), QT_TRANSLATE_NOOP("Faults", "The fault \"%1\" takes a number")));
        numbers.insert(it.key(), it->isDouble() ? it->toDouble() : it->toBool() ? known->fallback : 0);
    }
    m_faults = numbers;
    return {};
}

Expected<void> Faults::add(const QString &fault)
{
    const QString name = fault.section(QLatin1Char('='), 0, 0);
    const QString text = fault.section(QLatin1Char('='), 1);
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    QJsonObject all = m_faults;
    if (name == QLatin1String("path"))
        all.insert(name, text);
    else
        all.insert(name, isNumber ? QJsonValue(number) : text.isEmpty() ? QJsonValue(true) : QJsonValue(text));
    return set(all);
}

double Faults::value(const char *name) const
{
    return m_faults.value(QLatin1String(name)).toDouble();
}

Faults::Hit Faults::hit(const QString &path)
{
    const QLatin1String countKey("count");
    const bool counted = m_faults.contains(countKey);
    if (!path.contains(m_faults.value(QLatin1String("path")).toString()) || (counted && value("count") <= 0))
        return {};
    if (counted)
        m_faults.insert(countKey, value("count") - 1);
    Hit hit;
    hit.status = int(value("status"));
    hit.invalidJson = value("invalid-json") > 0;
    hit.primaryLimit = value("primary-limit") > 0;
    hit.secondaryLimit = int(value("secondary-limit"));
    hit.delivery.delay = std::chrono::milliseconds(qint64(value("latency")));
    hit.deadStorage = value("dead-storage") > 0;
    hit.delivery.bytesPerSecond = qint64(value("slow"));
    hit.delivery.missingBytes = qint64(value("wrong-length"));
    if (value("drop") > 0)
        hit.delivery.end = HttpDelivery::End::Dropped;
    else if (value("truncate") > 0)
        hit.delivery.end = HttpDelivery::End::Truncated;
    else if (value("silent") > 0)
        hit.delivery.end = HttpDelivery::End::Silent;
    return hit;
}

bool Faults::expiredArtifacts() const
{
    return value("expired-artifacts") > 0;
}

int Faults::oldServer() const
{
    return int(value("old-server"));
}

qint64 Faults::clockSkew() const
{
    return qint64(value("clock-skew") * 1000);
}

} // namespace Runlight::Sim
