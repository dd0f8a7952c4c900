// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logfile.h"

#include <algorithm>
#include <limits>

namespace Runlight {

namespace {

constexpr qint64 indexPieceBytes = 2'097'152; // Scanned within a millisecond; a whole number of blocks.

} // namespace

Expected<std::unique_ptr<LogFile>> LogFile::open(const QString &path)
{
    auto mapping = LogMapping::open(path);
    if (!mapping)
        return Unexpected(mapping.error());
    return std::unique_ptr<LogFile>(new LogFile(path, *std::move(mapping)));
}

LogFile::LogFile(const QString &path, std::shared_ptr<const LogMapping> mapping)
    : m_path(path)
    , m_mapping(std::move(mapping))
    , m_readableBytes(std::numeric_limits<qint64>::max())
{
    startIndexing(m_mapping->bytes().size());
}

LogFile::~LogFile()
{
    cancelJob();
}

QByteArrayView LogFile::line(LineNumber number, qint64 maxBytes)
{
    checkFile();
    const QByteArrayView log = m_mapping->bytes();
    const QByteArrayView line = m_index.line(number, log);
    const qint64 readable = std::max<qint64>(0, m_readableBytes - (line.data() - log.data()));
    return line.first(std::min({qint64(line.size()), readable, std::max<qint64>(0, maxBytes)}));
}

qint64 LogFile::lineLength(LineNumber number) const
{
    return m_index.line(number, m_mapping->bytes()).size();
}

qint64 LogFile::offsetOf(LineNumber number) const
{
    return m_index.offsetOf(number, m_mapping->bytes());
}

LineNumber LogFile::lineAt(qint64 offset) const
{
    return m_index.lineAt(offset, m_mapping->bytes());
}

std::optional<LineRange> LogFile::groupAt(LineNumber line) const
{
    return marks().groupAt(line, lineCount());
}

void LogFile::extend()
{
    if (m_job || m_error || checkFile() || m_mapping->fileSize() == m_index.end())
        return;
    auto mapping = m_mapping->mapAgain();
    if (!mapping)
        return fail(mapping.error());
    if ((*mapping)->bytes().size() < m_index.end()) { // Cut in this very moment.
        checkFile();
        return;
    }
    m_mapping = *std::move(mapping);
    startIndexing(m_mapping->bytes().size());
}

void LogFile::startIndexing(qint64 end)
{
    m_totalBytes = end;
    m_isComplete = false;
    // Pieces begin where they would if the job began at the file's start, so that blocks are whole.
    const qint64 begin = m_index.end();
    const qint64 firstPlace = begin / indexPieceBytes;
    const qint64 pieces = std::max<qint64>(1, (end + indexPieceBytes - 1) / indexPieceBytes - firstPlace);
    const auto scan = [=, mapping = m_mapping, openLineStart = m_index.openLineStart()](qint64 piece,
                                                                                        const std::atomic<bool> &) {
        const qint64 place = firstPlace + piece;
        return scanLog(mapping->bytes(), std::max(begin, place * indexPieceBytes),
                       std::min((place + 1) * indexPieceBytes, end),
                       piece == 0 ? std::optional(openLineStart) : std::nullopt);
    };
    m_job = PieceJob<LogScan>::start(
        pieces, [scan] { return scan; }, this, [this](const LogScan &result) { take(result); });
}

void LogFile::take(const LogScan &scan)
{
    if (checkFile()) // The piece may be zeros. What is left is scanned again.
        return;
    m_index.append(scan);
    const bool isLast = m_index.end() == m_totalBytes;
    if (isLast)
        m_job.reset();
    Q_EMIT progressed(m_index.end(), m_totalBytes);
    if (!isLast || m_job)
        return;
    extend(); // What was appended meanwhile.
    if (m_job)
        return;
    m_isComplete = true;
    Q_EMIT completed();
}

void LogFile::cancelJob()
{
    if (m_job)
        m_job->cancel();
    m_job.reset();
}

//! Whether the file was found to be shorter than it was: then the indexing has started again, for what is left.
bool LogFile::checkFile()
{
    const qint64 size = m_mapping->fileSize();
    if (size < std::min(m_readableBytes, m_totalBytes)) {
        m_readableBytes = size;
        fail({.kind = ErrorKind::FileTruncated, .message = tr("The log was cut short while it was open.")});
        cancelJob();
        startIndexing(std::max(m_index.end(), size));
        return true;
    }
    if (m_mapping->isDamaged())
        fail({.kind = ErrorKind::FileUnreadable, .message = tr("A part of the log could not be read.")});
    return false;
}

void LogFile::fail(const Error &error)
{
    if (m_error)
        return;
    m_error = error;
    // Not from within: who asks for a line while painting is not prepared for it.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT failed(*m_error); }, Qt::QueuedConnection);
}

} // namespace Runlight
