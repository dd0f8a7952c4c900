// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/catalogfixture.h"
#include "ui/runs/runrowtexts.h"
#include "ui/runs/runsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

class TestRunsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsThePlace();
    void insertsTogetherWhatBelongsTogether();
    void tellsChangedRowsInRanges();
    void rowsComeAndGo();
    void neverResetsOnChanges();
    void resetsOnPlaceAndFilterOnly();
    void tellsEveryRole();
    void findsRows();
};

namespace {

const Place all{Place::Kind::All, {}};
const QString failure = QStringLiteral("failure");
const QString none;

struct Fixture : CatalogFixture
{
    RunsModel model{catalog, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
    QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
    QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
    QSignalSpy updated{&model, &RunsModel::updated};

    explicit Fixture(const Place &place = all)
    {
        model.setPlace(place);
        reset.clear();
        updated.clear();
    }

    QList<qint64> rows() const { return rowsOf(model); }
    static QList<qint64> rowsOf(const RunsModel &model)
    {
        QList<qint64> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.append(model.index(row).data(RunKeyRole).value<RunKey>().run.value);
        return ids;
    }
    //! Of a spy's signal: the first and last row.
    static QPair<int, int> span(const QSignalSpy &spy, int i) { return {spy[i][1].toInt(), spy[i][2].toInt()}; }
};

QList<Run> runsOf(std::initializer_list<RunSketch> sketches)
{
    QList<Run> runs;
    for (const RunSketch &sketch : sketches)
        runs.append(CatalogFixture::run(sketch));
    return runs;
}

} // namespace

void TestRunsModel::showsThePlace()
{
    Fixture f({Place::Kind::Running, {}});
    f.tell(runsOf({{.id = 1, .minute = 1},
                   {.id = 2, .minute = 2, .conclusion = none},
                   {.id = 3, .minute = 3, .conclusion = none}}));
    QCOMPARE(f.rows(), (QList<qint64>{3, 2}));
    f.model.setPlace(all);
    QCOMPARE(f.rows(), (QList<qint64>{3, 2, 1}));
    f.model.setFilter(RunFilter::parse(QStringLiteral("status:success")));
    QCOMPARE(f.rows(), (QList<qint64>{1}));
}

void TestRunsModel::insertsTogetherWhatBelongsTogether()
{
    Fixture f;
    f.tell(runsOf({{.id = 10, .minute = 10}, {.id = 20, .minute = 20}}));
    QCOMPARE(f.inserted.count(), 1);
    f.inserted.clear();
    f.tell(
        runsOf({{.id = 30, .minute = 30}, {.id = 31, .minute = 31}, {.id = 15, .minute = 15}, {.id = 1, .minute = 1}}));
    QCOMPARE(f.rows(), (QList<qint64>{31, 30, 20, 15, 10, 1}));
    QCOMPARE(f.inserted.count(), 3);
    QCOMPARE(Fixture::span(f.inserted, 2), qMakePair(0, 1));
    QCOMPARE(f.updated.count(), 2);
}

void TestRunsModel::tellsChangedRowsInRanges()
{
    Fixture f;
    f.tell(runsOf({{.id = 1, .minute = 1},
                   {.id = 2, .minute = 2},
                   {.id = 3, .minute = 3},
                   {.id = 4, .minute = 4},
                   {.id = 5, .minute = 5}}));
    const QString title = QStringLiteral("Other");
    f.tell(runsOf({{.id = 4, .minute = 4, .title = title},
                   {.id = 5, .minute = 5, .title = title},
                   {.id = 2, .minute = 2, .title = title}}));
    QCOMPARE(f.changed.count(), 2);
    QCOMPARE(f.changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(f.changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(f.changed[1][0].toModelIndex().row(), 3);
    QCOMPARE(f.changed[1][1].toModelIndex().row(), 3);
    QCOMPARE(f.model.index(3).data().toString(), title);
    QCOMPARE(f.inserted.count() + f.removed.count(), 1);
}

void TestRunsModel::rowsComeAndGo()
{
    Fixture f({Place::Kind::Failing, {}});
    f.tell(runsOf({{.id = 1, .minute = 1, .conclusion = failure},
                   {.id = 2, .minute = 2, .conclusion = failure, .branch = QStringLiteral("topic")}}));
    QCOMPARE(f.rows(), (QList<qint64>{2, 1}));
    // Another run mends main: the row of one that did not change itself goes.
    f.tell({.id = 3, .minute = 3});
    QCOMPARE(f.rows(), (QList<qint64>{2}));
    QCOMPARE(f.removed.count(), 1);
    QCOMPARE(Fixture::span(f.removed, 0), qMakePair(1, 1));
    f.tell({.id = 3, .minute = 3, .conclusion = failure, .attempt = 2});
    QCOMPARE(f.rows(), (QList<qint64>{3, 2}));
}

//! After any changes the rows are those that a new model would have.
void TestRunsModel::neverResetsOnChanges()
{
    Fixture f;
    f.model.setFilter(RunFilter::parse(QStringLiteral("branch:0,1,2 status:failure,in_progress")));
    f.reset.clear();
    const QStringList outcomes{failure, none, QStringLiteral("success")};
    const auto chance = [&f](int below) {
        return int(f.clock.random() * below);
    };
    for (int round = 0; round < 100; ++round) {
        QList<Run> batch;
        for (int i = 0; i < 12; ++i) {
            const int id = chance(150) + 1;
            batch.append(CatalogFixture::run({.id = id,
                                              .minute = id * 7 % 60,
                                              .conclusion = outcomes[chance(3)],
                                              .branch = QString::number(id % 4)}));
        }
        f.tell(batch);
        if (chance(3) == 0)
            f.catalog.remove({f.key(chance(150) + 1), f.key(chance(150) + 1), f.key(chance(150) + 1)});
        RunsModel fresh(f.catalog, f.clock);
        fresh.setPlace(all);
        fresh.setFilter(f.model.filter());
        QCOMPARE(f.rows(), Fixture::rowsOf(fresh));
    }
    QCOMPARE(f.reset.count(), 0);
    QVERIFY(f.inserted.count() > 20 && f.removed.count() > 20 && f.changed.count() > 20);
}

void TestRunsModel::resetsOnPlaceAndFilterOnly()
{
    Fixture f;
    f.model.setPlace(all);
    f.model.setFilter({});
    QCOMPARE(f.reset.count(), 0);
    f.model.setFilter(RunFilter::parse(QStringLiteral("x")));
    f.model.setFilter(RunFilter::parse(QStringLiteral("  x ")));
    QCOMPARE(f.reset.count(), 1);
    f.model.setPlace({});
    QCOMPARE(f.reset.count(), 2);
}

void TestRunsModel::tellsEveryRole()
{
    Fixture f;
    f.tell({.id = 12,
            .minute = -5,
            .conclusion = failure,
            .title = QStringLiteral("Fix <b>parser</b>"),
            .actor = QStringLiteral("kim"),
            .lastsSeconds = 192});
    const QModelIndex index = f.model.index(0);
    QCOMPARE(index.data().toString(), QStringLiteral("Fix <b>parser</b>"));
    QCOMPARE(index.data(RunKeyRole).value<RunKey>(), f.key(12));
    QCOMPARE(index.data(RepositoryRole).value<RepositoryRef>(), (RepositoryRef{kim(), acmeApi()}));
    QCOMPARE(index.data(StateRole).value<RunState>().conclusion, Conclusion::Failure);
    QCOMPARE(index.data(DurationRole).toLongLong(), 192'000);
    QCOMPARE(index.data(DurationTextRole).toString(), QStringLiteral("3m 12s"));
    QCOMPARE(index.data(ProgressRole).toDouble(), -1.0);
    QCOMPARE(index.data(OriginRole).toString(), QStringLiteral("acme/api · CI #812 · kim · 1m ago"));
    QCOMPARE(index.data(NoteKindRole).toInt(), int(RunNote::None));
    QCOMPARE(index.data(NoteRole).toString(), QString());
    QCOMPARE(index.data(BranchRole).toString(), QStringLiteral("main"));
    const QString spoken = index.data(Qt::AccessibleTextRole).toString();
    for (const char *part : {"Fix <b>parser</b>", "812", "CI", "acme/api", "main", "kim", "1m ago", "3m 12s"})
        QVERIFY2(spoken.contains(QLatin1String(part)), part);
    // Text from the network does not become markup in the one place that reads some.
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Fix &lt;b&gt;parser&lt;/b&gt;")));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("2026")));
    QVERIFY(!index.data(Qt::DecorationRole).isValid());
    QVERIFY(!f.model.data({}, Qt::DisplayRole).isValid());
    QCOMPARE(f.model.rowCount(index), 0);
    f.model.setPlace(Place::of({kim(), acmeApi()}));
    QCOMPARE(f.model.index(0).data(OriginRole).toString(), QStringLiteral("CI #812 · kim · 1m ago"));
}

void TestRunsModel::findsRows()
{
    Fixture f;
    f.tell(runsOf({{.id = 1, .minute = 1}, {.id = 2, .minute = 2}, {.id = 3, .minute = 2}}));
    QCOMPARE(f.model.rowOf(f.key(3)), 0);
    QCOMPARE(f.model.rowOf(f.key(2)), 1);
    QCOMPARE(f.model.rowOf(f.key(1)), 2);
    QCOMPARE(f.model.rowOf(f.key(4)), -1);
}

QTEST_MAIN(TestRunsModel)
#include "tst_runsmodel.moc"
