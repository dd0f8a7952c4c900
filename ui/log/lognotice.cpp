// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/lognotice.h"

#include "core/base/error.h"
#include "core/github/types/job.h"
#include "core/monitor/joblog.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Runlight {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Runlight::LogPane", text);
}

LogNotice info(const QString &headline, const QString &detail = {})
{
    return {InlineBar::Kind::Info, headline, detail, {}};
}

std::optional<LogNotice> waitingNotice(const Job &job)
{
    if (job.state.status == Status::InProgress)
        return info(tr("This job is running"),
                    tr("GitHub gives the text of its steps only when the job has ended. It will be here then."));
    if (job.state.isCompleted())
        return info(tr("The job has just ended"), tr("GitHub does not have its log yet; it is asked again and again."));
    return info(tr("This job has not begun"), tr("Its log will be here when it has ended."));
}

QString progressText(qint64 received, qint64 total)
{
    const QString bytes = QLocale().formattedDataSize(received);
    return total < 0 ? bytes : tr("%1 of %2").arg(bytes, QLocale().formattedDataSize(total));
}

//! Only of what takes its time: a bar that comes and goes at once is but a flicker.
std::optional<LogNotice> fetchingNotice(const JobLog &log, bool takesLong)
{
    constexpr qint64 longBytes = 8 * 1024 * 1024;
    constexpr qint64 longArchiveBytes = 1024 * 1024; // What it unpacks to is about ten times as much.
    const auto isLong = [takesLong](qint64 received, qint64 total, qint64 least) {
        return takesLong || std::max(received, total) >= least;
    };
    if (log.archive && isLong(log.archive->receivedBytes, log.archive->totalBytes, longArchiveBytes)) {
        const QString progress = progressText(log.archive->receivedBytes, log.archive->totalBytes);
        return log.archive->isUnpacked ? info(tr("Unpacking the logs of several jobs"), progress)
                                       : info(tr("Fetching the logs of several jobs in one archive"), progress);
    }
    if (!isLong(log.receivedBytes, log.totalBytes, longBytes))
        return std::nullopt;
    return info(tr("Fetching the log"), progressText(log.receivedBytes, log.totalBytes));
}

LogNotice neverNotice(const Job &job)
{
    if (job.state.conclusion == Conclusion::Skipped)
        return info(tr("This job has no log"), tr("It was skipped."));
    const bool hasRun = std::any_of(job.steps.begin(), job.steps.end(), [](const Step &step) {
        return step.state.isCompleted() && step.state.conclusion != Conclusion::Skipped;
    });
    if (!hasRun)
        return info(tr("This job has no log"),
                    tr("It ended before it began, or its runner was lost before it could send one."));
    LogNotice notice = info(tr("GitHub has no log of this job"),
                            tr("Its runner was lost before it could send it, or it was deleted."));
    notice.action = tr("Retry");
    return notice;
}

//! What the system says ends in nothing.
QString sentence(const QString &message)
{
    const QString text = message.trimmed();
    return text.isEmpty() || QStringView(u".!?…").contains(text.back()) ? text : text + u'.';
}

//! Of a log that could not be fetched, or not wholly. It is not asked for again by itself.
LogNotice failedNotice(const JobLog &log)
{
    const Error error = log.error.value_or(Error());
    LogNotice notice{InlineBar::Kind::Error, error.message, adviceFor(error), tr("Retry")};
    switch (error.kind) {
    case ErrorKind::FileUnwritable:
        notice.headline = tr("The log could not be kept on disk");
        notice.detail = tr("%1 Make room, or make its folder writable, and retry.").arg(sentence(error.message));
        break;
    case ErrorKind::Offline:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
    case ErrorKind::Transport:
    case ErrorKind::ServiceUnavailable:
        notice.headline = tr("The log could not be fetched");
        notice.detail = (log.receivedBytes > 0 ? tr("%1 What had come by then stays. Retry asks again.")
                                               : tr("%1 Retry asks again."))
                            .arg(sentence(error.message));
        break;
    default:
        break;
    }
    return notice;
}

} // namespace

LogNotice noticeOf(const Error &error)
{
    return {InlineBar::Kind::Error, error.message, adviceFor(error), {}};
}

LogNotice noticeOfUnsaved(const Error &error)
{
    return {InlineBar::Kind::Error,
            error.message,
            tr("Save it in another place, or make room there and save it again."),
            {},
            true};
}

std::optional<LogNotice> noticeOf(const Job &job, const JobLog &log, bool takesLong)
{
    switch (log.state) {
    case JobLog::State::Unknown:
    case JobLog::State::Ready:
        break;
    case JobLog::State::Waiting:
        return waitingNotice(job);
    case JobLog::State::Fetching:
        return fetchingNotice(log, takesLong);
    case JobLog::State::Never:
        return neverNotice(job);
    case JobLog::State::Expired:
        return info(
            tr("GitHub has thrown this log away"),
            tr("Logs are kept for as long as the repository's settings say, 90 days unless they say otherwise."));
    case JobLog::State::Deleted:
        return info(tr("The logs of this run were deleted"), tr("They are gone from GitHub and from this machine."));
    case JobLog::State::Denied:
    case JobLog::State::Failed:
        return failedNotice(log);
    }
    return std::nullopt;
}

QString archiveTextOf(const JobLog::Archive &archive)
{
    return archive.isUnpacked ? tr("unpacking them")
                              : tr("%1 fetched").arg(progressText(archive.receivedBytes, archive.totalBytes));
}

QString placeholderOf(const JobLog &log)
{
    switch (log.state) {
    case JobLog::State::Ready:
        return tr("This log is empty.");
    case JobLog::State::Fetching:
        return tr("Fetching the log…");
    default:
        return {};
    }
}

} // namespace Runlight
