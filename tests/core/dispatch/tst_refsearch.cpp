// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/refsearch.h"
#include "tests/core/dispatch/dispatchbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int branchCount = 3000;
constexpr int tagCount = 450;

//! Branches feature/0 to feature/2999 and tags v0 to v449, beside "main".
QByteArray manyRefs()
{
    QByteArrayList branches;
    for (int i = 0; i < branchCount; ++i)
        branches.append("\"feature/" + QByteArray::number(i) + '"');
    QByteArrayList tags;
    for (int i = 0; i < tagCount; ++i)
        tags.append("\"v" + QByteArray::number(i) + '"');
    return "\"branches\": [" + branches.join(',') + "], \"tags\": [" + tags.join(',')
        + R"(], "workflows": [{"name": "CI", "file": "ci.yml", "on": ["push"], "jobs": [{"id": "j"}]}])";
}

QStringList namesOf(const QList<RefHit> &hits)
{
    QStringList names;
    for (const RefHit &hit : hits)
        names.append((hit.ref.kind == GitRef::Kind::Tag ? u"tag "_s : QString()) + hit.ref.name);
    return names;
}

QList<GitRef> branches(const QStringList &names)
{
    QList<GitRef> refs;
    for (const QString &name : names)
        refs.append({GitRef::Kind::Branch, name});
    return refs;
}

} // namespace

//! Branches and tags are found, of however many there are.
class TestRefSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranks_data();
    void ranks();
    void ranksNoMoreThanAsked();
    void knowsTheDefaultBranchAtOnce();
    void findsAmongThousands();
    void goesOnWhileThereAreFewHits();
    void typingAsksOnce();
    void triesAgainAfterTrouble();
    void bareRepositoriesAreFine();
    void namesHaveTwoForms();
};

void TestRefSearch::ranks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("nothing asked") << QString() << QStringList{u"main"_s,     u"a"_s,        u"Main"_s,  u"domain"_s,
                                                               u"maintain"_s, u"tag main"_s, u"tag v1"_s};
    QTest::newRow("whole, beginning, part")
        << u"main"_s << QStringList{u"main"_s, u"Main"_s, u"tag main"_s, u"maintain"_s, u"domain"_s};
    QTest::newRow("case") << u"MAIN"_s << QStringList{u"main"_s, u"Main"_s, u"tag main"_s, u"maintain"_s, u"domain"_s};
    QTest::newRow("tag") << u"v"_s << QStringList{u"tag v1"_s};
    QTest::newRow("nothing found") << u"x.*"_s << QStringList();
}

void TestRefSearch::ranks()
{
    QFETCH(QString, text);
    const QList<GitRef> refs = branches({u"a"_s, u"Main"_s, u"domain"_s, u"maintain"_s, u"main"_s})
        + QList<GitRef>{{GitRef::Kind::Tag, u"main"_s}, {GitRef::Kind::Tag, u"v1"_s}};
    const QList<RefHit> hits = rankRefs(refs, text, u"main"_s, 100);
    QTEST(namesOf(hits), "expected");
    for (const RefHit &hit : hits)
        QCOMPARE(hit.isDefault, hit.ref == refs.at(4));
}

void TestRefSearch::ranksNoMoreThanAsked()
{
    QStringList names;
    for (int i = 0; i < 100'000; ++i)
        names.append(u"branch-%1"_s.arg(i));
    const QList<RefHit> hits = rankRefs(branches(names), u"99"_s, {}, 5);
    QCOMPARE(namesOf(hits),
             (QStringList{u"branch-99"_s, u"branch-199"_s, u"branch-299"_s, u"branch-399"_s, u"branch-499"_s}));
    QCOMPARE(rankRefs(branches(names), {}, u"branch-77777"_s, 2).first().ref.name, u"branch-77777"_s);
    QVERIFY(rankRefs({}, u"x"_s, {}, 5).isEmpty());
}

void TestRefSearch::knowsTheDefaultBranchAtOnce()
{
    DispatchBench bench(manyRefs());
    RefSearch *search = bench.dispatcher->searchRefs(bench.ref, u"main"_s, bench.dispatcher.get());
    QCOMPARE(namesOf(search->hits()), QStringList{u"main"_s});
    QVERIFY(search->isBusy());
    bench.pass(10s);
    QVERIFY(!search->isBusy());
    QVERIFY(search->hasMore());
    QCOMPARE(search->hits().size(), RefSearch::mostHits);
    QCOMPARE(search->hits().first().ref.name, u"main"_s);
    // One page of each, until something is looked for.
    QCOMPARE(bench.requests, 2);
}

void TestRefSearch::findsAmongThousands()
{
    DispatchBench bench(manyRefs());
    RefSearch *search = bench.dispatcher->searchRefs(bench.ref, u"main"_s, bench.dispatcher.get());
    bench.pass(1s);
    search->setText(u"feature/2999"_s);
    bench.pass(300ms);
    QVERIFY(namesOf(search->hits()).contains(u"feature/2999"_s));
    QCOMPARE(search->hits().first().rank, RefHit::Rank::Exact);
    QVERIFY(search->isKnown(u"feature/2999"_s));
    QVERIFY(search->isKnown(u"refs/heads/feature/2999"_s));
    QVERIFY(!search->isKnown(u"feature/3000"_s));
    search->setText(u"v44"_s);
    bench.pass(30s);
    QCOMPARE(search->hits().first().ref, (GitRef{GitRef::Kind::Tag, u"v44"_s}));
    QCOMPARE(search->hits().size(), 11);
    QVERIFY(!search->error());
}

void TestRefSearch::goesOnWhileThereAreFewHits()
{
    DispatchBench bench(manyRefs());
    RefSearch *search = bench.dispatcher->searchRefs(bench.ref, u"main"_s, bench.dispatcher.get());
    bench.pass(1s);
    search->setText(u"e/17"_s); // Found by no beginning.
    bench.pass(60s);
    QCOMPARE(search->hits().size(), RefSearch::mostHits);
    QVERIFY(search->hasMore());
    const int requests = bench.requests;
    QVERIFY2(requests < 35, qPrintable(QString::number(requests)));
    search->setText(u"2998"_s);
    bench.pass(60s);
    QCOMPARE(namesOf(search->hits()), QStringList{u"feature/2998"_s});
    QVERIFY(!search->hasMore());
    const int whole = bench.requests;
    search->setText(u"nothing"_s);
    bench.pass(60s);
    QVERIFY(search->hits().isEmpty());
    QCOMPARE(bench.requests, whole); // All is known.
}

void TestRefSearch::typingAsksOnce()
{
    DispatchBench bench(manyRefs());
    RefSearch *search = bench.dispatcher->searchRefs(bench.ref, u"main"_s, bench.dispatcher.get());
    bench.pass(1s);
    const QString text = u"feature/123"_s;
    for (int i = 1; i <= text.size(); ++i) {
        search->setText(text.first(i));
        bench.pass(50ms);
    }
    QCOMPARE(bench.served("GET", "/git/matching-refs/{ref...}"), 0);
    bench.pass(1s);
    QCOMPARE(bench.served("GET", "/git/matching-refs/{ref...}"), 2);
    QCOMPARE(search->hits().first().ref.name, text);
    search->setText(u"../../.."_s); // No ref's name, and no path to ask for.
    bench.pass(1s);
    QVERIFY(!search->error());
    QCOMPARE(bench.served("GET", "/git/matching-refs/{ref...}"), 2);
}

void TestRefSearch::triesAgainAfterTrouble()
{
    DispatchBench bench(manyRefs());
    bench.fault = [](const FakeRequest &) {
        return std::optional(FakeAnswer{.status = 404, .body = "{}"});
    };
    RefSearch *search = bench.dispatcher->searchRefs(bench.ref, u"main"_s, bench.dispatcher.get());
    QSignalSpy changed(search, &RefSearch::changed);
    bench.pass(10s);
    QVERIFY(!changed.isEmpty());
    QVERIFY(search->error());
    QCOMPARE(search->error()->kind, ErrorKind::RepositoryNotFound);
    QVERIFY(!search->isBusy());
    QCOMPARE(namesOf(search->hits()), QStringList{u"main"_s});
    bench.fault = {};
    search->setText(u"v1"_s);
    QVERIFY(!search->error());
    bench.pass(30s);
    QCOMPARE(search->hits().first().ref, (GitRef{GitRef::Kind::Tag, u"v1"_s}));
}

void TestRefSearch::bareRepositoriesAreFine()
{
    DispatchBench bench(SimulatorClient::workflowOfTwoJobs());
    RefSearch *search = bench.dispatcher->searchRefs(bench.ref, QString(), bench.dispatcher.get());
    bench.pass(1s);
    QCOMPARE(namesOf(search->hits()), QStringList{u"main"_s});
    QVERIFY(!search->hits().first().isDefault);
    QVERIFY(!search->hasMore());
    for (const auto &odd : {u"../../user"_s, u"a b?c#d%2e"_s, u"refs/heads/main"_s, u" "_s}) {
        search->setText(odd);
        bench.pass(1s);
        QVERIFY(!search->error());
    }
    QCOMPARE(bench.requests, 2);
}

void TestRefSearch::namesHaveTwoForms()
{
    QCOMPARE((GitRef{GitRef::Kind::Branch, u"a/b"_s}).fullName(), u"refs/heads/a/b"_s);
    QCOMPARE((GitRef{GitRef::Kind::Tag, u"v1"_s}).fullName(), u"refs/tags/v1"_s);
    QCOMPARE(GitRef::shortName(u"refs/heads/a/b"_s), u"a/b"_s);
    QCOMPARE(GitRef::shortName(u"refs/tags/v1"_s), u"v1"_s);
    QCOMPARE(GitRef::shortName(u"refs/pull/1"_s), u"refs/pull/1"_s);
}

QTEST_GUILESS_MAIN(TestRefSearch)

#include "tst_refsearch.moc"
