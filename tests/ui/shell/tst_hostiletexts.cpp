// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/catalogfixture.h"
#include "tests/support/idledownloads.h"
#include "ui/artifacts/artifactsmodel.h"
#include "ui/run/annotationsmodel.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/jobsmodel.h"
#include "ui/run/reviewsmodel.h"
#include "ui/runs/runsmodel.h"
#include "ui/shell/sidebarmodel.h"
#include "ui/shell/statusbar.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QTest>
#include <QTextDocument>

using namespace Runlight;

//! What anybody may name a job, a branch or an artifact, in everything that shows it.
class TestHostileTexts : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};

    static QString shownBy(const QString &toolTip)
    {
        QTextDocument document;
        document.setHtml(toolTip);
        return document.toPlainText().remove(QChar(u'\u200B'));
    }

    //! Of every row that has one.
    static QStringList toolTipsOf(const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        QStringList toolTips;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            if (const QString toolTip = index.data(Qt::ToolTipRole).toString(); !toolTip.isEmpty())
                toolTips << toolTip;
            toolTips << toolTipsOf(model, index);
        }
        return toolTips;
    }

    static void checkLiteral(const QStringList &toolTips, const QString &text, int least)
    {
        QVERIFY(toolTips.size() >= least);
        for (const QString &toolTip : toolTips) {
            QVERIFY2(Qt::mightBeRichText(toolTip), qPrintable(toolTip));
            QVERIFY2(shownBy(toolTip).contains(text), qPrintable(toolTip));
            QLabel label(toolTip);
            label.setWordWrap(true);
            QVERIFY(label.sizeHint().width() <= 1000);
        }
    }

    static QList<Job> jobsNamed(const QString &text)
    {
        Job job;
        job.id = {1};
        job.name = text;
        job.runnerName = text;
        job.steps = {{1, text, {}, {}, {}}};
        Job other = job;
        other.id = {2};
        other.runnerName.clear();
        return {job, other};
    }

private Q_SLOTS:
    void toolTipsAreLiteral_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("heading") << QStringLiteral("<h1>x</h1>");
        QTest::newRow("image") << QStringLiteral("<img src='/tmp/fifo'>");
        QTest::newRow("entities") << QStringLiteral("\"a\" && b &quot;");
    }
    void toolTipsAreLiteral()
    {
        QFETCH(QString, text);
        JobsModel jobs;
        jobs.setJobs(jobsNamed(text), {}, CatalogFixture::start());
        checkLiteral(toolTipsOf(jobs), text, 4);

        AnnotationsModel annotations;
        Annotation annotation;
        annotation.title = annotation.message = annotation.path = text;
        annotations.setAnnotations({annotation}, {}, {});
        checkLiteral(toolTipsOf(annotations), text, 1);

        ArtifactsModel artifacts;
        Artifact artifact;
        artifact.name = artifact.digest = text;
        artifacts.setRows({artifact});
        checkLiteral(toolTipsOf(artifacts), text, 1);

        ReviewsModel reviews;
        PendingDeployment deployment;
        deployment.environment = text;
        reviews.setRows({deployment});
        checkLiteral(toolTipsOf(reviews), text, 0);

        CatalogFixture f;
        RunsModel runs(f.catalog, f.clock);
        f.tell({.title = text, .branch = text});
        runs.setPlace({Place::Kind::All, {}});
        checkLiteral(toolTipsOf(runs), text, 1);

        SidebarModel sidebar;
        sidebar.setRepositories({{{kim(), acmeApi()}, {}, 0, text}});
        checkLiteral(toolTipsOf(sidebar), text, 1);
    }

    void widgetsToolTipsAreLiteral()
    {
        const QString text = QStringLiteral("Say \"hello\" & <b>go</b>");
        ElidedLabel label(m_theme);
        label.setLine(text);
        checkLiteral({label.toolTip()}, text, 1);

        VirtualClock clock;
        IdleDownloads downloads;
        StatusBar bar(downloads.downloads, clock, m_theme);
        MonitorStatus status;
        AccountStatus account;
        account.account.id = AccountId{text};
        status.accounts = {account};
        bar.setStatus(status);
        QStringList toolTips;
        for (const QLabel *part : bar.findChildren<QLabel *>()) {
            if (!part->toolTip().isEmpty())
                toolTips << part->toolTip();
        }
        checkLiteral(toolTips, text, 1);
    }

    void longTitlesFitOnAScreen()
    {
        CatalogFixture f;
        RunsModel runs(f.catalog, f.clock);
        f.tell({.title = QString(10'000, u'W')});
        runs.setPlace({Place::Kind::All, {}});
        checkLiteral(toolTipsOf(runs), QStringLiteral("2026"), 1);
    }

    void namesStayOnTheirLineAndTurnNothing()
    {
        const QString text = QStringLiteral("a\u202Eb\u2067c\nd\u200Fe");
        const QString clean = QStringLiteral("abc de");
        CatalogFixture f;
        RunsModel runs(f.catalog, f.clock);
        f.tell({.title = text, .workflow = text + u'2', .branch = text, .actor = text});
        runs.setPlace({Place::Kind::All, {}});
        const QModelIndex row = runs.index(0);
        QCOMPARE(row.data().toString(), clean);
        QCOMPARE(row.data(BranchRole).toString(), clean);
        const QString origin = row.data(OriginRole).toString();
        QVERIFY2(origin.contains(clean + QStringLiteral("2 #801 · ") + clean), qPrintable(origin));

        ElidedLabel label(m_theme);
        label.setLine(text);
        QCOMPARE(label.text(), clean);
    }
};

QTEST_MAIN(TestHostileTexts)
#include "tst_hostiletexts.moc"
