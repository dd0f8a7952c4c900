// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/dispatch/dispatchbench.h"
#include "ui/dispatch/inputfield.h"
#include "ui/dispatch/inputform.h"
#include "ui/dispatch/noticebar.h"
#include "ui/dispatch/pickbox.h"
#include "ui/dispatch/workflowstarter.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray startables = R"json(
    "tags": ["v1", "release"], "branches": ["release", "release/2.0", "fix-1"],
    "environments": [{"name": "staging"}, {"name": "production"}],
    "workflows": [
        {"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"],
         "inputs": [{"name": "version", "required": true, "description": "Version to deploy"},
                    {"name": "where", "type": "choice", "options": ["here", "there"]},
                    {"name": "dry", "type": "boolean", "default": "true"},
                    {"name": "count", "type": "number", "default": "3"},
                    {"name": "target", "type": "environment"}],
         "jobs": [{"id": "deploy", "steps": [["Deploy", 95]]}]},
        {"name": "Lint", "file": "lint.yml", "on": ["push", "pull_request"],
         "jobs": [{"id": "j", "steps": [["Wait", 30]]}]},
        {"name": "Plain", "file": "plain.yml", "on": ["workflow_dispatch"],
         "jobs": [{"id": "j", "steps": [["Wait", 30]]}]}])json";

FakeAnswer fileAnswer(const QByteArray &yaml)
{
    const QJsonObject json{{u"type"_s, u"file"_s},
                           {u"encoding"_s, u"base64"_s},
                           {u"size"_s, yaml.size()},
                           {u"content"_s, QString::fromLatin1(yaml.toBase64())}};
    return {.body = QJsonDocument(json).toJson()};
}

bool asksForFile(const FakeRequest &request)
{
    return request.url.path().contains(u"/contents/"_s);
}

//! A window over a dispatcher over a simulated server, in time that passes only when it is told to.
struct Stage
{
    Stage()
        : bench(startables)
        , started(&starter, &WorkflowStarter::runStarted)
        , requested(&starter, &WorkflowStarter::runRequested)
        , opened(&starter, &WorkflowStarter::openUrlRequested)
    {
        theme.install();
        window.resize(900, 600);
        starter.bar().setParent(&window);
        window.show();
        window.activateWindow();
        isActive = QTest::qWaitForWindowActive(&window);
    }

    void open(const QString &workflow = u"Deploy"_s)
    {
        starter.open({bench.ref, workflow, {}});
        // Keys go to the window that is active.
        QVERIFY(isActive && QTest::qWaitForWindowActive(dialog()));
        bench.settle();
    }

    DispatchDialog *dialog() const
    {
        for (DispatchDialog *each : window.findChildren<DispatchDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    InputField *field(const QString &name) const
    {
        for (InputField *each : dialog()->findChildren<InputField *>()) {
            if (each->input().name == name)
                return each;
        }
        return nullptr;
    }
    template <typename Control = QLineEdit>
    Control *control(const QString &name) const
    {
        return qobject_cast<Control *>(field(name)->control());
    }
    PickBox *box(const QString &name) const
    {
        for (PickBox *each : dialog()->findChildren<PickBox *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    PickBox *refBox() const { return box(u"Branch or tag"_s); }
    InlineBar *bar() const { return dialog()->findChild<InlineBar *>(QString(), Qt::FindDirectChildrenOnly); }
    QString headline() const { return bar()->isHidden() ? QString() : bar()->headline(); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : dialog()->findChildren<QPushButton *>()) {
            if (each->text() == text && !each->isHidden())
                return each;
        }
        return nullptr;
    }
    void type(const QString &name, const QString &text)
    {
        control(name)->clear();
        QTest::keyClicks(control(name), text);
    }
    void press() { QTest::keyClick(dialog(), Qt::Key_Return, Qt::ControlModifier); }
    //! Types \a text into \a box's list, and waits for what answers to it.
    void search(PickBox *box, const QString &text)
    {
        box->setFocus();
        QTest::keyClicks(box, text);
        bench.pass(1s);
    }
    void choose(PickBox *box, const QString &text)
    {
        search(box, text);
        QTest::keyClick(box, Qt::Key_Return);
        bench.settle();
    }
    //! What the window is told of what was started.
    QString told() const { return starter.bar().isHidden() ? QString() : starter.bar().bar().headline(); }
    int posts() { return bench.posts(); }

    Theme theme{Theme::Scheme::Light};
    DispatchBench bench;
    QWidget window;
    WorkflowStarter &starter = *new WorkflowStarter(*bench.store, *bench.dispatcher, bench.server.clock, theme, window);
    bool isActive = false;
    QSignalSpy started;
    QSignalSpy requested;
    QSignalSpy opened;
};

} // namespace

class TestWorkflowStarter : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

private Q_SLOTS:
    void init() { m_stage = std::make_unique<Stage>(); }
    void cleanup() { m_stage.reset(); }

    void opensForTheWorkflowOnTheDefaultBranch();
    void startsAndFollowsToTheEnd();
    void aDoublePressSendsOnce();
    void nothingIsSentWhileSomethingIsWrong();
    void aRefusalIsToldAndNothingTypedIsLost();
    void withoutWorkflowDispatchThereIsNoForm();
    void aBrokenFileIsToldWithItsPlace();
    void whatCannotBeLoadedIsTriedAgain();
    void whatWasTypedStaysOnAnotherBranch();
    void refsAreSearchedByKeys();
    void aTagThatABranchSharesItsNameWithIsNamedInFull();
    void lastValuesAreFilledIn();
    void whatWasTypedIsKeptWhenItIsClosed();
    void theSameAgainIsAskedAbout();
    void anOldServersRunIsLookedFor();
    void theSearchMayEndWithoutTheForm();
    void twoCandidatesAreBothOffered();
    void noRunIsSaidPlainly();
    void aLostWishIsTriedAgain();
    void runsAgainWithTheSameInputs();
    void aLongFormScrolls();
    void everyControlIsReachedByTab();
    void withoutAnAccountItSaysSo();
};

void TestWorkflowStarter::opensForTheWorkflowOnTheDefaultBranch()
{
    m_stage->open();
    QVERIFY(m_stage->dialog());
    QVERIFY(m_stage->dialog()->isModal());
    QCOMPARE(m_stage->box(u"Repository"_s)->text(), u"acme/api"_s);
    QCOMPARE(m_stage->box(u"Workflow"_s)->text(), u"Deploy"_s);
    QCOMPARE(m_stage->box(u"Workflow"_s)->current().detail, u".github/workflows/deploy.yml"_s);
    QCOMPARE(m_stage->refBox()->text(), u"main"_s);
    QCOMPARE(m_stage->headline(), QString());
    QVERIFY(m_stage->control(u"version"_s));
    QVERIFY(m_stage->control<QComboBox>(u"where"_s));
    QVERIFY(m_stage->control<QCheckBox>(u"dry"_s));
    QCOMPARE(m_stage->control(u"count"_s)->text(), u"3"_s);
    QCOMPARE(m_stage->control<QComboBox>(u"target"_s)->count(), 3);
    // What was found is known the next time, without asking.
    m_stage->dialog()->reject();
    const int lists = m_stage->bench.served("GET", "/actions/workflows");
    m_stage->open();
    QCOMPARE(m_stage->bench.served("GET", "/actions/workflows"), lists);
}

void TestWorkflowStarter::startsAndFollowsToTheEnd()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"1.2.3"_s);
    m_stage->press();
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 1);
    QCOMPARE(m_stage->started.size(), 1);
    QVERIFY(!m_stage->dialog());
    const auto run = m_stage->started.first().at(0).value<RunKey>();
    QCOMPARE(m_stage->started.first().at(1).value<RepoName>(), m_stage->bench.ref.repository);
    QCOMPARE(m_stage->bench.server.run(run.run.value).value(u"event"_s).toString(), u"workflow_dispatch"_s);
    QCOMPARE(m_stage->told(), QString());
    m_stage->bench.pass(5min);
    QVERIFY2(m_stage->told().startsWith(u"Deploy #"_s), qUtf8Printable(m_stage->told()));
    QVERIFY2(m_stage->told().contains(u" succeeded after 1m "_s), qUtf8Printable(m_stage->told()));
    for (QPushButton *go : m_stage->starter.bar().findChildren<QPushButton *>()) {
        if (go->text() == u"Go to the run"_s)
            go->click();
    }
    QCOMPARE(m_stage->requested.size(), 1);
    QCOMPARE(m_stage->requested.first().at(0).value<RunKey>(), run);
    QCOMPARE(m_stage->told(), QString());
}

void TestWorkflowStarter::aDoublePressSendsOnce()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"1"_s);
    QPushButton *run = m_stage->button(u"Run"_s);
    for (int i = 0; i < 3; ++i) {
        run->click();
        m_stage->press();
    }
    QVERIFY(!run->isEnabled());
    QVERIFY(m_stage->headline().startsWith(u"Requested"_s));
    m_stage->bench.pass(10s);
    QCOMPARE(m_stage->posts(), 1);
    QCOMPARE(m_stage->bench.runs(), 1);
    QCOMPARE(m_stage->started.size(), 1);
}

void TestWorkflowStarter::nothingIsSentWhileSomethingIsWrong()
{
    m_stage->open();
    m_stage->type(u"count"_s, u"many"_s);
    m_stage->press();
    QVERIFY(m_stage->headline().startsWith(u"2 field"_s));
    QVERIFY(!m_stage->field(u"version"_s)->error().isEmpty());
    QVERIFY(!m_stage->field(u"count"_s)->error().isEmpty());
    QCOMPARE(m_stage->dialog()->focusWidget(), m_stage->control(u"version"_s));
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->type(u"count"_s, u"7"_s);
    QCOMPARE(m_stage->headline(), QString());
    // What is typed in a list is not chosen: it would start something else.
    m_stage->search(m_stage->refBox(), u"fix"_s);
    m_stage->press();
    QTest::keyClick(m_stage->refBox(), Qt::Key_Escape);
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 0);
    m_stage->press();
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 1);
}

void TestWorkflowStarter::aRefusalIsToldAndNothingTypedIsLost()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"1.2.3"_s);
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (request.verb == "POST")
            return FakeAnswer{.status = 403, .body = R"({"message": "Must have admin rights to Repository."})"};
        return {};
    };
    m_stage->press();
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), u"Nothing was started"_s);
    QVERIFY2(m_stage->bar()->detail().contains(u"Must have admin rights to Repository"_s),
             qUtf8Printable(m_stage->bar()->detail()));
    QCOMPARE(m_stage->control(u"version"_s)->text(), u"1.2.3"_s);
    m_stage->bench.fault = {};
    m_stage->press();
    m_stage->bench.pass(5s); // Writes keep a distance.
    QCOMPARE(m_stage->posts(), 1);
    QCOMPARE(m_stage->started.size(), 1);
}

void TestWorkflowStarter::withoutWorkflowDispatchThereIsNoForm()
{
    m_stage->open(u"Lint"_s);
    QCOMPARE(m_stage->headline(), u"This workflow cannot be started by hand: it has no workflow_dispatch"_s);
    QVERIFY(!m_stage->button(u"Run"_s)->isEnabled());
    m_stage->press();
    m_stage->button(u"Open on GitHub"_s)->click();
    QCOMPARE(m_stage->opened.size(), 1);
    QVERIFY(m_stage->opened.first().at(0).toUrl().path().endsWith(u"lint.yml"_s));
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 0);
    // Another one is chosen by keys.
    m_stage->choose(m_stage->box(u"Workflow"_s), u"plain"_s);
    QCOMPARE(m_stage->headline(), QString());
    m_stage->press();
    m_stage->bench.settle();
    QCOMPARE(m_stage->started.size(), 1);
}

void TestWorkflowStarter::aBrokenFileIsToldWithItsPlace()
{
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (asksForFile(request))
            return fileAnswer("on:\n  workflow_dispatch:\n    inputs: [a: {\n");
        return {};
    };
    m_stage->open();
    QCOMPARE(m_stage->headline(), u"The workflow file is broken on this branch or tag"_s);
    QVERIFY2(m_stage->bar()->detail().startsWith(u"Line "_s), qUtf8Printable(m_stage->bar()->detail()));
    QVERIFY(m_stage->button(u"Open on GitHub"_s));
    m_stage->bench.fault = {};
    m_stage->button(u"Retry"_s)->click();
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), QString());
    QVERIFY(m_stage->control(u"version"_s));
}

void TestWorkflowStarter::whatCannotBeLoadedIsTriedAgain()
{
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (request.url.path().endsWith(u"/actions/workflows"_s))
            return FakeAnswer{.status = 404, .body = R"({"message": "Not Found"})"};
        return {};
    };
    m_stage->open();
    QCOMPARE(m_stage->headline(), u"The form could not be loaded"_s);
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (asksForFile(request))
            return FakeAnswer{.status = 404, .body = R"({"message": "Not Found"})"};
        return {};
    };
    m_stage->button(u"Retry"_s)->click();
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), u"This branch or tag does not have the workflow"_s);
    m_stage->bench.fault = {};
    m_stage->button(u"Retry"_s)->click();
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), QString());
}

void TestWorkflowStarter::whatWasTypedStaysOnAnotherBranch()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"9"_s);
    m_stage->type(u"count"_s, u"5"_s);
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (asksForFile(request))
            return fileAnswer("on:\n  workflow_dispatch:\n    inputs:\n      version: {required: true}\n"
                              "      where: {type: choice, options: [up, down]}\n      extra: {default: new}\n");
        return {};
    };
    m_stage->choose(m_stage->refBox(), u"fix"_s);
    QCOMPARE(m_stage->refBox()->text(), u"fix-1"_s);
    QCOMPARE(m_stage->control(u"version"_s)->text(), u"9"_s);
    QCOMPARE(m_stage->control(u"extra"_s)->text(), u"new"_s);
    QCOMPARE(m_stage->control<QComboBox>(u"where"_s)->currentText(), u"up"_s);
    QVERIFY(!m_stage->field(u"count"_s));
}

void TestWorkflowStarter::refsAreSearchedByKeys()
{
    m_stage->open();
    PickBox *refs = m_stage->refBox();
    refs->setFocus();
    QTest::keyClick(refs, Qt::Key_Down);
    m_stage->bench.settle();
    auto *list = refs->findChild<QAbstractItemView *>();
    QCOMPARE(list->model()->index(0, 0).data().toString(), u"main"_s);
    QVERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"default branch"_s));
    m_stage->search(refs, u"2.0"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(refs, Qt::Key_Return);
    m_stage->bench.settle();
    QCOMPARE(refs->text(), u"release/2.0"_s);
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->press();
    m_stage->bench.settle();
    const auto run = m_stage->started.first().at(0).value<RunKey>().run;
    QCOMPARE(m_stage->bench.server.run(run.value).value(u"head_branch"_s).toString(), u"release/2.0"_s);
}

void TestWorkflowStarter::aTagThatABranchSharesItsNameWithIsNamedInFull()
{
    m_stage->open();
    m_stage->search(m_stage->refBox(), u"release"_s);
    QTest::keyClick(m_stage->refBox(), Qt::Key_Down); // The branch is first.
    QTest::keyClick(m_stage->refBox(), Qt::Key_Return);
    QCOMPARE(m_stage->refBox()->current().id, u"refs/tags/release"_s);
    QCOMPARE(m_stage->refBox()->text(), u"release"_s);
}

void TestWorkflowStarter::lastValuesAreFilledIn()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"1.2.3"_s);
    m_stage->control<QComboBox>(u"where"_s)->setCurrentIndex(1);
    QTest::keyClick(m_stage->control<QCheckBox>(u"dry"_s), Qt::Key_Space);
    m_stage->press();
    m_stage->bench.pass(3min);
    m_stage->open();
    QCOMPARE(m_stage->control(u"version"_s)->text(), u"1.2.3"_s);
    QCOMPARE(m_stage->control<QComboBox>(u"where"_s)->currentText(), u"there"_s);
    QVERIFY(!m_stage->control<QCheckBox>(u"dry"_s)->isChecked());
    bool isTold = false;
    for (const QLabel *label : m_stage->dialog()->findChildren<QLabel *>())
        isTold = isTold || label->text() == u"Last run with these inputs: 3m ago"_s;
    QVERIFY(isTold);
    m_stage->button(u"Use the defaults"_s)->click();
    QCOMPARE(m_stage->control(u"version"_s)->text(), QString());
    QCOMPARE(m_stage->control<QComboBox>(u"where"_s)->currentText(), u"here"_s);
    QVERIFY(!m_stage->button(u"Use the defaults"_s));
}

void TestWorkflowStarter::whatWasTypedIsKeptWhenItIsClosed()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"half"_s);
    QTest::keyClick(m_stage->dialog(), Qt::Key_Escape);
    QVERIFY(!m_stage->dialog());
    m_stage->open(u"Plain"_s);
    QTest::keyClick(m_stage->dialog(), Qt::Key_Escape);
    m_stage->open();
    QCOMPARE(m_stage->control(u"version"_s)->text(), u"half"_s);
    QCOMPARE(m_stage->posts(), 0);
}

void TestWorkflowStarter::theSameAgainIsAskedAbout()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->press();
    m_stage->bench.pass(3min);
    m_stage->open();
    m_stage->press();
    QCOMPARE(m_stage->headline(), u"The same was started 3m ago"_s);
    m_stage->press(); // No answer.
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 1);
    m_stage->button(u"Start again"_s)->click();
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 2);
    QCOMPARE(m_stage->started.size(), 2);
    m_stage->open();
    m_stage->press();
    m_stage->button(u"Go to that run"_s)->click();
    QCOMPARE(m_stage->requested.last().at(0), m_stage->started.last().at(0));
    QVERIFY(!m_stage->dialog());
    // With other inputs there is nothing to ask, nor after a while.
    m_stage->open();
    m_stage->type(u"version"_s, u"2"_s);
    m_stage->press();
    m_stage->bench.pass(11min);
    m_stage->open();
    m_stage->press();
    m_stage->bench.settle();
    QCOMPARE(m_stage->posts(), 4);
}

void TestWorkflowStarter::anOldServersRunIsLookedFor()
{
    QVERIFY(m_stage->bench.server.simulator.addFault(u"old-server"_s));
    m_stage->open();
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->press();
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), u"Requested… looking for the run"_s);
    QVERIFY(m_stage->button(u"Stop looking"_s));
    m_stage->bench.pass(10s);
    QCOMPARE(m_stage->started.size(), 1);
    QVERIFY(!m_stage->dialog());
}

void TestWorkflowStarter::theSearchMayEndWithoutTheForm()
{
    QVERIFY(m_stage->bench.server.simulator.addFault(u"old-server"_s));
    m_stage->open();
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->press();
    m_stage->bench.settle();
    QTest::keyClick(m_stage->dialog(), Qt::Key_Escape);
    // Opened again it is still on its way.
    m_stage->open();
    QVERIFY(m_stage->headline().startsWith(u"Requested"_s));
    m_stage->press();
    m_stage->dialog()->reject();
    m_stage->bench.pass(10s);
    QVERIFY(m_stage->started.isEmpty());
    QCOMPARE(m_stage->told(), u"Deploy was started"_s);
    QCOMPARE(m_stage->posts(), 1);
}

void TestWorkflowStarter::twoCandidatesAreBothOffered()
{
    QVERIFY(m_stage->bench.server.simulator.addFault(u"old-server"_s));
    m_stage->open(u"Plain"_s);
    m_stage->press();
    m_stage->bench.settle();
    const QJsonObject body{{u"ref"_s, u"main"_s}};
    m_stage->bench.server.post(SimulatorClient::repo(u"/actions/workflows/plain.yml/dispatches"_s), body);
    m_stage->bench.pass(80s);
    QVERIFY2(m_stage->headline().contains(u" 2 run"_s), qUtf8Printable(m_stage->headline()));
    QList<QPushButton *> offers;
    for (QPushButton *each : m_stage->dialog()->findChildren<QPushButton *>()) {
        if (each->text().startsWith(u"Go to run "_s))
            offers.append(each);
    }
    QCOMPARE(offers.size(), 2);
    const qint64 run = offers.last()->objectName().toLongLong();
    offers.last()->click();
    QCOMPARE(m_stage->requested.first().at(0).value<RunKey>().run.value, run);
}

void TestWorkflowStarter::noRunIsSaidPlainly()
{
    QVERIFY(m_stage->bench.server.simulator.addFault(u"old-server"_s));
    m_stage->open();
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (request.url.path().endsWith(u"/runs"_s))
            return FakeAnswer{.body = R"({"total_count": 0, "workflow_runs": []})"};
        return {};
    };
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->press();
    m_stage->bench.settle();
    m_stage->button(u"Stop looking"_s)->click();
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), u"GitHub took it, but no run has appeared yet"_s);
    m_stage->bench.fault = {};
    m_stage->button(u"Look again"_s)->click();
    m_stage->bench.pass(10s);
    QCOMPARE(m_stage->started.size(), 1);
    QCOMPARE(m_stage->posts(), 1);
}

void TestWorkflowStarter::aLostWishIsTriedAgain()
{
    m_stage->open();
    m_stage->type(u"version"_s, u"1"_s);
    m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (request.verb == "POST")
            return FakeAnswer{.error = QNetworkReply::RemoteHostClosedError};
        return {};
    };
    m_stage->press();
    m_stage->bench.pass(80s);
    QCOMPARE(m_stage->headline(), u"No answer came, and no run has appeared"_s);
    QCOMPARE(m_stage->control(u"version"_s)->text(), u"1"_s);
    m_stage->bench.fault = {};
    m_stage->button(u"Try again"_s)->click();
    m_stage->bench.pass(80s);
    QCOMPARE(m_stage->started.size(), 1);
    QCOMPARE(m_stage->posts(), 1);
}

void TestWorkflowStarter::runsAgainWithTheSameInputs()
{
    m_stage->open();
    m_stage->choose(m_stage->refBox(), u"fix"_s);
    m_stage->type(u"version"_s, u"first"_s);
    m_stage->press();
    m_stage->bench.pass(3min);
    const auto first = m_stage->started.first().at(0).value<RunKey>();
    m_stage->open();
    m_stage->type(u"version"_s, u"second"_s);
    m_stage->press();
    m_stage->bench.pass(3min);
    QCOMPARE(m_stage->started.size(), 2);
    m_stage->starter.openAgain(first, m_stage->bench.ref.repository);
    m_stage->bench.settle();
    QCOMPARE(m_stage->refBox()->text(), u"fix-1"_s);
    QCOMPARE(m_stage->control(u"version"_s)->text(), u"first"_s);
    m_stage->dialog()->reject();
    m_stage->starter.openAgain({m_stage->bench.account.id, RunId{77}}, m_stage->bench.ref.repository);
    m_stage->bench.settle();
    QVERIFY(!m_stage->dialog());
    QCOMPARE(m_stage->told(), u"What this run was started with is not known"_s);
}

void TestWorkflowStarter::aLongFormScrolls()
{
    QByteArray yaml = "on:\n  workflow_dispatch:\n    inputs:\n";
    for (int i = 0; i < 25; ++i)
        yaml += "      input_" + QByteArray::number(i) + ": {description: Something about it, required: true}\n";
    m_stage->bench.fault = [yaml](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (asksForFile(request))
            return fileAnswer(yaml);
        return {};
    };
    m_stage->open();
    QCoreApplication::processEvents();
    QVERIFY(m_stage->dialog()->height() <= m_stage->window.height());
    auto *area = m_stage->dialog()->findChild<QScrollArea *>();
    QVERIFY(area->verticalScrollBar()->maximum() > 0);
    QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
    // The first that is wrong comes into sight, at the end too.
    for (int i = 0; i < 24; ++i)
        m_stage->control(u"input_%1"_s.arg(i))->setText(u"x"_s);
    m_stage->press();
    QCoreApplication::processEvents();
    QWidget *last = m_stage->control(u"input_24"_s);
    QCOMPARE(m_stage->dialog()->focusWidget(), last);
    const QRect seen(last->mapTo(area->viewport(), QPoint()), last->size());
    QVERIFY(area->viewport()->rect().contains(seen));
}

void TestWorkflowStarter::everyControlIsReachedByTab()
{
    m_stage->open();
    QVERIFY(QTest::qWaitForWindowActive(m_stage->dialog()));
    // On another branch the fields are made anew.
    m_stage->choose(m_stage->refBox(), u"fix"_s);
    QVERIFY(QTest::qWaitForWindowActive(m_stage->dialog()));
    m_stage->box(u"Repository"_s)->setFocus();
    QStringList reached;
    for (int i = 0; i < 10; ++i) {
        QWidget *focused = m_stage->dialog()->focusWidget();
        QVERIFY(focused);
        auto *push = qobject_cast<QPushButton *>(focused);
        reached.append(push ? push->text() : focused->accessibleName());
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    QCOMPARE(reached,
             (QStringList{u"Repository"_s, u"Workflow"_s, u"Branch or tag"_s, u"version, required"_s, u"where"_s,
                          u"dry"_s, u"count"_s, u"target"_s, u"Cancel"_s, u"Run"_s}));
}

void TestWorkflowStarter::withoutAnAccountItSaysSo()
{
    m_stage->starter.open({RepositoryRef{{u"nobody@example.com"_s}, {u"acme"_s, u"api"_s}}, {}, {}});
    m_stage->bench.settle();
    QCOMPARE(m_stage->headline(), u"The form could not be loaded"_s);
    QVERIFY2(m_stage->bar()->detail().contains(u"not signed in"_s), qUtf8Printable(m_stage->bar()->detail()));
    QVERIFY(m_stage->button(u"Retry"_s));
}

QTEST_MAIN(TestWorkflowStarter)
#include "tst_workflowstarter.moc"
