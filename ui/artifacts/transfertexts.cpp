// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transfertexts.h"

#include "ui/theme/plaintext.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

namespace Runlight {

namespace {

struct TransferTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::TransferTexts)
};

QString downloadingText(const Transfer &transfer)
{
    const QString received = bytesText(transfer.receivedBytes);
    const QString speed = bytesText(qint64(transfer.bytesPerSecond));
    if (transfer.totalBytes <= 0)
        return TransferTexts::tr("%1 · %2/s", "received bytes and speed").arg(received, speed);
    const QString percent = percentText(transfer);
    const QString total = bytesText(transfer.totalBytes);
    if (transfer.bytesPerSecond <= 0)
        return TransferTexts::tr("%1 · %2 of %3", "percent, received, total").arg(percent, received, total);
    if (!transfer.timeLeft)
        return TransferTexts::tr("%1 · %2 of %3 · %4/s", "percent, received, total, speed")
            .arg(percent, received, total, speed);
    return TransferTexts::tr("%1 · %2 of %3 · %4/s · %5 left", "percent, received, total, speed, time")
        .arg(percent, received, total, speed, durationText(transfer.timeLeft->count() * 1000));
}

QString pausedText(const Transfer &transfer)
{
    const QString percent = percentText(transfer);
    if (transfer.error)
        return TransferTexts::tr("Waiting to go on: %1").arg(oneLine(transfer.error->message));
    return percent.isEmpty() ? TransferTexts::tr("Paused") : TransferTexts::tr("Paused at %1").arg(percent);
}

QString doneText(const Transfer &transfer)
{
    if (transfer.presence == Transfer::Presence::Gone)
        return TransferTexts::tr("No longer at %1").arg(folderText(transfer.place));
    const QString where = folderText(transfer.place);
    if (transfer.leftOutCount > 0)
        return TransferTexts::tr("%1 · %n entry(ies) left out", nullptr, transfer.leftOutCount).arg(where);
    return where;
}

} // namespace

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

std::optional<double> progressOf(const Transfer &transfer)
{
    const bool isOnItsWay = transfer.state == Transfer::State::Downloading || transfer.state == Transfer::State::Paused;
    if (!isOnItsWay || transfer.totalBytes <= 0)
        return {};
    return std::clamp(double(transfer.receivedBytes) / double(transfer.totalBytes), 0.0, 1.0);
}

QString percentText(const Transfer &transfer)
{
    const std::optional<double> progress = progressOf(transfer);
    // Rounded down: 100 % is when it is all here.
    return progress ? TransferTexts::tr("%1 %", "percent").arg(int(*progress * 100)) : QString();
}

QString stateText(const Transfer &transfer)
{
    switch (transfer.state) {
    case Transfer::State::Queued:
        return TransferTexts::tr("Waits for other downloads");
    case Transfer::State::Downloading:
        return downloadingText(transfer);
    case Transfer::State::Paused:
        return pausedText(transfer);
    case Transfer::State::NeedsConfirmation:
        return TransferTexts::tr("Asks before it goes on");
    case Transfer::State::Unpacking:
        return TransferTexts::tr("All here · unpacking, %1 so far").arg(bytesText(transfer.unpackedBytes));
    case Transfer::State::Done:
        return doneText(transfer);
    case Transfer::State::Failed:
        return TransferTexts::tr("Failed: %1").arg(oneLine(transfer.error.value_or(Error()).message));
    case Transfer::State::Cancelled:
        return TransferTexts::tr("Cancelled");
    case Transfer::State::Interrupted:
        break;
    }
    return TransferTexts::tr("Runlight ended before it was here");
}

std::optional<StatusGlyph> glyphFor(const Transfer &transfer)
{
    switch (transfer.state) {
    case Transfer::State::Queued:
        return StatusGlyph::Queued;
    case Transfer::State::Downloading:
    case Transfer::State::Paused:
        return {};
    case Transfer::State::Unpacking:
        return StatusGlyph::InProgress;
    case Transfer::State::NeedsConfirmation:
        return StatusGlyph::ActionRequired;
    case Transfer::State::Done:
        return transfer.presence == Transfer::Presence::Gone ? StatusGlyph::Neutral : StatusGlyph::Success;
    case Transfer::State::Failed:
        return StatusGlyph::Failure;
    case Transfer::State::Cancelled:
    case Transfer::State::Interrupted:
        break;
    }
    return StatusGlyph::Cancelled;
}

QStringList remarks(const Transfer &transfer)
{
    QStringList lines;
    if (transfer.state != Transfer::State::Done)
        return lines;
    if (transfer.leftOutCount > 0)
        lines.append(TransferTexts::tr("%n entry(ies) of the archive left out", nullptr, transfer.leftOutCount));
    if (transfer.renamedCount > 0)
        lines.append(TransferTexts::tr("%n file(s) got another name", nullptr, transfer.renamedCount));
    lines.append(transfer.isVerified ? TransferTexts::tr("Its SHA-256 is the one that GitHub says")
                                     : TransferTexts::tr("GitHub says no SHA-256 to compare it with"));
    return lines;
}

QString folderText(const QString &folder)
{
    const QString home = QDir::homePath();
    if (folder == home)
        return QStringLiteral("~");
    if (folder.startsWith(home + QLatin1Char('/')))
        return QLatin1Char('~') + folder.mid(home.size());
    return QDir::toNativeSeparators(folder);
}

} // namespace Runlight
