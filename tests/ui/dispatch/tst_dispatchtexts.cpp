// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "ui/dispatch/dispatchtexts.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

class TestDispatchTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBrokenFileIsToldWithItsPlace()
    {
        const DispatchNotice notice = brokenFileNotice({u"A value is missing."_s, 3, 7});
        QCOMPARE(notice.kind, InlineBar::Kind::Error);
        QVERIFY2(notice.detail.contains(u"Line 3, column 7"_s), qUtf8Printable(notice.detail));
        QCOMPARE(notice.primary, u"Open on GitHub"_s);
        QCOMPARE(notice.secondary, u"Retry"_s);
    }

    void withoutWorkflowDispatchItSaysSo()
    {
        DispatchForm form;
        form.events = {u"push"_s, u"pull_request"_s};
        const DispatchNotice notice = notByHandNotice(form);
        QCOMPARE(notice.headline, u"This workflow cannot be started by hand: it has no workflow_dispatch"_s);
        QCOMPARE(notice.detail, u"It runs on push, pull_request."_s);
        QCOMPARE(notice.primary, u"Open on GitHub"_s);
    }

    void aRefusalHasGitHubsReason()
    {
        Error error;
        error.kind = ErrorKind::InvalidInputs;
        error.message = u"Required input 'version' not provided."_s;
        error.isGitHubsMessage = true;
        QCOMPARE(refusedNotice(error).detail,
                 u"GitHub says “Required input 'version' not provided”. Correct the values and try again."_s);
    }

    void outcomesSayWhatToDo()
    {
        DispatchRecord record;
        record.state = DispatchState::NotFound;
        QCOMPARE(outcomeNotice(record).primary, u"Look again"_s);
        QCOMPARE(outcomeNotice(record).secondary, u"Start again"_s);
        record.state = DispatchState::Lost;
        record.message = u"Connection closed"_s;
        QCOMPARE(outcomeNotice(record).primary, u"Try again"_s);
        QVERIFY(outcomeNotice(record).detail.startsWith(u"Connection closed\n"_s));
        record.state = DispatchState::Ambiguous;
        record.candidates = {RunId{1}, RunId{2}};
        QVERIFY(outcomeNotice(record).headline.contains(u" 2 run"_s));
    }

    void theSameIsToldWithItsAge()
    {
        const VirtualClock clock;
        DispatchRecord record;
        record.askedAt = clock.now().addSecs(-200);
        QCOMPARE(alreadyStartedNotice(record, clock.now()).headline, u"The same was started 3m ago"_s);
        QVERIFY(alreadyStartedNotice(record, clock.now()).primary.isEmpty());
        record.run = RunId{7};
        QCOMPARE(alreadyStartedNotice(record, clock.now()).primary, u"Go to that run"_s);
        record.askedAt = clock.now();
        QCOMPARE(alreadyStartedNotice(record, clock.now()).headline, u"The same was started just now"_s);
    }

    void theEndIsToldWithItsDuration()
    {
        FinishedRun finished;
        finished.run.number = 13;
        finished.run.state = RunState::of(u"completed"_s, u"success"_s);
        finished.run.repository = {u"acme"_s, u"api"_s};
        finished.run.headBranch = u"main"_s;
        finished.durationMs = 192'000;
        DispatchNotice notice = finishedNotice(u"Deploy"_s, finished);
        QCOMPARE(notice.headline, u"Deploy #13 succeeded after 3m 12s"_s);
        QCOMPARE(notice.detail, u"acme/api · main"_s);
        QCOMPARE(notice.kind, InlineBar::Kind::Info);
        finished.run.state = RunState::of(u"completed"_s, u"failure"_s);
        finished.durationMs = -1;
        notice = finishedNotice(u"Deploy"_s, finished);
        QCOMPARE(notice.headline, u"Deploy #13 failed"_s);
        QCOMPARE(notice.kind, InlineBar::Kind::Error);
    }

    void waitingThatEndsIsTold()
    {
        Error error;
        error.kind = ErrorKind::Timeout;
        error.message = u"It goes on."_s;
        QCOMPARE(waitEndedNotice(u"Deploy"_s, error).headline, u"Deploy is still running"_s);
        QCOMPARE(waitEndedNotice(u"Deploy"_s, error).primary, u"Go to the run"_s);
        error.kind = ErrorKind::RunNotFound;
        QVERIFY(waitEndedNotice(u"Deploy"_s, error).primary.isEmpty());
    }
};

QTEST_MAIN(TestDispatchTexts)
#include "tst_dispatchtexts.moc"
