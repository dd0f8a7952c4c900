// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/parse.h"

#include "core/github/types/objectreader.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace Runlight::Parse {

Expected<QJsonValue> body(const QByteArray &bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError) {
        Error error = fieldError(QString());
        error.message = QCoreApplication::translate("Parse", "The answer is not JSON: %1 at byte %2.")
                            .arg(problem.errorString())
                            .arg(problem.offset);
        return Unexpected(error);
    }
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace Runlight::Parse
