// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/fuzzymatch.h"

#include <QTest>

using namespace Runlight;

namespace {

QString marked(const QString &typed, const QString &text)
{
    QString shown = text;
    const std::vector<FuzzySpan> spans = FuzzyPattern(typed).spans(text);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        shown.insert(span->start + span->length, QLatin1Char(']'));
        shown.insert(span->start, QLatin1Char('['));
    }
    return shown;
}

} // namespace

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const char16_t *typed, const char16_t *text, FuzzyRank::Kind kind,
                            const char16_t *shown) {
            QTest::newRow(name) << QString::fromUtf16(typed) << QString::fromUtf16(text) << int(kind)
                                << QString::fromUtf16(shown);
        };
        row("nothing typed", u"", u"Re-run", FuzzyRank::Prefix, u"Re-run");
        row("spaces only", u"  \t", u"Re-run", FuzzyRank::Prefix, u"Re-run");
        row("beginning", u"can", u"Cancel run", FuzzyRank::Prefix, u"[Can]cel run");
        row("all of it", u"CANCEL RUN", u"Cancel run", FuzzyRank::WordStart, u"[Cancel] [run]");
        row("a word", u"run", u"Cancel run", FuzzyRank::WordStart, u"Cancel [run]");
        row("a word, and in another before", u"run", u"Prune run", FuzzyRank::WordStart, u"Prune [run]");
        row("parts", u"rerun", u"Re-run failed jobs", FuzzyRank::WordStart, u"[Re]-[run] failed jobs");
        row("initials", u"rfj", u"Re-run failed jobs", FuzzyRank::WordStart, u"Re-[r]un [f]ailed [j]obs");
        row("humps", u"rv", u"RunView", FuzzyRank::WordStart, u"[R]un[V]iew");
        row("numbers", u"qt68", u"Upgrade to Qt 6.8", FuzzyRank::WordStart, u"Upgrade to [Qt] [6].[8]");
        row("the second way to divide", u"abac", u"aba ab ac", FuzzyRank::WordStart, u"aba [ab] [ac]");
        row("with its sign", u"#812", u"acme/api #812", FuzzyRank::WordStart, u"acme/api [#812]");
        row("with a slash", u"acme/api", u"Show acme/api", FuzzyRank::WordStart, u"Show [acme/api]");
        row("inside", u"ser", u"Parser", FuzzyRank::Inside, u"Par[ser]");
        row("scattered", u"prsr", u"Fix parser", FuzzyRank::Scattered, u"Fix [p]a[rs]e[r]");
        row("two words", u"rerun api", u"Re-run failed jobs · acme/api #812", FuzzyRank::WordStart,
            u"[Re]-[run] failed jobs · acme/[api] #812");
        row("two words, turned round", u"api rerun", u"Re-run · acme/api", FuzzyRank::WordStart,
            u"[Re]-[run] · acme/[api]");
        row("the worst word counts", u"re ser", u"Re-run parser", FuzzyRank::Inside, u"[Re]-run par[ser]");
        row("the same word twice", u"run ru", u"run", FuzzyRank::Prefix, u"[run]");
        row("other letters", u"über", u"Prüfung über alles", FuzzyRank::WordStart, u"Prüfung [über] alles");
        row("outside the first plane", u"🚀", u"Launch 🚀", FuzzyRank::WordStart, u"Launch [🚀]");
    }

    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, shown);
        const auto rank = FuzzyPattern(typed).rank(text);
        QVERIFY(rank);
        QCOMPARE(marked(typed, text), shown);
        QCOMPARE(int(rank->kind), kind);
    }

    void doesNotFind_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::newRow("an empty text") << QStringLiteral("a") << QString();
        QTest::newRow("a letter too many") << QStringLiteral("cancell") << QStringLiteral("Cancel");
        QTest::newRow("another order") << QStringLiteral("nac") << QStringLiteral("Cancel");
        QTest::newRow("one word of two") << QStringLiteral("run gone") << QStringLiteral("Re-run");
        QTest::newRow("scattered from within a word") << QStringLiteral("asr") << QStringLiteral("Parser");
        QTest::newRow("beyond what is looked at")
            << QStringLiteral("end") << QString(FuzzyPattern::longestText, QLatin1Char('x')) + QStringLiteral(" end");
    }

    void doesNotFind()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QVERIFY(!FuzzyPattern(typed).rank(text));
        QVERIFY(FuzzyPattern(typed).spans(text).empty());
    }

    void ranks_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("bestFirst");
        QTest::newRow("by kind") << QStringLiteral("run")
                                 << QStringList{QStringLiteral("Run workflow"), QStringLiteral("Cancel run"),
                                                QStringLiteral("Prune"), QStringLiteral("Reduction")};
        QTest::newRow("by what is skipped")
            << QStringLiteral("rf") << QStringList{QStringLiteral("R. F."), QStringLiteral("Re-run failed")};
        QTest::newRow("by where it is") << QStringLiteral("run")
                                        << QStringList{QStringLiteral("A run"), QStringLiteral("Delete the run")};
    }

    void ranks()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, bestFirst);
        const FuzzyPattern pattern(typed);
        for (qsizetype i = 1; i < bestFirst.size(); ++i) {
            const auto better = pattern.rank(bestFirst[i - 1]);
            const auto worse = pattern.rank(bestFirst[i]);
            QVERIFY2(better, qPrintable(bestFirst[i - 1]));
            QVERIFY2(worse, qPrintable(bestFirst[i]));
            QVERIFY2(*better < *worse, qPrintable(bestFirst[i]));
        }
    }

    //! What can be divided in a million ways takes no longer than anything else: this would not end otherwise.
    void isNotFooled()
    {
        const QString hostile = QStringLiteral("a ").repeated(2'000);
        const FuzzyPattern pattern(QString(100, QLatin1Char('a')) + QLatin1Char('b'));
        QVERIFY(pattern.rank(hostile)); // of what was typed, so much is looked at
        QVERIFY(!FuzzyPattern(QString(60, QLatin1Char('a')) + QLatin1Char('b')).rank(hostile));
        QVERIFY(!FuzzyPattern(QStringLiteral("a ").repeated(30) + QLatin1Char('b')).rank(hostile));
    }

    void takesAnyText()
    {
        const QString broken = QString(QChar(0xd800)) + QChar(0) + QChar(0x202e) + QStringLiteral("x");
        QVERIFY(FuzzyPattern(broken).rank(broken));
        QVERIFY(!FuzzyPattern(broken).isEmpty());
        QVERIFY(FuzzyPattern(QString()).isEmpty());
        QVERIFY(FuzzyPattern(QStringView()).spans(QStringView()).empty());
    }
};

QTEST_APPLESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"
