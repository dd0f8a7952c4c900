// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/foldbytes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Runlight {

namespace {

constexpr qsizetype mostGroups = 4096; //!< And steps; GitHub has at most 1000 of a job.

// Of the kept object.
constexpr QLatin1String stepsOpenKey("stepsOpen");
constexpr QLatin1String groupsOpenKey("groupsOpen");
constexpr QLatin1String stepsKey("otherSteps"); //!< Those that are not as stepsOpen says, by their place.
constexpr QLatin1String groupsKey("otherGroups"); //!< By their first line.

//! Nothing where \a value is not a list of whole numbers from 0 on.
std::optional<std::vector<qint64>> numbersOf(const QJsonValue &value)
{
    std::vector<qint64> numbers;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        const qint64 number = each.toInteger(-1);
        if (number < 0 || qsizetype(numbers.size()) >= mostGroups)
            return std::nullopt;
        numbers.push_back(number);
    }
    return value.isArray() || value.isUndefined() ? std::optional(numbers) : std::nullopt;
}

} // namespace

QByteArray bytesOf(const LogFolds &folds)
{
    const LogFolds untouched;
    QJsonObject object;
    if (folds.stepsOpen != untouched.stepsOpen)
        object.insert(stepsOpenKey, folds.stepsOpen);
    if (folds.groupsOpen != untouched.groupsOpen)
        object.insert(groupsOpenKey, folds.groupsOpen);
    QJsonArray steps;
    for (const auto &[step, open] : folds.steps) {
        if (open != folds.stepsOpen && steps.size() < mostGroups)
            steps.append(step);
    }
    QJsonArray groups;
    for (const qint64 line : folds.otherGroups) {
        if (groups.size() < mostGroups)
            groups.append(line);
    }
    if (!steps.isEmpty())
        object.insert(stepsKey, steps);
    if (!groups.isEmpty())
        object.insert(groupsKey, groups);
    return object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<LogFolds> foldsOf(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const std::optional<std::vector<qint64>> steps = numbersOf(object.value(stepsKey));
    const std::optional<std::vector<qint64>> groups = numbersOf(object.value(groupsKey));
    if (object.isEmpty() || !steps || !groups)
        return std::nullopt;
    LogFolds folds;
    folds.stepsOpen = object.value(stepsOpenKey).toBool(folds.stepsOpen);
    folds.groupsOpen = object.value(groupsOpenKey).toBool(folds.groupsOpen);
    for (const qint64 step : *steps)
        folds.steps[int(std::min<qint64>(step, std::numeric_limits<int>::max()))] = !folds.stepsOpen;
    folds.otherGroups.insert(groups->begin(), groups->end());
    return folds;
}

} // namespace Runlight
