// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QStringList>

//! A good answer of each kind, in GitHub's form, and what in it may not be missing.
namespace Runlight::Samples {

QJsonObject user();
QJsonObject repository();
QJsonObject workflow();
QJsonObject run();
QJsonObject job();
QJsonObject artifact();
QJsonObject annotation();
QJsonObject pendingDeployment();
QJsonObject deploymentReview();
QJsonObject environment();
QJsonObject rateLimits();

//! \a value with what is at \a path ("repository.full_name", "steps[1].number") replaced, or removed where \a by is
//! undefined.
QJsonValue with(const QJsonValue &value, const QString &path, const QJsonValue &by);
//! Every path in \a value.
QStringList pathsIn(const QJsonValue &value);

} // namespace Runlight::Samples
