// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/shell/samplewindow.h"

#include "ui/run/runpane.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/runspane.h"
#include "ui/shell/actions.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/troublebar.h"
#include "ui/shell/welcomepage.h"
#include "ui/theme/inlinebar.h"

#include <QAccessible>
#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace Runlight;

namespace {

//! Stands in for the browser.
class Browser : public QObject
{
    Q_OBJECT

public:
    Browser() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }

    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened += url; }
};

template <typename T>
T &part(const MainWindow &window)
{
    auto *found = window.findChild<T *>();
    if (!found)
        qFatal("A part of the window is missing");
    return *found;
}

bool hasFocusIn(const QWidget &widget)
{
    const QWidget *focused = QApplication::focusWidget();
    return focused && (focused == &widget || widget.isAncestorOf(focused));
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private:
    QTranslator m_plurals;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_plurals.load(QStringLiteral(":/translations/runlight_en.qm")));
        QVERIFY(QCoreApplication::installTranslator(&m_plurals));
    }

    void emptyWindowTeaches()
    {
        SampleWindow sample;
        QSignalSpy demo(&sample.window, &MainWindow::demoRequested);
        sample.load({});
        QVERIFY(sample.show());
        auto &welcome = part<WelcomePage>(sample.window);
        QVERIFY(welcome.isVisible());
        QVERIFY(!part<Sidebar>(sample.window).isVisible());
        QVERIFY(!part<FilterBar>(sample.window).isEnabled());
        welcome.findChild<QPushButton *>()->click();
        QCOMPARE(demo.count(), 1);
    }

    void signingInIsNotEmpty()
    {
        SampleWindow sample;
        sample.load({});
        sample.window.setSignIn(true, {});
        QVERIFY(sample.show());
        QVERIFY(!part<WelcomePage>(sample.window).isVisible());
        QVERIFY(!sample.window.isSettled());
        sample.window.setSignIn(false, {});
        QVERIFY(part<WelcomePage>(sample.window).isVisible());
        QVERIFY(sample.window.isSettled());
    }

    void settledIsToldOnce()
    {
        SampleWindow sample;
        QSignalSpy settled(&sample.window, &MainWindow::settled);
        QVERIFY(!sample.window.isSettled());
        sample.load({});
        QVERIFY(sample.window.isSettled());
        QCOMPARE(settled.count(), 1);
    }

    void signInFailureIsToldWhileItLasts()
    {
        SampleWindow sample;
        sample.load({});
        QVERIFY(sample.show());
        Error error;
        error.kind = ErrorKind::Unauthorized;
        error.message = QStringLiteral("Bad credentials");
        sample.window.setSignIn(false, error);
        auto &bar = part<TroubleBar>(sample.window);
        QVERIFY(bar.isVisible());
        QVERIFY(bar.findChild<InlineBar *>()->detail().contains(QStringLiteral("Bad credentials")));
        QSignalSpy retry(&sample.window, &MainWindow::retryRequested);
        bar.findChild<QPushButton *>()->click();
        QCOMPARE(retry.count(), 1);
        sample.window.setSignIn(false, {});
        QVERIFY(!bar.isVisible());
    }

    void demoIsMarked()
    {
        Browser browser;
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        QVERIFY(sample.show());
        sample.window.markAsDemo();
        QVERIFY(sample.window.windowTitle().contains(QStringLiteral("Runlight demo")));
        QTRY_VERIFY(part<Actions>(sample.window).openOnGitHub->isEnabled());
        QTest::keyClick(&sample.window, Qt::Key_O);
        QVERIFY(browser.opened.isEmpty());
        const QList<QLabel *> labels = part<StatusBar>(sample.window).findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("no pages to open"));
        }));
    }

    void storeFailureIsTold()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("runlight.sqlite"));
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(8192, 'x'));
        damaged.close();
        VirtualClock clock;
        Theme theme(Theme::Scheme::Light);
        Store store(file, clock);
        Monitor monitor(store, clock);
        RunCatalog catalog(store, clock);
        IdleLogs logs;
        IdleDownloads downloads;
        Control control(store, clock);
        MainWindow window(store, monitor, control, logs.streamer, downloads.downloads, catalog, clock, theme);
        window.show();
        catalog.load();
        auto &bar = part<TroubleBar>(window);
        QTRY_VERIFY(bar.isVisible());
        QCOMPARE(bar.findChild<InlineBar *>()->headline(), QStringLiteral("What you see now is not kept"));
    }

    void titleCountsWhatNeedsYou()
    {
        SampleWindow sample;
        QCOMPARE(sample.window.windowTitle(), QStringLiteral("Runlight"));
        QList<Run> runs = sampleRuns(sample.clock.now());
        sample.load({runs.takeAt(2)}); // kim's failure
        QCOMPARE(sample.window.windowTitle(), QStringLiteral("1 needs you — Runlight"));
    }

    void sidebarFollowsTheCatalog()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        QStringList rows;
        const QAbstractItemModel *model = part<Sidebar>(sample.window).model();
        for (int row = 0; row < model->rowCount(); ++row)
            rows += model->index(row, 0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(rows.mid(1),
                 (QStringList{QStringLiteral("Failing, 2 runs"), QStringLiteral("Running, 3 runs"),
                              QStringLiteral("Mine, 5 runs"), QStringLiteral("All runs, 12 runs"),
                              QStringLiteral("acme · github.com"), QStringLiteral("api, failed, 1 run"),
                              QStringLiteral("docs, succeeded"), QStringLiteral("infra, waiting, 1 run"),
                              QStringLiteral("web, in progress, 2 runs"), QStringLiteral("octo-org · github.com"),
                              QStringLiteral("compiler, succeeded"), QStringLiteral("runtime, failed, 1 run"),
                              QStringLiteral("website, succeeded")}));
    }

    void keysChoosePlaces()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        QVERIFY(sample.show());
        auto &sidebar = part<Sidebar>(sample.window);
        QCOMPARE(sidebar.place().kind, Place::Kind::NeedsYou);
        QTest::keyClick(&sample.window, Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(sidebar.place().kind, Place::Kind::All);
        QTest::keyClick(&sample.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(sidebar.place().kind, Place::Kind::Failing);
        // Down from the last place steps over the header to the first repository.
        QTest::keyClick(&sample.window, Qt::Key_5, Qt::ControlModifier);
        sidebar.setFocus();
        QTest::keyClick(&sidebar, Qt::Key_Down);
        QCOMPARE(sidebar.place(), Place::of({sampleAccount(), *RepoName::parse(u"acme/api")}));
        QTest::keyClick(&sidebar, Qt::Key_Up);
        QCOMPARE(sidebar.place().kind, Place::Kind::All);
    }

    void keysMoveInTheList()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        sample.window.setPlace({Place::Kind::All, {}});
        QVERIFY(sample.show());
        auto &runs = part<RunsPane>(sample.window);
        const auto id = [&runs] {
            return runs.currentRun() ? runs.currentRun()->run.value : 0;
        };
        QTest::keyClick(&sample.window, Qt::Key_G);
        QTest::keyClick(&sample.window, Qt::Key_J);
        QCOMPARE(id(), 8998);
        QTest::keyClick(&sample.window, Qt::Key_K);
        QCOMPARE(id(), 8999);
        QTest::keyClick(&sample.window, Qt::Key_G, Qt::ShiftModifier);
        QCOMPARE(id(), 8988);
    }

    void keysMoveTheFocus()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        QVERIFY(sample.show());
        QVERIFY(hasFocusIn(part<RunsPane>(sample.window)));
        QTest::keyClick(&sample.window, Qt::Key_Slash);
        QVERIFY(hasFocusIn(part<FilterBar>(sample.window)));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(hasFocusIn(part<RunsPane>(sample.window)));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(hasFocusIn(part<RunPane>(sample.window)));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(hasFocusIn(part<RunsPane>(sample.window)));
    }

    void tabGoesFromLeftToRight()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        QVERIFY(sample.show());
        QWidget *const parts[] = {&part<FilterBar>(sample.window), &part<Sidebar>(sample.window),
                                  &part<RunsPane>(sample.window), &part<RunPane>(sample.window)};
        QTest::keyClick(&sample.window, Qt::Key_Slash);
        QList<int> visited;
        for (int step = 0; step < 40; ++step) {
            for (int i = 0; i < int(std::size(parts)); ++i) {
                if (hasFocusIn(*parts[i]) && (visited.isEmpty() || visited.constLast() != i))
                    visited += i;
            }
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(visited.mid(0, 5), (QList{0, 1, 2, 3, 0}));
    }

    void selectsByIdAndByNumber()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        const auto &runs = part<RunsPane>(sample.window);
        QVERIFY(sample.window.selectRun(QStringLiteral("8997")));
        QCOMPARE(runs.currentRun()->run.value, 8997);
        QVERIFY(sample.window.selectRun(QStringLiteral("1204")));
        QCOMPARE(runs.currentRun()->run.value, 8993);
        QVERIFY(!sample.window.selectRun(QStringLiteral("5")));
        QVERIFY(!sample.window.selectRun(QStringLiteral("main")));
        QVERIFY(!sample.window.selectRun(QString()));
    }

    void opensTheRunOnItsHostOnly()
    {
        Browser browser;
        SampleWindow sample;
        QList<Run> runs = sampleRuns(sample.clock.now());
        runs[4].htmlUrl = QUrl(QStringLiteral("https://example.com/run"));
        sample.load(runs);
        QVERIFY(sample.show());
        auto &actions = part<Actions>(sample.window);
        QVERIFY(sample.window.selectRun(QStringLiteral("812")));
        QTRY_VERIFY(actions.openOnGitHub->isEnabled());
        QTest::keyClick(&sample.window, Qt::Key_O);
        QCOMPARE(browser.opened, QList{runs[2].htmlUrl});
        QVERIFY(sample.window.selectRun(QStringLiteral("96")));
        QTRY_COMPARE(part<RunPane>(sample.window).pageUrl(), runs[4].htmlUrl);
        QVERIFY(!actions.openOnGitHub->isEnabled());
        Q_EMIT part<RunPane>(sample.window).openUrlRequested(runs[4].htmlUrl);
        QCOMPARE(browser.opened.size(), 1);
    }

    void shortcutSheetOpensOnce()
    {
        SampleWindow sample;
        sample.load({});
        QVERIFY(sample.show());
        QTest::keyClick(&sample.window, Qt::Key_F1);
        part<Actions>(sample.window).shortcuts->trigger();
        QCOMPARE(sample.window.findChildren<ShortcutSheet *>().size(), 1);
        QVERIFY(part<ShortcutSheet>(sample.window).isVisible());
    }

    void remembersSizeAndTheme()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        {
            SampleWindow sample(&settings, Theme::Scheme::System);
            sample.load(sampleRuns(sample.clock.now()));
            QVERIFY(sample.show());
            sample.window.resize(1100, 700);
            part<QSplitter>(sample.window).setSizes({320, 780});
            QVERIFY(QMetaObject::invokeMethod(&part<Actions>(sample.window), "themeChosen",
                                              Q_ARG(Runlight::Theme::Scheme, Theme::Scheme::Dark)));
            QVERIFY(sample.theme.isDark());
            sample.window.close();
        }
        SampleWindow sample(&settings, Theme::Scheme::System);
        QVERIFY(sample.theme.isDark());
        QCOMPARE(sample.window.size(), QSize(1100, 700));
        sample.load(sampleRuns(sample.clock.now()));
        QVERIFY(sample.show());
        QCOMPARE(part<Sidebar>(sample.window).width(), 320);

        // What the command line asks for wins over what was kept.
        SampleWindow asked(&settings, Theme::Scheme::Light);
        QVERIFY(!asked.theme.isDark());
    }

    void everyControlHasAName()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        QVERIFY(sample.show());
        QVERIFY(sample.window.selectRun(QStringLiteral("812")));
        for (QWidget *widget : sample.window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty(),
                     qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()),
                                                            widget->objectName())));
        }
    }

    void fitsTheSmallestSize()
    {
        SampleWindow sample;
        sample.load(sampleRuns(sample.clock.now()));
        sample.window.resize(900, 600);
        QVERIFY(sample.show());
        QVERIFY(sample.window.selectRun(QStringLiteral("812")));
        QCOMPARE(sample.window.size(), QSize(900, 600));
        const QRect inside = sample.window.rect();
        for (QWidget *widget : {static_cast<QWidget *>(&part<Sidebar>(sample.window)),
                                static_cast<QWidget *>(&part<RunsPane>(sample.window)),
                                static_cast<QWidget *>(&part<RunPane>(sample.window))})
            QVERIFY(inside.contains(QRect(widget->mapTo(&sample.window, QPoint()), widget->size())));
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
