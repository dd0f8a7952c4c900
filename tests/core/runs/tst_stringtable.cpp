// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/stringtable.h"

#include <QTest>

using namespace Runlight;

class TestStringTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEachTextOnce();
    void keepsThousands();
    void foldsCase();
};

void TestStringTable::keepsEachTextOnce()
{
    StringTable table;
    const StringId main = table.intern(QStringLiteral("main"));
    const StringId other = table.intern(QStringLiteral("größer · 修正"));
    QCOMPARE(table.intern(QString()), 0u);
    QVERIFY(main != 0 && other != 0 && main != other);
    QCOMPARE(table.intern(QStringLiteral("main")), main);
    QCOMPARE(table.text(main), QStringLiteral("main"));
    QCOMPARE(table.text(other), QStringLiteral("größer · 修正"));
    QCOMPARE(table.text(0), QString());
    QCOMPARE(table.find(QStringLiteral("main")), main);
    QCOMPARE(table.find(QStringLiteral("Main")), 0u);
    QCOMPARE(table.size(), 3u);
}

void TestStringTable::keepsThousands()
{
    StringTable table;
    for (int i = 0; i < 5000; ++i)
        table.intern(QStringLiteral("text %1").arg(i));
    QCOMPARE(table.size(), 5001u);
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(table.text(table.find(QStringLiteral("text %1").arg(i))), QStringLiteral("text %1").arg(i));
}

void TestStringTable::foldsCase()
{
    StringTable table;
    const StringId id = table.intern(QStringLiteral("ÉTÉ über"));
    QCOMPARE(QByteArray(table.folded(id).data(), qsizetype(table.folded(id).size())),
             QByteArray::fromStdString(StringTable::fold(QStringLiteral("été ÜBER"))));
    QCOMPARE(table.text(id), QStringLiteral("ÉTÉ über"));
}

QTEST_GUILESS_MAIN(TestStringTable)
#include "tst_stringtable.moc"
