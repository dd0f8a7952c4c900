// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/stagingfolder.h"

#include "core/archive/extractiontext.h"
#include "core/archive/outputfolder.h"

#include <QDir>

#include <atomic>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Runlight {

namespace {

constexpr int openFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr char stagingPrefix[] = ".runlight-staging-";
constexpr int mostTries = 10'000;

//! Unlike in this process, and unlike what living processes on this machine have.
QByteArray nextStagingName()
{
    static std::atomic<quint64> counter = 0;
    return stagingPrefix + QByteArray::number(qint64(::getpid())) + '-' + QByteArray::number(++counter);
}

bool isStagingName(const QByteArray &name)
{
    const QByteArrayView numbers = QByteArrayView(name).sliced(qsizetype(sizeof stagingPrefix) - 1);
    for (const char c : numbers) {
        if (c != '-' && (c < '0' || c > '9'))
            return false;
    }
    return numbers.contains('-');
}

//! Whether \a name is still the folder that is open: it may have been renamed, or removed.
bool isStillNamed(int parent, const QByteArray &name, int descriptor)
{
    struct stat named = {};
    struct stat open = {};
    return ::fstatat(parent, name.constData(), &named, AT_SYMLINK_NOFOLLOW) == 0 && ::fstat(descriptor, &open) == 0
        && named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

//! Everything written on the file system of \a descriptor so far, or what went wrong: an errno. For a folder of
//! thousands of small files this takes a fraction of what asking file by file does.
int syncFileSystem(int descriptor)
{
#ifdef Q_OS_LINUX
    return ::syncfs(descriptor) == 0 ? 0 : errno;
#else
    Q_UNUSED(descriptor)
    ::sync();
    return 0;
#endif
}

#ifdef RENAME_NOREPLACE
constexpr bool hasAtomicRename = true;
#else
constexpr bool hasAtomicRename = false;
constexpr unsigned RENAME_NOREPLACE = 1;
int renameat2(int, const char *, int, const char *, unsigned)
{
    errno = ENOSYS;
    return -1;
}
#endif

//! Where the file system cannot rename without replacing: a folder replaces an empty one of the same name only, which
//! we make, and a file gets a second name before it loses the first.
int renameByReserving(int from, const char *name, int to, const char *wanted, bool isFolder)
{
    if (!isFolder) {
        if (::linkat(from, name, to, wanted, 0) != 0)
            return errno;
        return ::unlinkat(from, name, 0) == 0 ? 0 : errno;
    }
    if (::mkdirat(to, wanted, S_IRWXU) != 0)
        return errno;
    if (::renameat(from, name, to, wanted) == 0)
        return 0;
    const int code = errno;
    if (code != ENOTEMPTY)
        ::unlinkat(to, wanted, AT_REMOVEDIR);
    return code == ENOTEMPTY ? EEXIST : code;
}

//! An errno, or 0; EEXIST where \a wanted is taken.
int renameWithoutReplacing(int from, const char *name, int to, const char *wanted, bool isFolder)
{
    if (::renameat2(from, name, to, wanted, RENAME_NOREPLACE) == 0)
        return 0;
    if (hasAtomicRename && errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return errno;
    return renameByReserving(from, name, to, wanted, isFolder);
}

//! The name that was free.
Expected<QString> giveName(int from, const QByteArray &name, int parent, const QString &path, const QString &wanted,
                           bool isFolder)
{
    const QString usable = usableFileName(wanted);
    for (int number = 1; number < mostTries; ++number) {
        // A folder's dots begin no suffix.
        const QString tried = number == 1 ? usable
            : isFolder                    ? QStringLiteral("%1 (%2)").arg(usable).arg(number)
                                          : numberedName(usable, number);
        const int code = renameWithoutReplacing(from, name, parent, tried.toUtf8(), isFolder);
        if (code == 0) {
            ::fsync(parent); // Some file systems cannot; then there is nothing to wait for.
            return tried;
        }
        if (code != EEXIST)
            return Unexpected(writeError(code, path));
    }
    return Unexpected(writeError(EEXIST, path));
}

} // namespace

QString numberedName(const QString &name, int number)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const qsizetype base = dot > 0 ? dot : name.size();
    return QStringLiteral("%1 (%2)%3").arg(name.first(base)).arg(number).arg(name.sliced(base));
}

Expected<std::unique_ptr<StagingFolder>> StagingFolder::create(const QString &parent)
{
    Descriptor above(::open(QFile::encodeName(parent).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!above.isOpen())
        return Unexpected(writeError(errno, parent));
    for (int tries = 0; tries < mostTries; ++tries) {
        const QByteArray name = nextStagingName();
        if (::mkdirat(above.number(), name.constData(), S_IRWXU | S_IRWXG | S_IRWXO) != 0) {
            if (errno == EEXIST) // Left by a process that had our number.
                continue;
            return Unexpected(writeError(errno, parent));
        }
        Descriptor folder(::openat(above.number(), name.constData(), openFolder));
        if (!folder.isOpen() && errno == ENOENT) // One who sweeps was quicker than the lock.
            continue;
        if (!folder.isOpen())
            return Unexpected(writeError(errno, parent));
        // Where it cannot be locked, nobody can sweep it away either. But one who sweeps may have been quicker.
        const bool isTaken = ::flock(folder.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (isTaken || !isStillNamed(above.number(), name, folder.number()))
            continue;
        return std::unique_ptr<StagingFolder>(
            new StagingFolder(parent, QString::fromLatin1(name), above.release(), folder.release()));
    }
    return Unexpected(writeError(EEXIST, parent));
}

StagingFolder::StagingFolder(const QString &parent, const QString &name, int parentDescriptor, int descriptor)
    : m_parent(parent)
    , m_name(name)
    , m_path(parent + QLatin1Char('/') + name)
    , m_parentDescriptor(parentDescriptor)
    , m_descriptor(descriptor)
{ }

StagingFolder::~StagingFolder()
{
    const Descriptor parent(m_parentDescriptor);
    const Descriptor folder(m_descriptor);
    if (!folder.isOpen())
        return;
    // What cannot be removed now, sweep() may later.
    if (removeContents(m_descriptor) == 0 && isStillNamed(m_parentDescriptor, m_name.toLatin1(), m_descriptor))
        ::unlinkat(m_parentDescriptor, m_name.toLatin1().constData(), AT_REMOVEDIR);
}

Expected<std::unique_ptr<QFile>> StagingFolder::createFile(const QString &name)
{
    Descriptor descriptor(::openat(m_descriptor, name.toUtf8().constData(),
                                   O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                   S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH));
    if (!descriptor.isOpen())
        return Unexpected(writeError(errno, m_parent));
    auto file = std::make_unique<QFile>(m_path + QLatin1Char('/') + name);
    if (!file->open(descriptor.number(), QIODevice::ReadWrite | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return Unexpected(writeError(EIO, m_parent));
    descriptor.release();
    return file;
}

Expected<void> StagingFolder::clear()
{
    if (const int code = removeContents(m_descriptor))
        return Unexpected(writeError(code, m_parent));
    return {};
}

Expected<QString> StagingFolder::moveIntoPlace(const QString &name)
{
    if (const int code = syncFileSystem(m_descriptor))
        return Unexpected(writeError(code, m_parent));
    // Another in its place would be moved otherwise.
    if (!isStillNamed(m_parentDescriptor, m_name.toLatin1(), m_descriptor))
        return Unexpected(writeError(ENOENT, m_parent));
    const auto given = giveName(m_parentDescriptor, m_name.toLatin1(), m_parentDescriptor, m_parent, name, true);
    if (!given)
        return given;
    ::close(std::exchange(m_descriptor, -1));
    return QString(m_parent + QLatin1Char('/') + *given);
}

Expected<QString> StagingFolder::moveFileIntoPlace(const QString &file, const QString &name)
{
    const QByteArray inner = file.toUtf8();
    const Descriptor open(::openat(m_descriptor, inner.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!open.isOpen() || (::fsync(open.number()) != 0 && errno != EINVAL))
        return Unexpected(writeError(errno, m_parent));
    const auto given = giveName(m_descriptor, inner, m_parentDescriptor, m_parent, name, false);
    if (!given)
        return given;
    return QString(m_parent + QLatin1Char('/') + *given);
}

void StagingFolder::sweep(const QString &parent)
{
    const Descriptor above(::open(QFile::encodeName(parent).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!above.isOpen())
        return;
    const QStringList names = QDir(parent).entryList({QLatin1String(stagingPrefix) + QLatin1Char('*')},
                                                     QDir::Dirs | QDir::Hidden | QDir::NoSymLinks, QDir::NoSort);
    for (const QString &each : names) {
        const QByteArray name = each.toUtf8();
        if (!isStagingName(name))
            continue;
        const Descriptor folder(::openat(above.number(), name.constData(), openFolder));
        // Locked: somebody works in it. Renamed since: it was finished, and is not ours any more.
        if (!folder.isOpen() || ::flock(folder.number(), LOCK_EX | LOCK_NB) != 0
            || !isStillNamed(above.number(), name, folder.number()))
            continue;
        if (removeContents(folder.number()) == 0)
            ::unlinkat(above.number(), name.constData(), AT_REMOVEDIR);
    }
}

} // namespace Runlight
