// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/stepfile.h"

#include "core/logs/partfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace Runlight {

namespace {

constexpr qint64 mostStepFileBytes = 1 << 20; //!< Larger is none of ours.

// The log's size tells it from one that took its place.
QString logBytesKey()
{
    return QStringLiteral("logBytes");
}

QString stepsKey()
{
    return QStringLiteral("steps");
}

//! Nothing where \a value is no step, or none that may follow \a before.
std::optional<StepStart> stepStartOf(const QJsonValue &value, const std::optional<StepStart> &before)
{
    const QJsonArray pair = value.toArray();
    const qint64 number = pair.at(0).toInteger(-1);
    const qint64 line = pair.at(1).toInteger(-1);
    const bool follows =
        before ? number > before->stepNumber && line > before->firstLine.value : number >= 0 && line >= 0;
    if (pair.size() != 2 || !follows || number > std::numeric_limits<int>::max())
        return std::nullopt;
    return StepStart{int(number), {line}};
}

} // namespace

QString stepFileOf(const QString &logPath)
{
    return logPath + QStringLiteral(".steps");
}

Expected<void> writeStepStarts(const QString &logPath, qint64 logBytes, const std::vector<StepStart> &starts)
{
    QJsonArray steps;
    for (const StepStart &start : starts)
        steps.append(QJsonArray{start.stepNumber, start.firstLine.value});
    const QJsonObject object{{logBytesKey(), logBytes}, {stepsKey(), steps}};
    const QString path = stepFileOf(logPath);
    const Expected<std::unique_ptr<PartFile>> part = PartFile::create(path + QStringLiteral(".part"));
    if (!part)
        return Unexpected(part.error());
    Expected<void> done = (*part)->write(QJsonDocument(object).toJson(QJsonDocument::Compact));
    if (done)
        done = (*part)->publish(path);
    if (!done)
        (*part)->remove();
    return done;
}

std::vector<StepStart> readStepStarts(const QString &logPath, qint64 logBytes)
{
    QFile file(stepFileOf(logPath));
    if (!file.open(QFile::ReadOnly) || file.size() > mostStepFileBytes)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    if (object.value(logBytesKey()).toInteger(-1) != logBytes)
        return {};
    std::vector<StepStart> starts;
    const QJsonArray steps = object.value(stepsKey()).toArray();
    for (const QJsonValue &step : steps) {
        const std::optional<StepStart> start =
            stepStartOf(step, starts.empty() ? std::nullopt : std::optional(starts.back()));
        if (!start)
            return {};
        starts.push_back(*start);
    }
    return starts;
}

} // namespace Runlight
