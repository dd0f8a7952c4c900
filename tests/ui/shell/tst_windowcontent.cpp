// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/windowcontent.h"

#include <QTest>
#include <QTranslator>

using namespace Runlight;
using Kind = WindowContent::Kind;

class WindowContentTest : public QObject
{
    Q_OBJECT

private:
    static WindowFacts watching(int repositories)
    {
        WindowFacts facts;
        facts.catalogLoaded = true;
        facts.status.repositories.resize(repositories);
        return facts;
    }

    QTranslator m_plurals;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_plurals.load(QStringLiteral(":/translations/runlight_en.qm")));
        QVERIFY(QCoreApplication::installTranslator(&m_plurals));
    }

    void welcomeWhereNothingIsWatched() { QCOMPARE(contentOf(watching(0)).kind, Kind::Welcome); }

    void noWelcomeBeforeTheStoreIsRead()
    {
        WindowFacts facts;
        QCOMPARE(contentOf(facts).kind, Kind::Waiting);
        QCOMPARE(contentOf(facts).waitingFor, QStringLiteral("Reading what was seen before…"));
    }

    void noWelcomeWhileSigningIn()
    {
        WindowFacts facts = watching(0);
        facts.signingIn = true;
        QCOMPARE(contentOf(facts).kind, Kind::Waiting);
        QCOMPARE(contentOf(facts).waitingFor, QStringLiteral("Looking for your repositories…"));
    }

    void waitsForTheFirstAnswers()
    {
        WindowFacts facts = watching(1);
        QCOMPARE(contentOf(facts).waitingFor, QStringLiteral("Loading runs of 1 repository…"));
        facts = watching(12);
        QCOMPARE(contentOf(facts).waitingFor, QStringLiteral("Loading runs of 12 repositories…"));
    }

    void failedIsAnAnswerToo()
    {
        WindowFacts facts = watching(2);
        facts.status.repositories[0].loaded = true;
        QCOMPARE(contentOf(facts).kind, Kind::Waiting);
        facts.status.repositories[1].error = Error();
        QCOMPARE(contentOf(facts).kind, Kind::Runs);
    }

    void doesNotWaitWhileOffline()
    {
        WindowFacts facts = watching(2);
        facts.status.offline = true;
        facts.status.updatedAt = QDateTime(QDate(2026, 3, 1), QTime(14, 0), Qt::UTC);
        QCOMPARE(contentOf(facts).kind, Kind::Runs);
        // "Nothing needs you" would be a guess while nothing was ever answered.
        facts.status.updatedAt = QDateTime();
        QCOMPARE(contentOf(facts).kind, Kind::Waiting);
    }

    void whatIsShownIsNeverBlanked()
    {
        WindowFacts facts;
        facts.hasRuns = true;
        QCOMPARE(contentOf(facts).kind, Kind::Runs);
        facts.signingIn = true;
        facts.status.repositories.resize(3);
        QCOMPARE(contentOf(facts).kind, Kind::Runs);
    }
};

QTEST_GUILESS_MAIN(WindowContentTest)
#include "tst_windowcontent.moc"
