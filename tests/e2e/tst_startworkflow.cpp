// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"
#include "core/base/clock.h"
#include "core/simulator/simulator.h"
#include "ui/dispatch/dispatchdialog.h"
#include "ui/dispatch/noticebar.h"
#include "ui/runs/runspane.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! A repository whose one workflow is started by hand, with an input of each type.
const QByteArray deployable = R"json({
    "history": "1d",
    "people": [{"login": "kim"}],
    "accounts": [{"login": "kim", "host": "github.com", "token": "sim-kim-token"}],
    "repositories": [{
        "name": "acme/api", "access": ["kim"], "branches": ["release"],
        "environments": [{"name": "staging"}, {"name": "production"}],
        "workflows": [
            {"name": "CI", "file": "ci.yml", "on": ["push"], "jobs": [{"id": "test", "steps": [["Test", 30]]}]},
            {"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"],
             "inputs": [{"name": "version", "required": true}, {"name": "dry", "type": "boolean", "default": "true"},
                        {"name": "where", "type": "choice", "options": ["here", "there"]},
                        {"name": "count", "type": "number", "default": "3"},
                        {"name": "target", "type": "environment", "required": true}],
             "jobs": [{"id": "deploy", "steps": [["Roll out", 40]]}]}],
        "runs": [{"at": "-2h", "workflow": "ci.yml", "title": "Read quoted values", "actor": "kim"}]
    }]
})json";

//! All that a person sees and presses, over a simulated GitHub, in time that stands still between steps.
struct Workplace
{
    explicit Workplace(Scenario scenario)
        : simulator(std::move(scenario), clock)
        , session({}, clock)
    {
        theme.install();
    }

    bool open()
    {
        if (!simulator.listen())
            return false;
        window = std::make_unique<MainWindow>(session.store(), session.monitor(), session.control(), session.logs(),
                                              session.downloads(), session.catalog(), clock, theme);
        window->setDispatcher(session.dispatcher());
        QList<SignIn> signIns;
        for (const SimulatedAccount &account : simulator.accounts())
            signIns.append({account.login, account.host, simulator.baseUrl(), account.token.toUtf8(),
                            simulator.repositoriesOf(account)});
        session.start(signIns);
        window->show();
        window->activateWindow();
        return QTest::qWaitForWindowActive(window.get()) && passUntil([this] { return window->isSettled(); }, 1min);
    }

    bool passUntil(const std::function<bool()> &condition, std::chrono::seconds atMost)
    {
        for (auto passed = 0s; passed <= atMost; ++passed) {
            if (!QTest::qWaitFor([this] { return session.pendingWork() == 0; }, 10'000))
                return false;
            if (condition())
                return true;
            clock.advance(1s);
        }
        return false;
    }

    //! As a person does: to whatever has the focus.
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    static void type(const QString &text)
    {
        QTest::keyClicks(QApplication::focusWidget(), text);
        // A list has opened: it is a window, of which the system is told first.
        QCoreApplication::processEvents();
    }
    static QString focused()
    {
        const QWidget *widget = QApplication::focusWidget();
        return widget ? widget->accessibleName() : QString();
    }

    //! The focus follows the windows that open and close.
    static bool comesTo(const QString &name)
    {
        return QTest::qWaitFor([&] { return focused() == name; }, 10'000);
    }

    DispatchDialog *dialog() const
    {
        auto *found = window->findChild<DispatchDialog *>();
        return found && found->isVisible() ? found : nullptr;
    }
    QString shownTitle() const
    {
        const auto shown = session.catalog().newestFirst();
        return shown.empty() ? QString() : session.catalog().run(shown.front()).title();
    }
    QString told() const
    {
        const auto *bar = window->findChild<NoticeBar *>();
        return bar->isVisible() ? bar->bar().headline() : QString();
    }

    VirtualClock clock;
    Simulator simulator;
    mutable Session session;
    Theme theme{Theme::Scheme::Light};
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestStartWorkflow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWorkflowIsStartedAndFollowedToItsEndByKeysAlone()
    {
        const Expected<Scenario> scenario = Scenario::parse(deployable);
        QVERIFY2(scenario, scenario ? "" : qUtf8Printable(scenario.error().message));
        Workplace place(*scenario);
        QVERIFY(place.open());
        place.window->setPlace({Place::Kind::All, {}});
        QVERIFY(place.passUntil([&] { return place.session.catalog().counts().all == 1; }, 1min));

        Workplace::press(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(place.dialog());
        QVERIFY(Workplace::comesTo(u"Repository"_s));
        auto *bar = place.dialog()->findChild<InlineBar *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(QTest::qWaitFor([bar] { return bar->isVisible(); }, 10'000));
        QVERIFY(bar->headline().contains(u"cannot be started by hand"_s));
        // CI was shown, which cannot be started by hand: another is chosen.
        while (Workplace::focused() != u"Workflow"_s)
            Workplace::press(Qt::Key_Tab);
        Workplace::type(u"dep"_s);
        Workplace::press(Qt::Key_Return);
        QVERIFY(Workplace::comesTo(u"version, required"_s));
        Workplace::type(u"2.4.1"_s);
        Workplace::press(Qt::Key_Tab);
        QCOMPARE(Workplace::focused(), u"dry"_s);
        Workplace::press(Qt::Key_Space);
        Workplace::press(Qt::Key_Tab);
        Workplace::press(Qt::Key_Down); // there
        Workplace::press(Qt::Key_Tab);
        Workplace::type(u"5"_s);
        Workplace::press(Qt::Key_Tab);
        QCOMPARE(Workplace::focused(), u"target, required"_s);
        // Not yet chosen: nothing is sent.
        Workplace::press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(place.dialog());
        QCOMPARE(Workplace::focused(), u"target, required"_s);
        Workplace::press(Qt::Key_Down);
        Workplace::press(Qt::Key_Return, Qt::ControlModifier);
        Workplace::press(Qt::Key_Return, Qt::ControlModifier);

        QVERIFY(place.passUntil([&] { return place.session.catalog().counts().all == 2; }, 60s));
        QVERIFY(!place.dialog());
        QCOMPARE(place.shownTitle(), u"Deploy"_s);
        QCOMPARE(place.window->findChild<RunsPane *>()->currentRun(),
                 place.session.catalog().run(place.session.catalog().newestFirst().front()).key());
        QVERIFY(place.passUntil([&] { return !place.told().isEmpty(); }, 5min));
        QVERIFY2(place.told().startsWith(u"Deploy #1 succeeded after "_s), qUtf8Printable(place.told()));
        QCOMPARE(place.session.catalog().counts().all, 2);

        // The same again, as it was.
        QVERIFY(place.passUntil([&] { return place.window->isSettled(); }, 1min));
        // A desktop does so; without one nobody does.
        place.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(place.window.get()));
        Workplace::press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Workplace::comesTo(u"version, required"_s));
        QCOMPARE(qobject_cast<QLineEdit *>(QApplication::focusWidget())->text(), u"2.4.1"_s);
        Workplace::press(Qt::Key_Escape);
        QVERIFY(!place.dialog());
    }
};

QTEST_MAIN(TestStartWorkflow)
#include "tst_startworkflow.moc"
