// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/partfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <filesystem>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <unistd.h>
#endif

namespace Runlight {

namespace {

constexpr QFileDevice::Permissions ownersOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

std::filesystem::path native(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

QString textOf(const std::error_code &code)
{
    return QString::fromLocal8Bit(code.message().c_str());
}

QFileDevice::FileError faultOf(const std::error_code &code)
{
    return code == std::errc::no_space_on_device ? QFileDevice::ResourceError : QFileDevice::WriteError;
}

tl::unexpected<Error> fileFailure(const QFile &file)
{
    return Unexpected(logStorageError(file.error(), file.fileName(), file.errorString()));
}

// On the disk, not only on its way there.
Expected<void> syncToDisk([[maybe_unused]] const QFile &file)
{
#ifdef Q_OS_UNIX
    // Some file systems cannot; then there is nothing to wait for.
    if (::fsync(file.handle()) != 0 && errno != EINVAL) {
        const std::error_code code(errno, std::generic_category());
        return Unexpected(logStorageError(faultOf(code), file.fileName(), textOf(code)));
    }
#endif
    return {};
}

// A name is on the disk when its folder is.
void syncFolder([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
#endif
}

std::error_code rename(const QString &from, const QString &to)
{
    std::error_code code;
    std::filesystem::rename(native(from), native(to), code);
    if (!code)
        syncFolder(QFileInfo(to).path());
    return code;
}

Expected<void> copyFile(QFile &from, const QString &to)
{
    Expected<std::unique_ptr<PartFile>> part = PartFile::create(to + QStringLiteral(".part"));
    if (!part)
        return Unexpected(part.error());
    constexpr qint64 piece = 1 << 20;
    Expected<void> good;
    while (good && !from.atEnd()) {
        const QByteArray bytes = from.read(piece);
        good = bytes.isEmpty() ? fileFailure(from) : (*part)->write(bytes);
    }
    if (good)
        good = (*part)->publish(to);
    if (!good)
        (*part)->remove();
    return good;
}

} // namespace

Error logStorageError(QFileDevice::FileError fault, const QString &path, const QString &reason)
{
    const QString message = fault == QFileDevice::ResourceError
        ? QCoreApplication::translate("LogCache", "The log cannot be kept: the disk is full (%1: %2).")
        : fault == QFileDevice::PermissionsError
        ? QCoreApplication::translate("LogCache", "The log cannot be kept: its folder must not be written to (%1: %2).")
        : QCoreApplication::translate("LogCache", "The log cannot be kept in %1: %2");
    Error error;
    error.kind = ErrorKind::FileUnwritable;
    error.message = message.arg(QDir::toNativeSeparators(path), reason);
    return error;
}

Expected<void> makePrivateFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    if (const QString above = info.path(); above != path) {
        if (Expected<void> made = makePrivateFolder(above); !made)
            return made;
    }
    std::error_code code;
    std::filesystem::create_directory(native(path), code);
    if (!code)
        std::filesystem::permissions(native(path), std::filesystem::perms::owner_all, code);
    if (!code)
        return {};
    const bool isForbidden = code == std::errc::permission_denied || code == std::errc::read_only_file_system;
    return Unexpected(logStorageError(isForbidden ? QFileDevice::PermissionsError : faultOf(code), path, textOf(code)));
}

Expected<void> adoptFile(const QString &from, const QString &to)
{
    if (Expected<void> made = makePrivateFolder(QFileInfo(to).path()); !made)
        return made;
    QFile file(from);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || !file.setPermissions(ownersOnly))
        return fileFailure(file);
    if (Expected<void> synced = syncToDisk(file); !synced)
        return synced;
    if (!rename(from, to))
        return {};
    Expected<void> copied = copyFile(file, to);
    if (copied)
        file.remove();
    return copied;
}

PartFile::PartFile(const QString &path)
    : m_file(path)
{ }

Expected<std::unique_ptr<PartFile>> PartFile::create(const QString &path)
{
    if (Expected<void> made = makePrivateFolder(QFileInfo(path).path()); !made)
        return Unexpected(made.error());
    std::unique_ptr<PartFile> part(new PartFile(path));
    // Left by a process that had our number, or put there by someone: it is not written through.
    QFile::remove(path);
    if (!part->m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, ownersOnly))
        return Unexpected(logStorageError(part->m_file.error() == QFileDevice::ResourceError
                                              ? QFileDevice::ResourceError
                                              : QFileDevice::PermissionsError,
                                          path, part->m_file.errorString()));
    return part;
}

Expected<void> PartFile::write(const QByteArray &bytes)
{
    if (m_error)
        return Unexpected(*m_error);
    // Of what does not fit as a whole, the beginning is written: that shows in the file's own size.
    const qint64 written = m_file.write(bytes);
    m_size = m_file.size();
    if (written == bytes.size())
        return {};
    m_error = fileFailure(m_file).value();
    return Unexpected(*m_error);
}

Expected<void> PartFile::publish(const QString &path)
{
    if (m_error)
        return Unexpected(*m_error);
    if (Expected<void> synced = syncToDisk(m_file); !synced)
        return synced;
    const QString part = m_file.fileName();
    m_file.close();
    if (const std::error_code code = rename(part, path))
        return Unexpected(logStorageError(faultOf(code), path, textOf(code)));
    return {};
}

void PartFile::remove()
{
    m_file.remove();
}

} // namespace Runlight
