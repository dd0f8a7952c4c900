// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/run/samplerun.h"
#include "ui/artifacts/artifactsmodel.h"
#include "ui/run/annotationsmodel.h"
#include "ui/run/firsterrorcard.h"
#include "ui/run/reviewsmodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

class TestRowsModels : public QObject
{
    Q_OBJECT

    using Mode = QAbstractItemModelTester::FailureReportingMode;

private Q_SLOTS:
    void artifactsTellTheirLife()
    {
        QLocale::setDefault(QLocale::c());
        ArtifactsModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setNow(sampleTime(300));
        model.setRows(failedRun().artifacts);
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex fresh = model.index(0);
        QCOMPARE(fresh.data().toString(), QStringLiteral("dist-linux"));
        QCOMPARE(fresh.data(TrailingRole).toString(), QStringLiteral("17.5 MB"));
        QCOMPARE(fresh.data(SubtitleRole).toString(), QStringLiteral("2m ago · expires in 90d"));
        QCOMPARE(fresh.data(MonoRole).toString(), QStringLiteral("sha256:9be01d74f2c1"));
        QVERIFY(fresh.data(Qt::ToolTipRole).toString().contains(failedRun().artifacts.first().digest));
        QCOMPARE(model.index(1).data(SubtitleRole).toString(), QStringLiteral("2m ago · expired"));
        QVERIFY(model.index(1).data(MutedRole).toBool());
    }

    void artifactsExpireByTheClock()
    {
        ArtifactsModel model;
        model.setRows(failedRun().artifacts.mid(0, 1));
        model.setNow(sampleTime(90 * 86'400 - 60));
        QVERIFY(model.index(0).data(SubtitleRole).toString().endsWith(QStringLiteral("expires today"))
                || model.index(0).data(SubtitleRole).toString().endsWith(QStringLiteral("expires in 1d")));
        model.setNow(sampleTime(90 * 86'400));
        QVERIFY(model.index(0).data(SubtitleRole).toString().endsWith(QStringLiteral("expired")));
    }

    void artifactsWithoutDigestOrTimes()
    {
        ArtifactsModel model;
        model.setNow(sampleTime(0));
        Artifact bare;
        bare.id = {7};
        bare.name = QStringLiteral("bare");
        model.setRows({bare});
        QVERIFY(model.index(0).data(MonoRole).toString().isEmpty());
        QVERIFY(model.index(0).data(SubtitleRole).toString().isEmpty());
    }

    void rowsKeepTheirIdentity()
    {
        ArtifactsModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        QList<Artifact> artifacts = failedRun().artifacts;
        model.setRows(artifacts);
        const QPersistentModelIndex second = model.index(1);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        artifacts.swapItemsAt(0, 1);
        artifacts[0].name = QStringLiteral("renamed");
        model.setRows(artifacts);
        QCOMPARE(second.row(), 0);
        QCOMPARE(second.data().toString(), QStringLiteral("renamed"));
        QCOMPARE(changed.count(), 1);
        model.setRows(artifacts.mid(1));
        QVERIFY(!second.isValid());
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.data(model.index(5), Qt::DisplayRole).isValid());
    }

    void annotationsSayWhatAndWhere()
    {
        AnnotationsModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        const RunDetails details = failedRun();
        model.setAnnotations(details.annotations, details.jobs,
                             QUrl(QStringLiteral("https://github.com/acme/api/blob/abc")));
        const QModelIndex index = model.index(1);
        QCOMPARE(index.data().toString(), QStringLiteral("Expected depth 64, got 65"));
        QCOMPARE(index.data(MessageRole).toString(), QStringLiteral("Parser.NestedGroups (4 ms)"));
        QCOMPARE(index.data(MonoRole).toString(), QStringLiteral("tests/parser_test.cpp:211"));
        QCOMPARE(index.data(SubtitleRole).toString(), QStringLiteral("build"));
        QCOMPARE(index.data(UrlRole).toUrl(),
                 QUrl(QStringLiteral("https://github.com/acme/api/blob/abc/tests/parser_test.cpp#L211")));
        QCOMPARE(index.data(GlyphRole).value<StatusGlyph>(), StatusGlyph::Failure);
        QCOMPARE(index.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Failure in build: Expected depth 64, got 65"));
        // What belongs to no file leads nowhere.
        QVERIFY(model.index(0).data(MonoRole).toString().isEmpty());
        QVERIFY(model.index(0).data(UrlRole).toUrl().isEmpty());
    }

    void pathsCannotLeaveTheirUrl()
    {
        AnnotationsModel model;
        Annotation odd;
        odd.path = QStringLiteral("a b?x=1#y/%2e%2e");
        odd.message = QStringLiteral("m");
        model.setAnnotations({odd}, {}, QUrl(QStringLiteral("https://github.com/acme/api/blob/abc")));
        const QUrl url = model.index(0).data(UrlRole).toUrl();
        QCOMPARE(url.host(), QStringLiteral("github.com"));
        QVERIFY(!url.hasQuery());
        QVERIFY(!url.hasFragment());
        QVERIFY(url.path().startsWith(QStringLiteral("/acme/api/blob/abc/a b?x=1#y/")));
    }

    void aTitleComesFirst()
    {
        Annotation annotation;
        annotation.title = QStringLiteral("Parser.NestedGroups");
        annotation.message = QStringLiteral("one\ntwo");
        QCOMPARE(textOf(annotation).title, annotation.title);
        QCOMPARE(textOf(annotation).message, annotation.message);
        annotation.title.clear();
        annotation.message.clear();
        QVERIFY(textOf(annotation).title.isEmpty());
    }

    void firstErrorsAreThoseThatNameAPlace()
    {
        QList<Annotation> annotations = failedRun().annotations;
        QCOMPARE(firstFailures(annotations, 3).size(), 1);
        QCOMPARE(firstFailures(annotations, 3).first().path, QStringLiteral("tests/parser_test.cpp"));
        annotations.removeAt(1);
        QCOMPARE(firstFailures(annotations, 3).first().message, QStringLiteral("Process completed with exit code 1."));
        QVERIFY(firstFailures(annotations.mid(1), 3).isEmpty()); // a warning is no error
        QVERIFY(firstFailures({}, 3).isEmpty());
    }

    void reviewsCountDown()
    {
        ReviewsModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        PendingDeployment deployment = runningRun().pendingDeployments.first();
        deployment.waitTimerMinutes = 30;
        deployment.waitTimerStartedAt = sampleTime(0);
        model.setNow(sampleTime(240));
        model.setRows({deployment});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("production"));
        QCOMPARE(model.index(0).data(SubtitleRole).toString(), QStringLiteral("Waiting for your review"));
        QCOMPARE(model.index(0).data(TrailingRole).toString(), QStringLiteral("26 min left"));
        model.setNow(sampleTime(1800));
        QVERIFY(model.index(0).data(TrailingRole).toString().isEmpty());
    }
};

QTEST_MAIN(TestRowsModels)
#include "tst_rowsmodels.moc"
