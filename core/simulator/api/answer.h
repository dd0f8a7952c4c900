// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpmessage.h"

#include <QJsonValue>
#include <QString>

namespace Runlight::Sim {

//! What a route says to a call, before headers common to all answers.
struct Answer
{
    int status = 200;
    QByteArray body;
    HttpHeaders headers; //!< Only what is the answer's own.

    static Answer json(const QJsonValue &value, int status = 200);
    static Answer nothing(int status = 204);
    static Answer redirect(const QUrl &to);
    //! GitHub's form of an error.
    static Answer problem(int status, const QString &message);
    static Answer notFound() { return problem(404, QStringLiteral("Not Found")); }
};

} // namespace Runlight::Sim
