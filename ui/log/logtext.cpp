// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logtext.h"

#include "core/logs/logfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <algorithm>

namespace Runlight {

LogExtract extractOf(const LogFile &file, const LogSelection &selection)
{
    const LogPosition first = selection.first();
    const LogPosition last = selection.last();
    return {file.mapping(), file.offsetOf(first.line), file.offsetOf({last.line.value + 1}), first.column, last.column};
}

QString textOf(const LogExtract &extract, LogStamps stamps)
{
    QByteArrayView rest = extract.mapping->bytes();
    rest = rest.sliced(extract.begin, std::min<qint64>(extract.end, rest.size()) - extract.begin);
    QString text;
    for (bool isFirst = true; !rest.isEmpty(); isFirst = false) {
        const qsizetype newline = rest.indexOf('\n');
        const QByteArrayView line = newline < 0 ? rest : rest.first(newline);
        rest = newline < 0 ? QByteArrayView() : rest.sliced(newline + 1);
        if (parseLogLine(line.first(std::min<qsizetype>(line.size(), lineHeadBytes))).kind == LogLineKind::EndGroup)
            continue;
        const QString whole = withoutDirectionControls(plainLogText(line, stamps));
        // Columns count from where the shown text begins, which is behind a stamp.
        const auto stamp = stamps == LogStamps::Keep ? whole.size() - plainLogText(line, LogStamps::Leave).size() : 0;
        const qsizetype from = isFirst && extract.firstColumn > 0 ? stamp + extract.firstColumn : 0;
        const qsizetype to = rest.isEmpty() ? std::min(whole.size(), stamp + extract.lastColumn) : whole.size();
        text += QStringView(whole).mid(std::min(from, whole.size()), std::max<qsizetype>(0, to - from));
        if (!rest.isEmpty())
            text += u'\n';
    }
    return text;
}

Expected<void> saveLog(const LogMapping &mapping, const QString &path)
{
    QSaveFile file(path);
    const QByteArrayView bytes = mapping.bytes();
    constexpr qsizetype blockBytes = 4 * 1024 * 1024;
    bool isWritten = file.open(QIODevice::WriteOnly);
    for (qsizetype at = 0; isWritten && at < bytes.size(); at += blockBytes) {
        const QByteArrayView block = bytes.sliced(at, std::min(blockBytes, bytes.size() - at));
        isWritten = file.write(block.data(), block.size()) == block.size();
    }
    if (isWritten && file.commit())
        return {};
    Error error;
    error.kind = ErrorKind::FileUnwritable;
    error.message = QCoreApplication::translate("Runlight::LogViewer", "The log could not be saved as %1: %2")
                        .arg(QDir::toNativeSeparators(path), file.errorString());
    return tl::unexpected(error);
}

} // namespace Runlight
