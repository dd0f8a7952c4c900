// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/biglog.h"

#include <QFile>

#include <array>

namespace Runlight {

namespace {

constexpr qint64 linesOfStep = 5000;
constexpr qint64 linesOfGroup = 100;

//! Chance that only depends on the line.
quint64 mixed(qint64 line)
{
    quint64 value = quint64(line) * Q_UINT64_C(0x9E3779B97F4A7C15);
    value = (value ^ (value >> 30)) * Q_UINT64_C(0xBF58476D1CE4E5B9);
    return value ^ (value >> 27);
}

void appendTwo(QByteArray &out, qint64 number)
{
    out.append(char('0' + number / 10 % 10));
    out.append(char('0' + number % 10));
}

//! One line a millisecond.
void appendTimestamp(QByteArray &out, qint64 line)
{
    out.append("2026-06-");
    appendTwo(out, 1 + line / 86'400'000 % 30);
    out.append('T');
    appendTwo(out, line / 3'600'000 % 24);
    out.append(':');
    appendTwo(out, line / 60'000 % 60);
    out.append(':');
    appendTwo(out, line / 1000 % 60);
    out.append('.');
    out.append(QByteArray::number(10'000'000 + line % 1000 * 10'000 + qint64(mixed(line) % 10'000)).sliced(1));
    out.append("Z ");
}

void appendCompilerOutput(QByteArray &out, qint64 line)
{
    static constexpr std::array words{
        "importer", "scheduler", "\x1b[33mdeprecated\x1b[0m", "src/core/render/pipeline.cpp",
        "linking",  "ok",        "--with-feature=async",      "\xe2\x9c\x93 passed"};
    quint64 chance = mixed(line);
    out.append("\x1b[32m[");
    out.append(QByteArray::number(line % linesOfStep));
    out.append("]\x1b[0m building");
    const int count = chance % 4096 == 0 ? 400 : int(2 + chance % 7);
    for (int i = 0; i < count; ++i) {
        chance = mixed(qint64(chance));
        out.append(' ');
        out.append(words[chance % words.size()]);
    }
}

void appendText(QByteArray &out, qint64 line)
{
    const qint64 inStep = line % linesOfStep;
    if (inStep == 0)
        out.append("##[group]Run make part-").append(QByteArray::number(line / linesOfStep));
    else if (inStep == 10)
        out.append("##[endgroup]");
    else if (inStep % linesOfGroup == 20)
        out.append("##[group]Part ").append(QByteArray::number(inStep));
    else if (inStep % linesOfGroup == 90)
        out.append("##[endgroup]");
    else if (mixed(line) % 1500 == 0)
        out.append("##[warning]The option is deprecated");
    else if (mixed(line) % 20'000 == 1)
        out.append("##[error]Process completed with exit code 1.");
    else if (mixed(line) % 700 == 2)
        out.append("[command]/usr/bin/git status --porcelain");
    else
        appendCompilerOutput(out, line);
}

} // namespace

QByteArray bigLogLines(qint64 first, qint64 count)
{
    QByteArray out;
    out.reserve(count * 140);
    for (qint64 line = first; line < first + count; ++line) {
        if (line == 0)
            out.append("\xEF\xBB\xBF");
        if (line == 0 || mixed(line) % 500 != 3)
            appendTimestamp(out, line);
        appendText(out, line);
        out.append('\n');
    }
    return out;
}

bool writeBigLog(QIODevice &device, qint64 bytes)
{
    constexpr qint64 chunk = 10'000;
    for (qint64 line = 0, written = 0; written < bytes; line += chunk) {
        const QByteArray lines = bigLogLines(line, chunk);
        if (device.write(lines) != lines.size())
            return false;
        written += lines.size();
    }
    return true;
}

QString makeBigLog(const QTemporaryDir &folder, qint64 bytes)
{
    QFile file(folder.filePath(QStringLiteral("big.log")));
    if (!file.open(QIODevice::WriteOnly) || !writeBigLog(file, bytes) || !file.flush())
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    return file.fileName();
}

} // namespace Runlight
