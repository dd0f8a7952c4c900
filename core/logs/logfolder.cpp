// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logfolder.h"

#include "core/base/logging.h"
#include "core/logs/stepfile.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>

#include <algorithm>
#include <vector>

namespace Runlight {

namespace {

constexpr qint64 partLivesDays = 1;

// What was used last has to be known after a restart, too.
void markUsed(const QString &path, const QDateTime &now)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        file.setFileTime(now, QFileDevice::FileAccessTime);
}

//! Whose log is gone: thrown away by someone who knows of logs only.
bool isOrphan(const QFileInfo &file)
{
    return file.suffix() == QLatin1String("steps") && file.completeBaseName().endsWith(QLatin1String(".log"))
        && !QFileInfo::exists(file.path() + QLatin1Char('/') + file.completeBaseName());
}

Error neverBegun()
{
    Error error;
    error.kind = ErrorKind::FileUnwritable;
    return error;
}

} // namespace

LogFolder::LogFolder(const QString &root, qint64 maxBytes)
    : m_root(root)
    , m_maxBytes(maxBytes)
{ }

LogFolder::~LogFolder()
{
    for (const auto &[writer, part] : m_parts)
        part->remove();
}

void LogFolder::open(const QDateTime &now)
{
    // Where this fails so does each log, with the reason.
    if (makePrivateFolder(m_root))
        QFile::setPermissions(m_root, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QDirIterator files(m_root, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QFileInfo info = files.fileInfo();
        const bool isPart = info.suffix() == QLatin1String("part");
        if (isPart && info.lastModified().daysTo(now) > partLivesDays) {
            QFile::remove(info.filePath());
        } else if (isOrphan(info)) {
            QFile::remove(info.filePath());
        } else if (info.suffix() == QLatin1String("log")) { // what else lies here is none of ours
            m_entries.insert(info.filePath(), {info.size(), info.lastRead().toMSecsSinceEpoch()});
            m_bytes += info.size();
        }
    }
    makeRoom();
}

std::optional<CachedLog> LogFolder::find(const QString &path, const QDateTime &now)
{
    // The disk knows best: another process may have put it there or thrown it away.
    if (!QFileInfo(path).isFile()) {
        forget(path);
        return std::nullopt;
    }
    add(path, now);
    const qint64 bytes = m_entries.value(path).bytes;
    return CachedLog{path, bytes, readStepStarts(path, bytes)};
}

// The steps of the log before go first, and those of this one come last: never do they lie beside another log.
Expected<QString> LogFolder::insert(const QString &path, const QString &file, const std::vector<StepStart> &steps,
                                    const QDateTime &now)
{
    QFile::remove(stepFileOf(path));
    if (const Expected<void> adopted = adoptFile(file, path); !adopted)
        return Unexpected(adopted.error());
    add(path, now);
    const Expected<void> kept =
        steps.empty() ? Expected<void>() : writeStepStarts(path, m_entries.value(path).bytes, steps);
    if (!kept) // The log is worth having without them.
        qCWarning(lcLogs, "%s", qUtf8Printable(kept.error().message));
    makeRoom(path);
    return path;
}

void LogFolder::removeAttempts(const QString &runFolder, int attempt)
{
    const QFileInfoList attempts =
        QDir(runFolder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo &folder : attempts) {
        bool isNumber = false;
        if (folder.fileName().toInt(&isNumber) > attempt || !isNumber)
            continue;
        const QFileInfoList logs =
            QDir(folder.filePath()).entryInfoList({QStringLiteral("*.log")}, QDir::Files | QDir::NoSymLinks);
        for (const QFileInfo &log : logs) {
            evict(log.filePath());
            if (QFileInfo::exists(log.filePath()))
                qCWarning(lcLogs, "A deleted log stays on the disk: %s", qUtf8Printable(log.filePath()));
        }
    }
}

Expected<void> LogFolder::begin(quint64 writer, const QString &part)
{
    Expected<std::unique_ptr<PartFile>> created = PartFile::create(part);
    if (!created)
        return Unexpected(created.error());
    m_parts[writer] = std::move(*created);
    return {};
}

LogFolder::Written LogFolder::write(quint64 writer, const QByteArray &bytes)
{
    const auto part = m_parts.find(writer);
    if (part == m_parts.end())
        return {0, neverBegun()};
    const Expected<void> written = part->second->write(bytes);
    makeRoom();
    return {part->second->size(), written ? std::nullopt : std::optional(written.error())};
}

Expected<QString> LogFolder::commit(quint64 writer, const QString &path, const QDateTime &now)
{
    const auto part = m_parts.find(writer);
    if (part == m_parts.end())
        return Unexpected(neverBegun());
    QFile::remove(stepFileOf(path));
    if (const Expected<void> published = part->second->publish(path); !published)
        return Unexpected(published.error());
    m_parts.erase(part);
    add(path, now);
    makeRoom(path);
    return path;
}

void LogFolder::abandon(quint64 writer)
{
    const auto part = m_parts.find(writer);
    if (part == m_parts.end())
        return;
    part->second->remove();
    m_parts.erase(part);
}

void LogFolder::unpin(const QString &path)
{
    if (--m_pins[path] <= 0)
        m_pins.remove(path);
}

void LogFolder::add(const QString &path, const QDateTime &now)
{
    forget(path);
    markUsed(path, now);
    const qint64 bytes = QFileInfo(path).size();
    m_entries.insert(path, {bytes, now.toMSecsSinceEpoch()});
    m_bytes += bytes;
}

void LogFolder::forget(const QString &path)
{
    m_bytes -= m_entries.take(path).bytes;
}

// What is being written counts, but is never thrown away, nor what a viewer holds.
void LogFolder::makeRoom(const QString &kept)
{
    qint64 excess = m_bytes - m_maxBytes;
    for (const auto &[writer, part] : m_parts)
        excess += part->size();
    if (excess <= 0)
        return;
    std::vector<std::pair<qint64, QString>> oldestFirst;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        if (it.key() != kept && !m_pins.contains(it.key()))
            oldestFirst.emplace_back(it->usedAt, it.key());
    }
    std::sort(oldestFirst.begin(), oldestFirst.end());
    for (const auto &[usedAt, path] : oldestFirst) {
        if (excess <= 0)
            return;
        excess -= m_entries.value(path).bytes;
        evict(path);
    }
}

void LogFolder::evict(const QString &path)
{
    QFile::remove(path);
    QFile::remove(stepFileOf(path));
    forget(path);
    // Only empty folders go.
    QDir folder = QFileInfo(path).dir();
    while (folder.path() != m_root && QDir().rmdir(folder.path()))
        folder.setPath(QFileInfo(folder.path()).path());
}

} // namespace Runlight
