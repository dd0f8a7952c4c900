// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/outputfolder.h"

#include "core/archive/extractiontext.h"

#include <QDir>

#include <cerrno>
#include <cstring>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Runlight {

namespace {

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
//! A process may have no more than 1,024 files open as a rule.
constexpr size_t keptLevels = 32;

struct FolderCloser
{
    void operator()(DIR *folder) const { ::closedir(folder); }
};

bool isDots(const char *name)
{
    return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

//! The names in the folder, as far as \a atMost.
QList<QByteArray> namesIn(int descriptor, qsizetype atMost)
{
    QList<QByteArray> names;
    const int again = ::openat(descriptor, ".", folderFlags); // fdopendir() takes it over, with its position.
    const std::unique_ptr<DIR, FolderCloser> folder(again < 0 ? nullptr : ::fdopendir(again));
    if (!folder)
        return names;
    while (const dirent *entry = ::readdir(folder.get())) {
        if (!isDots(entry->d_name))
            names.append(entry->d_name);
        if (names.size() == atMost)
            break;
    }
    return names;
}

int moveUp(int folder, const QByteArray &name, int root, quint64 &number)
{
    while (true) {
        const QByteArray moved = ".runlight-removed-" + QByteArray::number(++number);
        if (::renameat(folder, name.constData(), root, moved.constData()) == 0)
            return 0;
        // There may be one of that name: who made the archive knows how we name them.
        if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
            return errno;
    }
}

//! Moves what is in the folder \a name up into \a root, so that no path gets long, and removes it.
int dissolve(int root, const QByteArray &name, quint64 &number)
{
    const Descriptor folder(::openat(root, name.constData(), folderFlags));
    if (!folder.isOpen())
        return errno;
    while (::unlinkat(root, name.constData(), AT_REMOVEDIR) != 0) {
        if (errno != ENOTEMPTY && errno != EEXIST)
            return errno;
        const QList<QByteArray> inner = namesIn(folder.number(), 1000);
        if (inner.isEmpty())
            return EIO;
        for (const QByteArray &each : inner) {
            if (::unlinkat(folder.number(), each.constData(), 0) == 0)
                continue;
            if (const int code = moveUp(folder.number(), each, root, number))
                return code;
        }
    }
    return 0;
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        ::close(m_number);
}

Error writeError(int code, const QString &path)
{
    Error error;
    error.kind = ErrorKind::FileUnwritable;
    const QString native = QDir::toNativeSeparators(path);
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        error.message = ExtractionText::tr("The disk is full: free some space for “%1”, then try again.").arg(native);
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        error.message = ExtractionText::tr("“%1” must not be written to: choose another folder.").arg(native);
        break;
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case ESTALE:
    case EEXIST: // All that we make is new.
        error.message =
            ExtractionText::tr("“%1” is gone, or was changed meanwhile: choose another folder, or try again.")
                .arg(native);
        break;
    default:
        error.message = ExtractionText::tr("“%1” cannot be written to: %2")
                            .arg(native, QString::fromLocal8Bit(std::strerror(code)));
    }
    return error;
}

int removeContents(int descriptor)
{
    quint64 number = 0;
    while (true) {
        const QList<QByteArray> names = namesIn(descriptor, 1000);
        if (names.isEmpty())
            return 0;
        for (const QByteArray &name : names) {
            if (::unlinkat(descriptor, name.constData(), 0) == 0)
                continue;
            if (errno != EISDIR && errno != EPERM) // Which of them for a folder depends on the system.
                return errno;
            if (const int code = dissolve(descriptor, name, number))
                return code;
        }
    }
}

int writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0)
            bytes = bytes.sliced(written);
    }
    return 0;
}

OutputFolder::OutputFolder(int root, const QString &path, const EntryNames &names)
    : m_root(root)
    , m_path(path)
    , m_names(names)
{ }

Expected<Descriptor> OutputFolder::createFile(const EntryNames::Place &place, bool makesFolders)
{
    const Expected<int> folder = enter(place.folder, makesFolders);
    if (!folder)
        return Unexpected(folder.error());
    Descriptor file(::openat(*folder, place.file.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                             S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH));
    if (!file.isOpen())
        return Unexpected(error(errno));
    return file;
}

Expected<void> OutputFolder::removeFile(const EntryNames::Place &place)
{
    const Expected<int> folder = enter(place.folder, false);
    if (!folder)
        return Unexpected(folder.error());
    if (::unlinkat(*folder, place.file.constData(), 0) != 0)
        return Unexpected(error(errno));
    return {};
}

Expected<int> OutputFolder::enter(int folder, bool makes)
{
    if (folder == 0)
        m_levels.clear();
    if (folder == 0 || (!m_levels.empty() && m_levels.back().folder == folder))
        return here();
    std::vector<int> path; // From below.
    for (int each = folder; each != 0; each = m_names.parentOf(each))
        path.push_back(each);
    const size_t depth = path.size();
    // One further down from where we are, or down from the last that is on the way.
    const bool isBelow = !m_levels.empty() && m_levels.back().folder == m_names.parentOf(folder);
    size_t known = isBelow ? depth - 1 : 0;
    if (!isBelow) {
        while (known < std::min({m_levels.size(), depth, keptLevels})
               && m_levels[known].folder == path[depth - 1 - known])
            ++known;
        m_levels.erase(m_levels.begin() + qsizetype(known), m_levels.end());
    }
    for (; known < depth; ++known) {
        if (const auto stepped = step(path[depth - 1 - known], makes); !stepped)
            return Unexpected(stepped.error());
    }
    return here();
}

Expected<void> OutputFolder::step(int folder, bool makes)
{
    const char *name = m_names.nameOf(folder).constData();
    Descriptor next(::openat(here(), name, folderFlags));
    if (!next.isOpen() && errno == ENOENT && makes) {
        if (::mkdirat(here(), name, S_IRWXU | S_IRWXG | S_IRWXO) != 0)
            return Unexpected(error(errno));
        ++m_madeFolders;
        next = Descriptor(::openat(here(), name, folderFlags));
    }
    if (!next.isOpen())
        return Unexpected(error(errno));
    if (m_levels.size() > keptLevels)
        m_levels.pop_back();
    m_levels.push_back({folder, std::move(next)});
    return {};
}

} // namespace Runlight
