// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/artifacts/downloadsbench.h"
#include "ui/artifacts/downloadsview.h"
#include "ui/artifacts/transferindicator.h"
#include "ui/artifacts/transferlist.h"
#include "ui/artifacts/transferrole.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

using namespace Runlight;
using State = Transfer::State;
using Action = TransferAction;

//! All downloads, and what the status bar says of them.
class TestDownloadsView : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};
    QTranslator m_english;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<DownloadsBench> m_bench;

    Downloads &downloads() { return *m_bench->downloads; }
    static QByteArray zip() { return madeZip({{.name = "app", .content = noise(100'000)}}); }
    static QPushButton *button(const QWidget &view, const QString &text)
    {
        for (auto *each : view.findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    static QString stateAt(const QAbstractItemModel &model, int row)
    {
        return model.index(row, 0).data(StateTextRole).toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_theme.install();
        QVERIFY(m_english.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_english);
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_bench = std::make_unique<DownloadsBench>(Downloads::Limits(), m_dir->filePath(QStringLiteral("a.sqlite")));
    }
    void cleanup() { m_bench.reset(); }

    void listsAllNewestFirst()
    {
        DownloadsView view(downloads(), m_bench->clock, m_theme);
        view.show();
        auto *list = view.findChild<TransferList *>();
        const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!button(view, QStringLiteral("Clear finished"))->isEnabled());
        const TransferId first = downloads().start(m_bench->put(11, zip(), QStringLiteral("first")));
        const TransferId second = downloads().start(m_bench->put(12, zip(), QStringLiteral("second")));
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("second"));
        QVERIFY(list->model()->index(0, 0).data(SubtitleRole).toString().startsWith(QLatin1String("acme/api")));
        QVERIFY(m_bench->reaches(first, State::Done));
        QVERIFY(m_bench->reaches(second, State::Done));
        button(view, QStringLiteral("Clear finished"))->click();
        QCOMPARE(list->model()->rowCount(), 0);
        QVERIFY(m_bench->rests());
        QVERIFY(!m_bench->isTargetEmpty()); // forgotten, not deleted
    }

    void knowsThoseOfEarlierSessions()
    {
        const TransferId done = downloads().start(m_bench->put(11, zip(), QStringLiteral("done")));
        QVERIFY(m_bench->reaches(done, State::Done));
        m_bench->bytesPerSecond = 1000;
        const TransferId cut = downloads().start(m_bench->put(12, zip(), QStringLiteral("cut")));
        QVERIFY(m_bench->receives(cut, 1000));
        m_bench->downloads.reset();
        m_bench->bytesPerSecond = 0;
        m_bench->open();
        DownloadsView view(downloads(), m_bench->clock, m_theme);
        view.show();
        const auto *model = view.findChild<TransferList *>()->model();
        downloads().load();
        QVERIFY(m_bench->until([&] { return model->rowCount() == 2; }));
        QVERIFY(stateAt(*model, 0).contains(QLatin1String("ended before")));
        QVERIFY(model->index(0, 0).data(ActionsRole).value<QList<int>>().contains(int(Action::Retry)));
        QVERIFY(stateAt(*model, 1).endsWith(QLatin1String("/done")));
        QVERIFY(m_bench->rests());
    }

    void worksByKeyboard()
    {
        m_bench->bytesPerSecond = 10'000;
        DownloadsView view(downloads(), m_bench->clock, m_theme);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        const TransferId id = downloads().start(m_bench->put(11, zip()));
        QVERIFY(m_bench->receives(id, 20'000));
        auto *list = view.findChild<TransferList *>();
        QVERIFY(list->hasFocus());
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(m_bench->stateOf(id), State::Paused);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(m_bench->reaches(id, State::Downloading));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(m_bench->stateOf(id), State::Cancelled);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(list->model()->rowCount(), 0);
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.isVisible());
        QVERIFY(m_bench->rests());
    }

    void theIndicatorSaysWhatComes()
    {
        TransferIndicator indicator(downloads(), m_theme);
        QVERIFY(!indicator.isVisibleTo(nullptr));
        m_bench->bytesPerSecond = 10'000;
        const TransferId one = downloads().start(m_bench->put(11, zip(), QStringLiteral("dist\u202E\nx")));
        QVERIFY(m_bench->receives(one, 50'000));
        QCOMPARE(indicator.text(), QStringLiteral("dist x"));
        QVERIFY2(indicator.accessibleName().contains(QLatin1String("%")), qUtf8Printable(indicator.accessibleName()));
        const TransferId two = downloads().start(m_bench->put(12, zip(), QStringLiteral("two")));
        QCOMPARE(indicator.text(), QStringLiteral("2 downloads"));
        m_bench->bytesPerSecond = 0;
        QVERIFY(m_bench->reaches(one, State::Done));
        QVERIFY(m_bench->reaches(two, State::Done));
        QCOMPARE(indicator.text(), QStringLiteral("Downloads"));
        downloads().removeOver();
        QVERIFY(!indicator.isVisibleTo(nullptr));
        QVERIFY(m_bench->rests());
    }
};

QTEST_MAIN(TestDownloadsView)
#include "tst_downloadsview.moc"
