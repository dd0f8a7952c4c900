// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Runlight {

//! One test as a JUnit report has it. All text is the report's: data, plain text only.
struct TestCase
{
    enum class Outcome { Failed, Error, Skipped, Passed }; //!< In the order in which they are shown.

    Outcome outcome = Outcome::Passed;
    QString name;
    QString className;
    QString suite; //!< Of nested ones the whole way, with " › " between.
    double seconds = -1; //!< -1: not said.
    QString message; //!< Of the failure, error or skip, in a line.
    QString text; //!< Its text: mostly a stack trace. May be cut.
    QString file; //!< The report's, relative to the artifact's folder, with '/'.

    friend bool operator==(const TestCase &, const TestCase &) = default;
};

//! What all reports say together.
struct TestResults
{
    QList<TestCase> cases; //!< Failed ones first, then errors, skipped, passed; within them as reported.
    QStringList files; //!< The reports, relative, with '/'. Empty: there is none.
    QStringList problems; //!< Translated: reports that could not be read to the end, each with why.
    bool isCut = false; //!< There is more than was read: too many files, tests or bytes.
    int failed = 0;
    int errors = 0;
    int skipped = 0;
    int passed = 0;
    qint64 textLength = 0; //!< Characters of all texts together.

    friend bool operator==(const TestResults &, const TestResults &) = default;
};

} // namespace Runlight
