// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/sidebarmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace Runlight;

namespace {

const RunState failed = RunState::of(u"completed", u"failure");
const RunState running = RunState::of(u"in_progress", u"");
const RunState succeeded = RunState::of(u"completed", u"success");

SidebarRepository repository(const char *account, const char *owner, const char *name, const RunState &state = {},
                             int count = 0, const QString &trouble = {})
{
    return {{AccountId{QString::fromLatin1(account)}, {QString::fromLatin1(owner), QString::fromLatin1(name)}},
            state,
            count,
            trouble};
}

QStringList texts(const SidebarModel &model, int role = Qt::DisplayRole)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row).data(role).toString();
    return all;
}

QStringList repositoryTexts(const SidebarModel &model)
{
    return texts(model).mid(5);
}

} // namespace

class SidebarModelTest : public QObject
{
    Q_OBJECT

private:
    SidebarModel m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QTranslator m_plurals;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_plurals.load(QStringLiteral(":/translations/runlight_en.qm")));
        QVERIFY(QCoreApplication::installTranslator(&m_plurals));
    }

    void init()
    {
        m_model.setRepositories({});
        m_model.setCounts({});
    }

    void placesFirst()
    {
        QCOMPARE(texts(m_model),
                 (QStringList{QStringLiteral("Needs you"), QStringLiteral("Failing"), QStringLiteral("Running"),
                              QStringLiteral("Mine"), QStringLiteral("All runs")}));
        for (int row = 0; row < 5; ++row) {
            const auto place = m_model.index(row).data(SidebarModel::PlaceRole).value<Place>();
            QCOMPARE(int(place.kind), row);
            QCOMPARE(m_model.indexOf(place).row(), row);
        }
    }

    void countsChangeTheirRowsOnly()
    {
        QSignalSpy changes(&m_model, &QAbstractItemModel::dataChanged);
        CatalogCounts counts;
        counts.failing = 3;
        counts.all = 1200;
        m_model.setCounts(counts);
        QCOMPARE(changes.count(), 2);
        QCOMPARE(m_model.index(1).data(SidebarModel::CountRole).toInt(), 3);
        QCOMPARE(m_model.index(4).data(SidebarModel::CountRole).toInt(), 1200);
        m_model.setCounts(counts);
        QCOMPARE(changes.count(), 2);
    }

    void onlyPlacesWithRunsAreColoured()
    {
        QVERIFY(!m_model.index(1).data(SidebarModel::GlyphRole).isValid());
        QCOMPARE(m_model.index(1).data(SidebarModel::IconRole).toString(), QStringLiteral("status-failure"));
        CatalogCounts counts;
        counts.failing = 1;
        m_model.setCounts(counts);
        QCOMPARE(m_model.index(1).data(SidebarModel::GlyphRole).toInt(), int(StatusGlyph::Failure));
    }

    void repositoriesByOwnerAlphabetically()
    {
        m_model.setRepositories({
            repository("kim@github.example.com", "octo-org", "runtime"),
            repository("kim@github.com", "acme", "web"),
            repository("kim@github.com", "acme", "API"),
            repository("kim@github.com", "Acme", "docs"),
        });
        QCOMPARE(repositoryTexts(m_model),
                 (QStringList{QStringLiteral("acme · github.com"), QStringLiteral("API"), QStringLiteral("docs"),
                              QStringLiteral("web"), QStringLiteral("octo-org · github.example.com"),
                              QStringLiteral("runtime")}));
        QVERIFY(!m_model.flags(m_model.index(5)).testFlag(Qt::ItemIsSelectable));
        QVERIFY(m_model.flags(m_model.index(6)).testFlag(Qt::ItemIsSelectable));
        QVERIFY(!m_model.index(5).data(SidebarModel::PlaceRole).isValid());
    }

    void twoAccountsOfOneHostAreToldApart()
    {
        m_model.setRepositories(
            {repository("kim@github.com", "acme", "api"), repository("lee@github.com", "acme", "api")});
        QCOMPARE(repositoryTexts(m_model),
                 (QStringList{QStringLiteral("acme · kim@github.com"), QStringLiteral("api"),
                              QStringLiteral("acme · lee@github.com"), QStringLiteral("api")}));
    }

    void rowsThatStayKeepTheirIdentity()
    {
        m_model.setRepositories(
            {repository("kim@github.com", "acme", "api"), repository("kim@github.com", "acme", "web")});
        const QPersistentModelIndex web = m_model.index(7);
        QCOMPARE(web.data().toString(), QStringLiteral("web"));
        QSignalSpy resets(&m_model, &QAbstractItemModel::modelReset);
        m_model.setRepositories({repository("kim@github.com", "acme", "docs"),
                                 repository("kim@github.com", "acme", "web", running, 2),
                                 repository("kim@github.com", "aaa", "first")});
        QCOMPARE(resets.count(), 0);
        QCOMPARE(web.row(), 9);
        QCOMPARE(web.data(SidebarModel::CountRole).toInt(), 2);
        QCOMPARE(repositoryTexts(m_model),
                 (QStringList{QStringLiteral("aaa · github.com"), QStringLiteral("first"),
                              QStringLiteral("acme · github.com"), QStringLiteral("docs"), QStringLiteral("web")}));
    }

    void unchangedRepositoriesChangeNothing()
    {
        const QList<SidebarRepository> repositories = {repository("kim@github.com", "acme", "api", failed, 1)};
        m_model.setRepositories(repositories);
        QSignalSpy changes(&m_model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserts(&m_model, &QAbstractItemModel::rowsInserted);
        m_model.setRepositories(repositories);
        QCOMPARE(changes.count() + inserts.count(), 0);
    }

    void glyphsAndTroubles()
    {
        m_model.setRepositories(
            {repository("kim@github.com", "acme", "api", failed, 1), repository("kim@github.com", "acme", "empty"),
             repository("kim@github.com", "acme", "gone", {}, 0, QStringLiteral("<b>Not Found</b>"))});
        QCOMPARE(m_model.index(6).data(SidebarModel::GlyphRole).toInt(), int(StatusGlyph::Failure));
        QVERIFY(!m_model.index(7).data(SidebarModel::GlyphRole).isValid());
        // A message that looks like markup is shown as it is.
        QVERIFY(m_model.index(8).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;Not Found")));
        QVERIFY(!m_model.index(6).data(Qt::ToolTipRole).isValid());
    }

    void sentencesForScreenReaders()
    {
        CatalogCounts counts;
        counts.failing = 3;
        m_model.setCounts(counts);
        m_model.setRepositories({repository("kim@github.com", "acme", "api", failed, 2),
                                 repository("kim@github.com", "acme", "docs", succeeded),
                                 repository("kim@github.com", "acme", "empty"),
                                 repository("kim@github.com", "acme", "gone", failed, 1, QStringLiteral("Not Found"))});
        QCOMPARE(texts(m_model, Qt::AccessibleTextRole),
                 (QStringList{QStringLiteral("Needs you, 0 runs"), QStringLiteral("Failing, 3 runs"),
                              QStringLiteral("Running, 0 runs"), QStringLiteral("Mine, 0 runs"),
                              QStringLiteral("All runs, 0 runs"), QStringLiteral("acme · github.com"),
                              QStringLiteral("api, failed, 2 runs"), QStringLiteral("docs, succeeded"),
                              QStringLiteral("empty, no runs"), QStringLiteral("gone, could not be updated")}));
    }
};

QTEST_MAIN(SidebarModelTest)
#include "tst_sidebarmodel.moc"
