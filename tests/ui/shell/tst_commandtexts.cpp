// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/commandtexts.h"

#include <QTest>
#include <QTranslator>

using namespace Runlight;

class TestCommandTexts : public QObject
{
    Q_OBJECT

    QTranslator m_words;

    static CommandStatus failed(CommandKind kind, ErrorKind error, const QString &message = {})
    {
        CommandStatus status;
        status.command.kind = kind;
        status.state = CommandState::Failed;
        status.error = Error();
        status.error->kind = error;
        status.error->message = message;
        status.error->isGitHubsMessage = true;
        return status;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_words.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_words);
    }

    void offersWhatMends_data()
    {
        QTest::addColumn<CommandKind>("kind");
        QTest::addColumn<ErrorKind>("error");
        QTest::addColumn<QString>("button");
        const auto row = [](const char *name, CommandKind kind, ErrorKind error, const QString &button) {
            QTest::newRow(name) << kind << error << button;
        };
        row("jobs still go on", CommandKind::RerunFailed, ErrorKind::RunInProgress,
            QStringLiteral("Re-run failed when it finishes"));
        row("not for a cancel", CommandKind::Cancel, ErrorKind::RunInProgress, {});
        row("no permission", CommandKind::Cancel, ErrorKind::AccessDenied, QStringLiteral("Open token settings"));
        row("offline", CommandKind::Cancel, ErrorKind::Offline, QStringLiteral("Try again"));
        row("limited", CommandKind::DeleteRun, ErrorKind::SecondaryRateLimit, QStringLiteral("Try again"));
        row("gone", CommandKind::DeleteRun, ErrorKind::RunNotFound, {});
        row("finished", CommandKind::Cancel, ErrorKind::RunNotCancellable, {});
    }
    void offersWhatMends()
    {
        QFETCH(CommandKind, kind);
        QFETCH(ErrorKind, error);
        QFETCH(QString, button);
        const InlineBar::Notice notice = refusalNotice(failed(kind, error, QStringLiteral("<b>No</b>")));
        QCOMPARE(notice.primary, button);
        QVERIFY(notice.closable);
        QCOMPARE(notice.headline, failureText(kind));
        QVERIFY2(notice.detail.startsWith(QStringLiteral("GitHub says “<b>No</b>”.")), qPrintable(notice.detail));
    }

    void doesNotClaimWhatIsNotKnown()
    {
        CommandStatus status = failed(CommandKind::Cancel, ErrorKind::Timeout);
        status.finding = CommandFinding::Unclear;
        QCOMPARE(refusalNotice(status).headline,
                 QStringLiteral("It is not known whether GitHub did what you asked for"));
        status.error.reset();
        QVERIFY(refusalNotice(status).detail.isEmpty());
    }

    void everyKindHasItsWords()
    {
        for (int kind = 0; kind <= int(CommandKind::DisableWorkflow); ++kind) {
            QVERIFY(!failureText(CommandKind(kind)).isEmpty());
            QVERIFY(!failureNote(CommandKind(kind)).isEmpty());
            QCOMPARE(requestedText(CommandKind(kind)).isEmpty(), isOfWorkflow(CommandKind(kind)));
        }
    }

    void namesWhatWillBeLost()
    {
        RunDetails details;
        details.jobs.resize(4);
        details.artifacts.resize(1);
        const InlineBar::Notice run = questionAbout(CommandKind::DeleteRun, QStringLiteral("acme/api #812"), details);
        QCOMPARE(run.headline, QStringLiteral("Delete acme/api #812?"));
        QCOMPARE(run.detail, QStringLiteral("The run is lost for good, with 4 jobs, their logs, and 1 artifact."));
        QVERIFY(!run.primary.isEmpty() && !run.secondary.isEmpty());
        const InlineBar::Notice logs = questionAbout(CommandKind::DeleteLogs, QStringLiteral("acme/api #812"), details);
        QCOMPARE(logs.headline, QStringLiteral("Delete the logs of acme/api #812?"));
    }

    void namesTheFirstOfMany()
    {
        QStringList names;
        for (int i = 1; i <= 7; ++i)
            names += QStringLiteral("acme/api #%1").arg(i);
        const InlineBar::Notice notice = questionAboutMany(CommandKind::DeleteRun, names, 1);
        QCOMPARE(notice.headline, QStringLiteral("Delete 7 runs?"));
        QCOMPARE(notice.primary, QStringLiteral("Delete 7 runs"));
        QVERIFY(notice.detail.contains(QStringLiteral("acme/api #5\nand 2 more")));
        QVERIFY(!notice.detail.contains(QStringLiteral("#6")));
        QVERIFY(notice.detail.endsWith(QStringLiteral("It is not possible for 1 other that you selected.")));
    }

    void countsWhatIsDone()
    {
        BulkStatus status;
        status.commands = {CommandId{1}, CommandId{2}, CommandId{3}};
        status.done = 1;
        InlineBar::Notice notice = bulkNotice(CommandKind::Cancel, status, {});
        QCOMPARE(notice.headline, QStringLiteral("1 of 3 runs cancelled"));
        QCOMPARE(notice.secondary, QStringLiteral("Stop"));
        QVERIFY(!notice.closable);
        status.failed = 2;
        notice = bulkNotice(CommandKind::Cancel, status, {QStringLiteral("acme/api #3: no")});
        QVERIFY(notice.closable);
        QCOMPARE(notice.primary, QStringLiteral("Try the rest again"));
        QCOMPARE(notice.detail, QStringLiteral("acme/api #3: no"));
        status.failed = 0;
        status.done = 3;
        QVERIFY(bulkNotice(CommandKind::DeleteRun, status, {}).primary.isEmpty());
    }
};

QTEST_MAIN(TestCommandTexts)
#include "tst_commandtexts.moc"
