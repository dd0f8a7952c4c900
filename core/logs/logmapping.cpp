// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logmapping.h"

#include <QCoreApplication>
#include <QFileInfo>

#ifdef Q_OS_WIN
#    include <io.h>
#else
#    include <unistd.h>
#endif

namespace Runlight {

namespace {

tl::unexpected<Error> unreadable(const QString &message)
{
    return Unexpected(Error{.kind = ErrorKind::FileUnreadable, .message = message});
}

QString tr(const char *text)
{
    return QCoreApplication::translate("LogFile", text);
}

//! Another handle of the same file, whatever its name stands for by now. -1 where the system has none left.
int duplicate(int handle)
{
#ifdef Q_OS_WIN
    return ::_dup(handle);
#else
    return ::dup(handle);
#endif
}

} // namespace

Expected<std::shared_ptr<const LogMapping>> LogMapping::open(const QString &path)
{
    // Asked first: opening a pipe waits for whoever writes to it.
    const QFileInfo info(path);
    if (!info.exists())
        return unreadable(tr(QT_TRANSLATE_NOOP("LogFile", "There is no such file.")));
    if (info.isDir())
        return unreadable(tr(QT_TRANSLATE_NOOP("LogFile", "This is a folder, not a log.")));
    if (!info.isFile())
        return unreadable(tr(QT_TRANSLATE_NOOP("LogFile", "This is not a file that can be shown.")));
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return unreadable(file->errorString());
    return map(std::move(file));
}

Expected<std::shared_ptr<const LogMapping>> LogMapping::mapAgain() const
{
    auto file = std::make_unique<QFile>();
    if (!file->open(duplicate(m_file->handle()), QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return unreadable(file->errorString());
    return map(std::move(file));
}

Expected<std::shared_ptr<const LogMapping>> LogMapping::map(std::unique_ptr<QFile> file)
{
    auto mapping = std::make_shared<LogMapping>();
    if (const qint64 size = file->size()) {
        const uchar *data = file->map(0, size);
        if (!data)
            return unreadable(file->errorString());
        mapping->m_bytes = QByteArrayView(data, size);
        mapping->m_guard.emplace(data, size);
    }
    mapping->m_file = std::move(file);
    return std::shared_ptr<const LogMapping>(std::move(mapping));
}

} // namespace Runlight
