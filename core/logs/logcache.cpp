// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logcache.h"

#include "core/base/clock.h"
#include "core/logs/logfolder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QThread>

namespace Runlight {

namespace {

// One folder's name from what someone else gave: nothing in it means anything to a file system. Names that differ,
// differ.
QString safeName(const QString &name)
{
    constexpr qsizetype longest = 200; // File systems take 255 bytes.
    QByteArray safe = name.toUtf8().toPercentEncoding({}, "~");
    if (safe == "." || safe == "..")
        safe.replace(".", "%2E");
    if (safe.size() > longest)
        safe = safe.left(100) + '%' + QCryptographicHash::hash(safe, QCryptographicHash::Sha256).toHex();
    return safe.isEmpty() ? QStringLiteral("%") : QString::fromLatin1(safe);
}

} // namespace

struct LogCache::Private
{
    Private(LogCache &owner, const QString &folder, Clock &theClock, qint64 theMaxBytes)
        : cache(owner)
        , root(QDir::cleanPath(QDir(folder).absolutePath()))
        , maxBytes(theMaxBytes)
        , clock(theClock)
        , disk(std::make_unique<LogFolder>(root, maxBytes))
    {
        thread.setObjectName(QStringLiteral("logs"));
        disk->moveToThread(&thread);
        thread.start();
    }

    //! On the disk's thread, after all that was asked for before.
    void post(std::function<void(LogFolder &)> work)
    {
        QMetaObject::invokeMethod(
            disk.get(), [folder = disk.get(), work = std::move(work)] { work(*folder); }, Qt::QueuedConnection);
    }

    //! The same with an answer, for which \a done is called here, unless \a context is gone.
    template <typename T>
    void ask(std::function<T(LogFolder &)> work, QObject *context, std::function<void(T)> done)
    {
        ++pending;
        post([this, work = std::move(work), receiver = QPointer(context), done = std::move(done)](LogFolder &folder) {
            const auto deliver = [this, receiver, done, answer = work(folder)] {
                --pending;
                if (receiver)
                    done(answer);
            };
            QMetaObject::invokeMethod(&cache, deliver, Qt::QueuedConnection);
        });
    }

    LogCache &cache;
    const QString root;
    const qint64 maxBytes;
    Clock &clock;
    std::unique_ptr<LogFolder> disk;
    QThread thread;
    quint64 lastWriter = 0;
    int pending = 0;
};

LogCache::LogCache(const QString &folder, Clock &clock, qint64 maxBytes, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, folder, clock, maxBytes))
{
    d->post([now = clock.now()](LogFolder &disk) { disk.open(now); });
}

LogCache::~LogCache()
{
    qDeleteAll(findChildren<LogWriter *>(Qt::FindDirectChildrenOnly));
    // From there, so that what was asked for before is done before.
    d->post([thread = &d->thread](LogFolder &) { thread->quit(); });
    d->thread.wait();
}

QString LogCache::pathOf(const LogKey &key) const
{
    const QString file =
        key.job.isValid() ? QString::number(key.job.value) + QStringLiteral(".log") : QStringLiteral("logs.zip");
    // GitHub's names are the same whatever their case.
    const QStringList folders{d->root,
                              safeName(key.host.toLower()),
                              safeName(key.owner.toLower()),
                              safeName(key.repository.toLower()),
                              QString::number(key.run.value),
                              QString::number(key.attempt),
                              file};
    return folders.join(QLatin1Char('/'));
}

qint64 LogCache::maxBytes() const
{
    return d->maxBytes;
}

int LogCache::pendingCalls() const
{
    return d->pending;
}

void LogCache::find(const LogKey &key, QObject *context, std::function<void(std::optional<CachedLog>)> done)
{
    const QString path = pathOf(key);
    d->ask<std::optional<CachedLog>>([path, now = d->clock.now()](LogFolder &disk) { return disk.find(path, now); },
                                     context, std::move(done));
}

LogWriter *LogCache::begin(const LogKey &key)
{
    auto *writer = new LogWriter(*this, pathOf(key), ++d->lastWriter);
    const auto create = [number = writer->m_number, part = writer->m_part](LogFolder &disk) {
        return disk.begin(number, part);
    };
    d->ask<Expected<void>>(create, writer, [writer](const Expected<void> &begun) {
        if (!begun)
            writer->fail(begun.error());
    });
    return writer;
}

void LogCache::insert(const LogKey &key, const QString &file, const std::vector<StepStart> &steps, QObject *context,
                      Done<QString> done)
{
    const auto adopt = [path = pathOf(key), file, steps, now = d->clock.now()](LogFolder &disk) {
        return disk.insert(path, file, steps, now);
    };
    d->ask<Expected<QString>>(adopt, context, std::move(done));
}

void LogCache::removeRun(const LogKey &key)
{
    const QString run = QFileInfo(QFileInfo(pathOf(key)).path()).path();
    const auto remove = [run, attempt = key.attempt](LogFolder &disk) {
        disk.removeAttempts(run, attempt);
        return true;
    };
    d->ask<bool>(remove, this, [](bool) {});
}

std::shared_ptr<void> LogCache::pin(const QString &path)
{
    d->post([path](LogFolder &disk) { disk.pin(path); });
    const auto unpin = [cache = QPointer(this), path](void *) {
        if (cache)
            cache->d->post([path](LogFolder &disk) { disk.unpin(path); });
    };
    return {nullptr, unpin};
}

// ---- LogWriter

// The process's number keeps two that write the same log apart.
LogWriter::LogWriter(LogCache &cache, const QString &path, quint64 number)
    : QObject(&cache)
    , m_cache(cache)
    , m_number(number)
    , m_path(path)
    , m_part(path + QStringLiteral(".%1-%2.part").arg(QCoreApplication::applicationPid()).arg(number))
{ }

LogWriter::~LogWriter()
{
    if (!m_isCommitted)
        m_cache.d->post([number = m_number](LogFolder &disk) { disk.abandon(number); });
}

void LogWriter::write(const QByteArray &bytes)
{
    if (m_error || bytes.isEmpty())
        return;
    m_pending += bytes.size();
    const auto append = [number = m_number, bytes](LogFolder &disk) {
        return disk.write(number, bytes);
    };
    using Written = LogFolder::Written;
    m_cache.d->ask<Written>(append, this, [this, size = bytes.size()](const Written &result) {
        if (m_error)
            return;
        m_written = result.bytes;
        if (result.error)
            return fail(*result.error);
        m_pending -= size;
        Q_EMIT written(m_written);
    });
}

void LogWriter::commit(QObject *context, Done<QString> done)
{
    const auto publish = [number = m_number, path = m_path, now = m_cache.d->clock.now()](LogFolder &disk) {
        return disk.commit(number, path, now);
    };
    // Whoever wanted to hear of it may be gone; the log is there all the same.
    const auto answered = [this, receiver = QPointer(context), done = std::move(done)](const Expected<QString> &path) {
        m_isCommitted = path.has_value();
        if (m_isCommitted)
            deleteLater();
        if (receiver)
            done(m_error ? Unexpected(*m_error) : path);
    };
    m_cache.d->ask<Expected<QString>>(publish, this, answered);
}

void LogWriter::flush(QObject *context, Done<QString> done)
{
    // What the disk answered to all calls before is known by then.
    const auto answered = [this, receiver = QPointer(context), done = std::move(done)](bool) {
        if (receiver)
            done(m_error ? Expected<QString>(Unexpected(*m_error)) : m_part);
    };
    m_cache.d->ask<bool>([](LogFolder &) { return true; }, this, answered);
}

void LogWriter::fail(const Error &error)
{
    m_error = error;
    m_pending = 0;
    Q_EMIT failed(error);
}

} // namespace Runlight
