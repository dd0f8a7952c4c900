// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/transport/apirequest.h"

#include <QObject>

namespace Runlight {

//! One request on its way: queued, sent, redirected, retried. The handle of every asynchronous call of core/github.
//! Belongs to the client's thread. Deletes itself after finished(): hold it in a QPointer.
class ApiJob : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    //! Really aborts what is under way; finished() follows with ErrorKind::Cancelled.
    virtual void cancel() = 0;

Q_SIGNALS:
    //! Exactly once, never before the call that made the job has returned.
    void finished(const Runlight::Expected<Runlight::ApiResponse> &result);
};

} // namespace Runlight
