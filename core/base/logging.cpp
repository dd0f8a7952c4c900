// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/logging.h"

#include "core/base/redact.h"

#include <cstdio>

namespace Runlight {

Q_LOGGING_CATEGORY(lcTransport, "runlight.transport", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStore, "runlight.store", QtWarningMsg)
Q_LOGGING_CATEGORY(lcLogs, "runlight.logs", QtWarningMsg)
Q_LOGGING_CATEGORY(lcMonitor, "runlight.monitor", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSimulator, "runlight.simulator", QtWarningMsg)
Q_LOGGING_CATEGORY(lcUi, "runlight.ui", QtWarningMsg)

static void writeRedacted(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = redact(qFormatLogMessage(type, context, message)).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
    if (type == QtFatalMsg)
        std::abort();
}

void installRedactedLogging()
{
    qInstallMessageHandler(writeRedacted);
}

} // namespace Runlight
