// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Runlight::Sim {

// What an artifact with a test report holds.

//! A JUnit report over 412 tests, of which one fails where \a fails.
QByteArray testReport(bool fails);
//! A table in plain text.
QByteArray coverageSummary();
//! A small PNG: bars.
QByteArray coverageImage();

} // namespace Runlight::Sim
