// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace Runlight {

//! A log with lines of the test's own.
class LogOnFile
{
public:
    explicit LogOnFile(const QByteArray &text) { append(text); }

    QString path() const { return m_folder.filePath(QStringLiteral("job.log")); }
    void append(const QByteArray &text)
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(text), text.size());
    }
    //! Null where it cannot be opened.
    std::unique_ptr<LogFile> open() const
    {
        Expected<std::unique_ptr<LogFile>> file = LogFile::open(path());
        return file ? std::move(*file) : nullptr;
    }

private:
    QTemporaryDir m_folder;
};

//! \a text as a line that was written \a second seconds after noon.
inline QByteArray stamped(int second, const QByteArray &text)
{
    return QByteArray("2026-06-07T12:%1:%2.0000000Z ")
               .replace("%1", QByteArray::number(second / 60).rightJustified(2, '0'))
               .replace("%2", QByteArray::number(second % 60).rightJustified(2, '0'))
        + text + '\n';
}

//! A log as a job leaves it: set up, a checkout that goes well, tests that fail, the end.
inline QByteArray failedJobLog()
{
    return stamped(0, "Current runner version: '2.331.0'") //
        + stamped(0, "##[group]Runner Image") // 1
        + stamped(0, "Image: ubuntu-24.04") // 2
        + stamped(0, "##[endgroup]") // 3
        + stamped(2, "##[group]Run actions/checkout@v5") // 4
        + stamped(2, "with:") // 5
        + stamped(2, "##[endgroup]") // 6
        + stamped(3, "Syncing repository: acme/api") // 7
        + stamped(10, "##[group]Run make test") // 8
        + stamped(10, "\x1b[36;1mmake test\x1b[0m") // 9
        + stamped(10, "##[endgroup]") // 10
        + stamped(11, "\x1b[32mok\x1b[0m lexer") // 11
        + stamped(12, "tests/parser_test.cpp:211: Failure") // 12
        + stamped(12, "##[error]Expected depth 64, got 65: stack overflow") // 13
        + stamped(13, "see https://example.com/docs for help") // 14
        + stamped(14, "##[error]Process completed with exit code 2.") // 15
        + stamped(20, "Post job cleanup.") // 16
        + stamped(21, "Cleaning up orphan processes"); // 17
}

} // namespace Runlight
