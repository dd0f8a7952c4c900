// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/dispatch/dispatchbench.h"
#include "ui/dispatch/noticebar.h"
#include "ui/dispatch/pickbox.h"
#include "ui/dispatch/workflowstarter.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray listener = R"json(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["repository_dispatch"],
                   "jobs": [{"id": "deploy", "steps": [["Deploy", 95]]}]}])json";

//! A window over a dispatcher over a simulated server, in time that passes only when it is told to.
struct EventStage
{
    EventStage()
        : bench(listener)
    {
        theme.install();
        window.resize(900, 600);
        starter.bar().setParent(&window);
        window.show();
    }

    bool open()
    {
        starter.openEvent(bench.ref);
        dialog()->activateWindow();
        const bool isActive = QTest::qWaitForWindowActive(dialog());
        bench.settle();
        return isActive;
    }
    EventDialog *dialog() const
    {
        for (EventDialog *each : window.findChildren<EventDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    QLineEdit *type() const
    {
        for (QLineEdit *each : dialog()->findChildren<QLineEdit *>()) {
            if (each->accessibleName() == u"Event type"_s)
                return each;
        }
        return nullptr;
    }
    QPlainTextEdit *payload() const { return dialog()->findChild<QPlainTextEdit *>(); }
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
    static void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    static void send() { press(Qt::Key_Return, Qt::ControlModifier); }
    QString told() const { return starter.bar().isHidden() ? QString() : starter.bar().bar().headline(); }
    int posts() { return bench.served("POST", "/dispatches"); }

    Theme theme{Theme::Scheme::Light};
    DispatchBench bench;
    QWidget window;
    WorkflowStarter &starter = *new WorkflowStarter(*bench.store, *bench.dispatcher, bench.server.clock, theme, window);
};

} // namespace

class TestEventDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<EventStage> m_stage;

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<EventStage>();
        QVERIFY(m_stage->open());
    }
    void cleanup() { m_stage.reset(); }

    void isSentByKeysAloneAndOnce()
    {
        QCOMPARE(QApplication::focusWidget(), m_stage->type());
        EventStage::type(u"deploy"_s);
        EventStage::press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), m_stage->payload());
        EventStage::type(u"{\"to\": \"staging\"}"_s);
        QVERIFY(m_stage->payload()->font().fixedPitch()
                || m_stage->payload()->font() == m_stage->theme.font(FontRole::Mono));
        EventStage::send();
        QCOMPARE(m_stage->headline(), u"Requested…"_s);
        QVERIFY(!m_stage->button(u"Send event"_s)->isEnabled());
        EventStage::send();
        m_stage->bench.pass(5s);
        QCOMPARE(m_stage->posts(), 1);
        QCOMPARE(m_stage->bench.runs(), 1);
        QVERIFY(!m_stage->dialog());
        QCOMPARE(m_stage->told(), u"The event was sent to acme/api"_s);
        // The form is empty again.
        QVERIFY(m_stage->open());
        QCOMPARE(m_stage->type()->text(), QString());
    }

    void isCheckedWhileTyping()
    {
        EventStage::send();
        const auto errors = [this] {
            QStringList shown;
            for (QWidget *field : {static_cast<QWidget *>(m_stage->type()), static_cast<QWidget *>(m_stage->payload())})
                shown.append(field->accessibleDescription());
            return shown;
        };
        QVERIFY(!errors().at(0).isEmpty());
        EventStage::type(u"deploy"_s);
        QVERIFY(errors().at(0).isEmpty());
        m_stage->payload()->setFocus();
        EventStage::type(u"{\"a\": "_s);
        QVERIFY2(errors().at(1).contains(u"line 1"_s), qPrintable(errors().at(1)));
        EventStage::send();
        EventStage::type(u"1}"_s);
        QVERIFY(errors().at(1).isEmpty());
        m_stage->payload()->setPlainText(u"[]"_s);
        QVERIFY(errors().at(1).contains(u"object"_s));
        m_stage->type()->setFocus();
        EventStage::type(QString(101, u'x'));
        QVERIFY(errors().at(0).contains(u"100"_s));
        EventStage::send();
        m_stage->bench.pass(5s);
        QCOMPARE(m_stage->posts(), 0);
    }

    void aRefusalIsToldAndNothingTypedIsLost()
    {
        m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb != "POST")
                return {};
            return FakeAnswer{.status = 403,
                              .body = R"({"message": "Resource not accessible by personal access token"})"};
        };
        EventStage::type(u"deploy"_s);
        m_stage->payload()->setPlainText(u"{\"to\": 1}"_s);
        EventStage::send();
        m_stage->bench.pass(5s);
        QCOMPARE(m_stage->headline(), u"The event was not sent"_s);
        QVERIFY2(m_stage->bar()->detail().contains(u"Resource not accessible"_s), qPrintable(m_stage->bar()->detail()));
        QVERIFY2(m_stage->bar()->detail().contains(u"contents=write"_s), qPrintable(m_stage->bar()->detail()));
        QCOMPARE(m_stage->type()->text(), u"deploy"_s);
        // Closed and opened again it is still there.
        EventStage::press(Qt::Key_Escape);
        QVERIFY(!m_stage->dialog());
        QVERIFY(m_stage->open());
        QCOMPARE(m_stage->type()->text(), u"deploy"_s);
        QCOMPARE(m_stage->payload()->toPlainText(), u"{\"to\": 1}"_s);
        m_stage->bench.fault = {};
        EventStage::send();
        m_stage->bench.pass(5s);
        QCOMPARE(m_stage->posts(), 1);
    }

    void theSameAndTheLostAreAskedAbout()
    {
        m_stage->bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb == "POST")
                return FakeAnswer{.error = QNetworkReply::RemoteHostClosedError};
            return {};
        };
        EventStage::type(u"deploy"_s);
        EventStage::send();
        m_stage->bench.pass(1min);
        QCOMPARE(m_stage->headline(), u"No answer came, and it is not known whether the event arrived"_s);
        m_stage->bench.fault = {};
        m_stage->type()->setFocus();
        EventStage::send();
        m_stage->bench.pass(5s);
        QVERIFY2(m_stage->headline().startsWith(u"The same event may have been sent"_s),
                 qPrintable(m_stage->headline()));
        QCOMPARE(m_stage->posts(), 0);
        // The button has the focus.
        QCOMPARE(qobject_cast<QPushButton *>(QApplication::focusWidget())->text(), u"Send again"_s);
        EventStage::press(Qt::Key_Return);
        m_stage->bench.pass(5s);
        QCOMPARE(m_stage->posts(), 1);
        QVERIFY(!m_stage->dialog());
        QVERIFY(m_stage->open());
        EventStage::type(u"deploy"_s);
        EventStage::send();
        m_stage->bench.pass(5s);
        QVERIFY2(m_stage->headline().startsWith(u"The same event was sent"_s), qPrintable(m_stage->headline()));
        QCOMPARE(m_stage->posts(), 1);
    }

    void isToldWithoutTheForm()
    {
        EventStage::type(u"deploy"_s);
        EventStage::send();
        EventStage::press(Qt::Key_Escape);
        QVERIFY(!m_stage->dialog());
        m_stage->bench.pass(5s);
        QCOMPARE(m_stage->posts(), 1);
        QCOMPARE(m_stage->told(), u"The event was sent to acme/api"_s);
    }
};

QTEST_MAIN(TestEventDialog)
#include "tst_eventdialog.moc"
