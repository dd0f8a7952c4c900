// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/joblog.h"

#include "core/simulator/zipwriter.h"

#include <QDateTime>

#include <array>

namespace Runlight::Sim {

namespace {

constexpr char byteOrderMark[] = "\xEF\xBB\xBF";
constexpr int longestName = 90; // UTF-16 units that GitHub leaves of a name in an archive.

bool isCheckout(const Step &step)
{
    return step.name.startsWith(QLatin1String("Run actions/checkout"));
}

bool speaksOf(const Step &step, const char *word)
{
    return step.name.contains(QLatin1String(word), Qt::CaseInsensitive);
}

QStringList setupLines(const Job &job)
{
    const auto group = [](const QString &title, const QStringList &lines) {
        return QStringList{QStringLiteral("##[group]") + title} + lines + QStringList{QStringLiteral("##[endgroup]")};
    };
    return QStringList{QStringLiteral("Current runner version: '2.330.0'")}
    + group(QStringLiteral("Runner Image"),
            {QStringLiteral("Image: ") + job.label, QStringLiteral("Version: 20260105.1.0")})
        + group(QStringLiteral("GITHUB_TOKEN Permissions"),
                {QStringLiteral("Contents: read"), QStringLiteral("Metadata: read")})
        + QStringList{QStringLiteral("Secret source: Actions"), QStringLiteral("Prepare workflow directory"),
                      QStringLiteral("Prepare all required actions"), QStringLiteral("Complete job name: ") + job.name};
}

QStringList checkoutLines(const Run &run)
{
    const QString repository = run.repository->fullName();
    return {
        QStringLiteral("##[group]Run actions/checkout@v5"),
        QStringLiteral("with:"),
        QStringLiteral("  repository: ") + repository,
        QStringLiteral("  fetch-depth: 1"),
        QStringLiteral("##[endgroup]"),
        QStringLiteral("Syncing repository: ") + repository,
        QStringLiteral("##[group]Fetching the repository"),
        QStringLiteral("[command]/usr/bin/git fetch --no-tags --prune --depth=1 origin +%1").arg(run.sha),
        QStringLiteral("##[endgroup]"),
        QStringLiteral("HEAD is now at %1 %2").arg(run.sha.left(7), run.title),
    };
}

// The i-th of the lines that a step of this kind writes.
QString ordinaryLine(const Step &step, int i, int count)
{
    static constexpr std::array parts{"parser", "lexer", "http", "store", "index", "queue", "render", "config"};
    const QLatin1String part(parts[std::size_t(i) % parts.size()]);
    const int number = i / int(parts.size());
    if (speaksOf(step, "test")) {
        const QString name = QStringLiteral("%1.Case%2").arg(part).arg(number);
        if (i % 2 == 0)
            return QStringLiteral("[ RUN      ] ") + name;
        return QStringLiteral("\x1b[32m[       OK ]\x1b[0m %1 (%2 ms)").arg(name).arg(i * 7 % 90);
    }
    if (speaksOf(step, "build") || speaksOf(step, "compile"))
        return QStringLiteral("[%1/%2] Building CXX object src/%3/unit%4.cpp.o")
            .arg(i + 1)
            .arg(count)
            .arg(part)
            .arg(number);
    return QStringLiteral("%1: item %2 of %3").arg(part).arg(i + 1).arg(count);
}

int ordinaryLineCount(const Step &step)
{
    const int seconds = int((step.completedAt - step.startedAt) / 1000) + 1;
    const bool talksMuch = speaksOf(step, "test") || speaksOf(step, "build");
    return talksMuch ? qMin(5'000, seconds * 60) : qMin(300, seconds * 5);
}

QStringList commandLines(const Run &run, const Step &step)
{
    QString command = step.name;
    if (!command.startsWith(QLatin1String("Run ")))
        command = QStringLiteral("Run ./ci/%1.sh").arg(step.name.toLower().replace(QLatin1Char(' '), QLatin1Char('-')));
    QStringList lines{QStringLiteral("##[group]") + command, QStringLiteral("\x1b[36;1m%1\x1b[0m").arg(command.mid(4)),
                      QStringLiteral("shell: /usr/bin/bash -e {0}"), QStringLiteral("##[endgroup]")};
    const int count = ordinaryLineCount(step);
    for (int i = 0; i < count; ++i)
        lines.append(ordinaryLine(step, i, count));
    if (step.conclusion == Conclusion::Failure) {
        for (const Scenario::Failure &failure : run.workflow->plan->failures) {
            if (failure.step == step.name)
                lines += failure.log;
        }
        lines.append(QStringLiteral("##[error]Process completed with exit code 1."));
    }
    if (step.conclusion == Conclusion::Cancelled)
        lines.append(QStringLiteral("##[error]The operation was canceled."));
    return lines;
}

QStringList linesOf(const Run &run, const Job &job, const Step &step)
{
    if (step.conclusion == Conclusion::Skipped)
        return {};
    if (step.name == QLatin1String("Set up job"))
        return setupLines(job);
    if (step.name == QLatin1String("Complete job"))
        return {QStringLiteral("Cleaning up orphan processes")};
    if (step.name.startsWith(QLatin1String("Post ")))
        return {QStringLiteral("Post job cleanup."), QStringLiteral("[command]/usr/bin/git version")};
    return isCheckout(step) ? checkoutLines(run) : commandLines(run, step);
}

// Names in an archive lose what a file name may not hold.
QString fileName(QString name)
{
    return name.remove(QLatin1Char('/')).remove(QLatin1Char(':')).left(longestName);
}

QByteArray stepLog(const Run &run, const Job &job, const Step &step)
{
    const QStringList lines = linesOf(run, job, step);
    const qint64 span = qMax<qint64>(0, step.completedAt - step.startedAt);
    QByteArray text;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const qint64 at = step.startedAt + span * i / lines.size();
        const QString stamp =
            QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"));
        const QString finer = QString::number(1000 + i * 37 % 9000);
        text += stamp.toLatin1() + finer.toLatin1() + "Z " + lines[i].toUtf8() + '\n';
    }
    return text;
}

} // namespace

QByteArray jobLog(const Run &run, const Job &job)
{
    QByteArray text(byteOrderMark);
    for (const Step &step : job.steps)
        text += stepLog(run, job, step);
    return text;
}

QByteArray runLogZip(const Run &run, const QList<Job *> &jobs)
{
    ZipWriter zip(ZipWriter::Method::Deflate);
    int ordinal = 0;
    for (const Job *job : jobs) {
        if (job->carriedOver || job->steps.isEmpty())
            continue;
        const QString name = fileName(job->name);
        zip.add(QStringLiteral("%1_%2.txt").arg(ordinal++).arg(name), jobLog(run, *job));
        zip.add(name + QStringLiteral("/system.txt"),
                byteOrderMark + QByteArray("Job is about to start running on the hosted runner\n"));
        for (const Step &step : job->steps) {
            const QByteArray text = stepLog(run, *job, step);
            if (!text.isEmpty())
                zip.add(QStringLiteral("%1/%2_%3.txt").arg(name).arg(step.number).arg(fileName(step.name)),
                        byteOrderMark + text);
        }
    }
    return zip.finish();
}

} // namespace Runlight::Sim
