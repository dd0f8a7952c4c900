// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/testresults.h"
#include "core/base/expected.h"

#include <atomic>

class QIODevice;

namespace Runlight {

//! What is read of reports at most. Whoever wrote them may have meant harm.
struct JUnitLimits
{
    qint64 fileBytes = 64LL << 20; //!< A larger file is no report.
    qint64 allBytes = 256LL << 20;
    int files = 20'000; //!< That are looked into.
    int cases = 100'000;
    int textLength = 64 << 10; //!< Characters of a test's failure.
    int allTextLength = 64 << 20;
    int depth = 64; //!< Of elements within each other.
};

//! Whether a file that begins with \a head (1 KB is enough) is a JUnit report: XML whose first element is `testsuites`
//! or `testsuite`, whatever the file's name.
bool isJUnitReport(const QByteArray &head);

//! Adds what the report in \a device has to \a results, without sorting; \a file is what it is called there. Fails with
//! ParseError where it is no XML to its end (what was read before is added), where it brings entities of its own, which
//! no report does, or goes beyond \a limits. Any thread.
Expected<void> readJUnitReport(QIODevice &device, const QString &file, const JUnitLimits &limits, TestResults &results);

//! All reports in the files of \a folder and the folders in it; links are not followed. A single file may be given as
//! well. Fails with FileUnreadable where \a folder is gone, Cancelled where \a isCancelled. Blocking: for a worker.
Expected<TestResults> findTestResults(const QString &folder, const std::atomic_bool &isCancelled,
                                      const JUnitLimits &limits = {});

} // namespace Runlight
