// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/error.h"

#include <QSet>
#include <QTest>

using namespace Runlight;

namespace {

constexpr int kindCount = int(ErrorKind::Internal) + 1;

} // namespace

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsOwnName()
    {
        QSet<QString> names;
        for (int kind = 0; kind < kindCount; ++kind)
            names.insert(errorKindName(ErrorKind(kind)));
        QCOMPARE(names.size(), kindCount);
        QCOMPARE(errorKindName(ErrorKind::WorkflowNotFound), QStringLiteral("WorkflowNotFound"));
        QCOMPARE(errorKindName(ErrorKind::SecondaryRateLimit), QStringLiteral("SecondaryRateLimit"));
        QCOMPARE(errorKindName(ErrorKind::Internal), QStringLiteral("Internal"));
    }

    void everyKindHasAdvice()
    {
        const QString fault = adviceFor(Error());
        for (int kind = 0; kind < kindCount; ++kind) {
            Error error;
            error.kind = ErrorKind(kind);
            const QString advice = adviceFor(error);
            QVERIFY2(advice.endsWith(QLatin1Char('.')), qPrintable(errorKindName(error.kind)));
            QCOMPARE(advice == fault, error.kind == ErrorKind::Internal);
        }
    }

    void aFileIsNotTheDatabase()
    {
        Error error;
        error.kind = ErrorKind::Storage;
        QVERIFY(adviceFor(error).contains(QStringLiteral("in memory")));
        error.kind = ErrorKind::FileUnwritable;
        QVERIFY(!adviceFor(error).contains(QStringLiteral("in memory")));
        QVERIFY(adviceFor(error).contains(QStringLiteral("room")));
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
