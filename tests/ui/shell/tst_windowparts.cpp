// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "tests/support/idledownloads.h"
#include "ui/shell/panes.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/ticker.h"
#include "ui/shell/troublebar.h"
#include "ui/shell/welcomepage.h"
#include "ui/theme/inlinebar.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

RepositoryStatus missing(const QString &name)
{
    RepositoryStatus status;
    status.ref = {AccountId{QStringLiteral("kim@github.com")}, {QStringLiteral("acme"), name}};
    Error error;
    error.kind = ErrorKind::RepositoryNotFound;
    error.httpStatus = 404;
    error.message = QStringLiteral("Not Found");
    status.error = error;
    return status;
}

QPushButton *buttonOf(const QWidget &bar)
{
    for (auto *button : bar.findChildren<QPushButton *>()) {
        if (button->isVisibleTo(&bar))
            return button;
    }
    return nullptr;
}

} // namespace

class WindowPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tickerRestsWhileHidden()
    {
        VirtualClock clock;
        QWidget widget;
        Ticker ticker(clock, widget);
        QSignalSpy ticks(&ticker, &Ticker::ticked);
        clock.advance(10s);
        QCOMPARE(ticks.count(), 0);
        widget.show();
        QCOMPARE(ticks.count(), 1);
        clock.advance(3s);
        QCOMPARE(ticks.count(), 4);
        widget.hide();
        QCOMPARE(clock.pendingTimers(), 0);
        widget.show();
        QCOMPARE(ticks.count(), 5);
        QCOMPARE(clock.pendingTimers(), 1);
    }

    void statusBarCountsOn()
    {
        VirtualClock clock;
        Theme theme(Theme::Scheme::Light);
        IdleDownloads downloads;
        StatusBar bar(downloads.downloads, clock, theme);
        MonitorStatus status;
        status.updatedAt = clock.now();
        status.nextPollAt = clock.now().addSecs(30);
        status.accounts.append(AccountStatus());
        status.repositories.append(RepositoryStatus());
        bar.setStatus(status);
        const auto texts = [&bar] {
            QStringList all;
            for (const QLabel *label : bar.findChildren<QLabel *>())
                all += label->text();
            return all;
        };
        QVERIFY(texts().contains(QStringLiteral("Updated 0 s ago · next in 30 s")));
        clock.advance(10s);
        bar.refresh();
        QVERIFY(texts().contains(QStringLiteral("Updated 10 s ago · next in 20 s")));
    }

    void troubleBarComesAndGoes()
    {
        VirtualClock clock;
        Theme theme(Theme::Scheme::Light);
        TroubleBar bar(clock, theme);
        QVERIFY(bar.isHidden());
        TroubleSources sources;
        sources.status.offline = true;
        bar.setSources(sources);
        QVERIFY(!bar.isHidden());
        bar.setSources({});
        QVERIFY(bar.isHidden());
    }

    void troubleBarEndsWithTheLimit()
    {
        VirtualClock clock;
        Theme theme(Theme::Scheme::Light);
        TroubleBar bar(clock, theme);
        TroubleSources sources;
        AccountStatus account;
        account.limitedUntil = clock.now().addSecs(60);
        sources.status.accounts = {account};
        bar.setSources(sources);
        QVERIFY(!bar.isHidden());
        QVERIFY(!buttonOf(bar));
        clock.advance(61s);
        bar.refresh();
        QVERIFY(bar.isHidden());
    }

    void troubleBarShowsTheWorstAndCountsTheRest()
    {
        VirtualClock clock;
        Theme theme(Theme::Scheme::Light);
        TroubleBar bar(clock, theme);
        QSignalSpy retry(&bar, &TroubleBar::retryRequested);
        QSignalSpy stop(&bar, &TroubleBar::stopWatchingRequested);
        TroubleSources sources;
        sources.status.repositories = {missing(QStringLiteral("one")), missing(QStringLiteral("two"))};
        bar.setSources(sources);
        auto *inner = bar.findChild<InlineBar *>();
        QCOMPARE(inner->headline(), QStringLiteral("acme/one was not found, and 1 more"));
        QVERIFY(inner->toolTip().contains(QStringLiteral("acme/two was not found")));
        buttonOf(bar)->click();
        QCOMPARE(stop.count(), 1);
        QCOMPARE(stop[0][0].value<RepositoryRef>(), sources.status.repositories[0].ref);

        sources.status.offline = true;
        bar.setSources(sources);
        QCOMPARE(inner->headline(), QStringLiteral("No connection, and 2 more"));
        buttonOf(bar)->click();
        QCOMPARE(retry.count(), 1);
    }

    void troubleBarOpensPages()
    {
        VirtualClock clock;
        Theme theme(Theme::Scheme::Light);
        TroubleBar bar(clock, theme);
        QSignalSpy open(&bar, &TroubleBar::openRequested);
        TroubleSources sources;
        AccountStatus account;
        account.account = Account::of(QStringLiteral("kim"), QStringLiteral("github.com"),
                                      QUrl(QStringLiteral("https://api.github.com")));
        account.error = Error();
        account.error->kind = ErrorKind::Unauthorized;
        sources.status.accounts = {account};
        bar.setSources(sources);
        buttonOf(bar)->click();
        QCOMPARE(open.count(), 1);
        QCOMPARE(open[0][0].toUrl(), QUrl(QStringLiteral("https://github.com/settings/tokens")));
    }

    void welcomePageOffersTheDemo()
    {
        Theme theme(Theme::Scheme::Light);
        WelcomePage page(theme);
        QSignalSpy demo(&page, &WelcomePage::demoRequested);
        auto *button = page.findChild<QPushButton *>();
        QCOMPARE(button->text(), QStringLiteral("Try the demo"));
        button->click();
        QCOMPARE(demo.count(), 1);
        QStringList texts;
        for (const QLabel *label : page.findChildren<QLabel *>())
            texts += label->text();
        const QString all = texts.join(QLatin1Char('\n'));
        for (const char *way : {"GH_TOKEN", "GITHUB_TOKEN", "--repo OWNER/NAME"})
            QVERIFY2(all.contains(QLatin1String(way)), way);
    }

    void panesKeepTheirPlaces()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        Theme theme(Theme::Scheme::Light);
        QList<int> outer;
        QList<int> inner;
        const auto makePanes = [&theme] {
            auto panes = std::make_unique<Panes>(*new QWidget, *new QWidget, *new QWidget, theme);
            panes->resize(1400, 700);
            panes->show();
            return panes;
        };
        {
            const auto panes = makePanes();
            auto *innerSplitter = panes->findChild<QSplitter *>();
            panes->setSizes({300, 1100});
            innerSplitter->setSizes({500, 600});
            outer = panes->sizes();
            inner = innerSplitter->sizes();
            panes->save(settings);
        }
        const auto panes = makePanes();
        QVERIFY(panes->sizes() != outer);
        panes->restore(settings);
        QCOMPARE(panes->sizes(), outer);
        QCOMPARE(panes->findChild<QSplitter *>()->sizes(), inner);
    }

    void panesSurviveDamagedSettings()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("panes/sidebar"), QStringLiteral("not a splitter"));
        Theme theme(Theme::Scheme::Light);
        Panes panes(*new QWidget, *new QWidget, *new QWidget, theme);
        panes.resize(1280, 700);
        panes.show();
        const QList<int> before = panes.sizes();
        panes.restore(settings);
        QCOMPARE(panes.sizes(), before);
    }

    void panesWaitAndDim()
    {
        Theme theme(Theme::Scheme::Light);
        auto *runs = new QWidget;
        Panes panes(*new QWidget, *runs, *new QWidget, theme);
        panes.resize(1280, 700);
        panes.show();
        QVERIFY(runs->isVisible());
        panes.setWaitingFor(QStringLiteral("Loading"));
        QVERIFY(!runs->isVisible());
        auto *veil = panes.findChild<QWidget *>(QStringLiteral("veil"));
        panes.setStale(true);
        QVERIFY(!veil->isVisible());
        panes.setWaitingFor({});
        QVERIFY(runs->isVisible());
        QVERIFY(veil->isVisible());
        QCOMPARE(veil->geometry(), veil->parentWidget()->rect());
        panes.setStale(false);
        QVERIFY(!veil->isVisible());
    }
};

QTEST_MAIN(WindowPartsTest)
#include "tst_windowparts.moc"
