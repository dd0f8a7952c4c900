// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/reponame.h"

#include <QSet>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

class TestRepoName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesNames_data();
    void takesNames();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void comparesWithoutCase();
};

void TestRepoName::takesNames_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text : {"octo-org/octo-repo", "a/b", "me_corp/x", "owner/.github", "owner/a..b", "O1/_-."})
        QTest::addRow("%s", text) << QString::fromLatin1(text);
}

void TestRepoName::takesNames()
{
    QFETCH(QString, text);
    const auto name = RepoName::parse(text);
    QVERIFY(name);
    QCOMPARE(name->fullName(), text);
}

void TestRepoName::refusesWhatIsNone_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text : {"", "/", "owner", "owner/", "/name", "a/b/c", "owner/..", "owner/.", "../name", "o w/n",
                             "o/n?x", "o/n#x", "o/n%2F", "o/n\n", "\no/n", "-o/n", "o/n\\m"})
        QTest::addRow("%s", text) << QString::fromLatin1(text);
    QTest::addRow("not latin") << u"öwner/näme"_s;
    QTest::addRow("nul") << u"o/n"_s + QChar(u'\0');
}

void TestRepoName::refusesWhatIsNone()
{
    QFETCH(QString, text);
    QVERIFY(!RepoName::parse(text));
}

void TestRepoName::comparesWithoutCase()
{
    const QSet<RepoName> names{{u"Octo"_s, u"Repo"_s}, {u"octo"_s, u"repo"_s}, {u"octo"_s, u"other"_s}};
    QCOMPARE(names.size(), 2);
    QVERIFY(!(RepoName{u"a"_s, u"b"_s} == RepoName{u"a"_s, u"c"_s}));
}

QTEST_APPLESS_MAIN(TestRepoName)

#include "tst_reponame.moc"
