// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/dispatchform.h"
#include "core/dispatch/yamltree.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

DispatchForm formOf(const QByteArray &yaml)
{
    const ParsedForm form = parseDispatchForm(yaml);
    if (!form)
        qFatal("No form: %s", qPrintable(form.error().toText()));
    return *form;
}

//! "line:column message" of what is wrong; empty where nothing is.
QString problemOf(const QByteArray &yaml)
{
    const ParsedForm form = parseDispatchForm(yaml);
    return form ? QString() : u"%1:%2 %3"_s.arg(form.error().line).arg(form.error().column).arg(form.error().message);
}

QStringList namesOf(const DispatchForm &form)
{
    QStringList names;
    for (const DispatchInput &input : form.inputs)
        names.append(input.name);
    return names;
}

// A release workflow as many repositories have one.
const QByteArray release = R"yaml(# Cuts a release.
name: "Release: build & publish"
run-name: Release ${{ inputs.version }} by @${{ github.actor }}

on:
  push:
    tags: ['v*.*.*']
  workflow_dispatch:
    inputs:
      version:
        description: 'Version to release (e.g. 1.2.3)'
        required: true
        type: string
      channel:
        description: Where it goes
        type: choice
        default: beta
        options:
          - stable
          - beta
          - nightly
      dry-run:
        description: >-
          Build everything,
          publish nothing
        type: boolean
        default: true
      parallel:
        type: number
        default: 4
        deprecationMessage: Not used any more
      target:
        type: environment
        required: yes
      notes:
        description: Release notes
        default: |
          ## Changes
          - none

permissions:
  contents: write

concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: |
          make ${{ inputs.dry-run && 'check' || 'dist' }}
)yaml";

} // namespace

//! The form that a workflow file makes, whatever the file is like.
class TestDispatchForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAWholeWorkflow();
    void findsTheTriggers_data();
    void findsTheTriggers();
    void readsAnchorsAndMerges();
    void ownMembersStandBeforeMergedOnes();
    void takesWhatItDoesNotKnowForAText();
    void dropsDefaultsThatDoNotFit_data();
    void dropsDefaultsThatDoNotFit();
    void keepsDefaultsThatFit_data();
    void keepsDefaultsThatFit();
    void hasInitialValues();
    void keepsTwentyFiveInputs();
    void readsOtherEncodings();
    void saysWhereItIsBroken_data();
    void saysWhereItIsBroken();
    void deepNestingEnds();
    void aliasesAreNotExpanded();
    void mergesAreBounded();
    void aliasesInsideThemselvesEnd();
    void largeFilesAreRefused();
    void manyKeysAreRead();
    void manyOptionsAreCut();
    void anyBytesAreAnswered();
};

void TestDispatchForm::readsAWholeWorkflow()
{
    const DispatchForm form = formOf(release);
    QCOMPARE(form.workflowName, u"Release: build & publish"_s);
    QCOMPARE(form.events, (QStringList{u"push"_s, u"workflow_dispatch"_s}));
    QVERIFY(form.canBeDispatched);
    QVERIFY(form.asksForEnvironment());
    const QList<DispatchInput> expected{
        {u"version"_s, InputType::String, u"Version to release (e.g. 1.2.3)"_s, true, {}, {}},
        {u"channel"_s, InputType::Choice, u"Where it goes"_s, false, u"beta"_s, {u"stable"_s, u"beta"_s, u"nightly"_s}},
        {u"dry-run"_s, InputType::Boolean, u"Build everything, publish nothing"_s, false, u"true"_s, {}},
        {u"parallel"_s, InputType::Number, {}, false, u"4"_s, {}},
        {u"target"_s, InputType::Environment, {}, false, {}, {}}, // In YAML 1.2 "yes" is a text.
        {u"notes"_s, InputType::String, u"Release notes"_s, false, u"## Changes\n- none\n"_s, {}},
    };
    QCOMPARE(form.inputs, expected);
    QVERIFY(form.notes.isEmpty());
}

void TestDispatchForm::findsTheTriggers_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<bool>("canBeDispatched");
    const QString dispatch = u"workflow_dispatch"_s;
    QTest::newRow("word") << QByteArray("on: workflow_dispatch") << QStringList{dispatch} << true;
    QTest::newRow("another word") << QByteArray("on: push") << QStringList{u"push"_s} << false;
    QTest::newRow("quoted name") << QByteArray("\"on\": 'workflow_dispatch'") << QStringList{dispatch} << true;
    QTest::newRow("list in a line") << QByteArray("on: [push, workflow_dispatch]") << QStringList{u"push"_s, dispatch}
                                    << true;
    QTest::newRow("list") << QByteArray("on:\n- workflow_dispatch\n- pull_request\n")
                          << QStringList{dispatch, u"pull_request"_s} << true;
    QTest::newRow("map") << QByteArray("on:\n  workflow_dispatch:\n  schedule:\n    - cron: '0 2 * * *'\n")
                         << QStringList{dispatch, u"schedule"_s} << true;
    QTest::newRow("map in a line") << QByteArray("on: {workflow_dispatch: {}}") << QStringList{dispatch} << true;
    QTest::newRow("null") << QByteArray("on: {workflow_dispatch: ~}") << QStringList{dispatch} << true;
    QTest::newRow("none") << QByteArray("on:\n  push:\n    branches: [workflow_dispatch]\n") << QStringList{u"push"_s}
                          << false;
    QTest::newRow("alias") << QByteArray("x: &events [workflow_dispatch]\non: *events\n") << QStringList{dispatch}
                           << true;
    QTest::newRow("JSON") << QByteArray(R"({"on": {"workflow_dispatch": null}, "jobs": {}})") << QStringList{dispatch}
                          << true;
    QTest::newRow("Windows") << QByteArray("name: CI\r\non:\r\n  - workflow_dispatch\r\n") << QStringList{dispatch}
                             << true;
    QTest::newRow("second document") << QByteArray("---\non: push\n---\non: workflow_dispatch\n")
                                     << QStringList{u"push"_s} << false;
}

void TestDispatchForm::findsTheTriggers()
{
    QFETCH(QByteArray, yaml);
    const DispatchForm form = formOf(yaml);
    QTEST(form.events, "events");
    QTEST(form.canBeDispatched, "canBeDispatched");
    QVERIFY(form.inputs.isEmpty());
}

void TestDispatchForm::readsAnchorsAndMerges()
{
    const DispatchForm form = formOf(R"yaml(
x-choice: &choice
  type: choice
  options: &regions [eu-west-1, us-east-1]
x-more: &required
  required: true
on:
  workflow_call:
    inputs: &inputs
      region:
        <<: *choice
        default: us-east-1
      fallback:
        <<: [*choice, *required]
        description: &text Where else
      note:
        description: *text
  workflow_dispatch:
    inputs: *inputs
)yaml");
    const QStringList regions{u"eu-west-1"_s, u"us-east-1"_s};
    const QList<DispatchInput> expected{
        {u"region"_s, InputType::Choice, {}, false, u"us-east-1"_s, regions},
        {u"fallback"_s, InputType::Choice, u"Where else"_s, true, {}, regions},
        {u"note"_s, InputType::String, u"Where else"_s, false, {}, {}},
    };
    QCOMPARE(form.inputs, expected);
    QVERIFY(form.notes.isEmpty());
}

void TestDispatchForm::ownMembersStandBeforeMergedOnes()
{
    const DispatchForm form = formOf("x: &a {description: theirs, default: first}\n"
                                     "y: &b {default: second, required: true}\n"
                                     "on: {workflow_dispatch: {inputs: {i: {<<: [*a, *b], description: own}}}}\n");
    const QList<DispatchInput> expected{{u"i"_s, InputType::String, u"own"_s, true, u"first"_s, {}}};
    QCOMPARE(form.inputs, expected);
}

void TestDispatchForm::takesWhatItDoesNotKnowForAText()
{
    const DispatchForm form = formOf(R"yaml(on:
  workflow_dispatch:
    inputs:
      empty:
      word: hello
      date:
        type: date
        default: 2026-01-01
      pick:
        type: choice
      described:
        description: [a, list]
        required: maybe
        type: {not: a word}
)yaml");
    QCOMPARE(namesOf(form), (QStringList{u"empty"_s, u"word"_s, u"date"_s, u"pick"_s, u"described"_s}));
    for (const char *name : {"empty", "word", "date", "described"})
        QCOMPARE(form.input(QLatin1String(name))->type, InputType::String);
    QCOMPARE(form.input(u"date"_s)->defaultValue, u"2026-01-01"_s);
    QVERIFY(!form.input(u"described"_s)->required);
    QCOMPARE(form.input(u"nobody"_s), nullptr);
    QStringList noted;
    for (const FormNote &note : form.notes)
        noted.append(u"%1 %2"_s.arg(note.input).arg(note.line));
    QCOMPARE(noted, (QStringList{u"word 5"_s, u"date 7"_s, u"pick 10"_s, u"described 12"_s, u"described 14"_s}));
}

void TestDispatchForm::dropsDefaultsThatDoNotFit_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("list") << QByteArray("{default: [1, 2]}");
    QTest::newRow("map") << QByteArray("{default: {a: b}}");
    QTest::newRow("no boolean") << QByteArray("{type: boolean, default: yes}");
    QTest::newRow("no number") << QByteArray("{type: number, default: many}");
    QTest::newRow("no option") << QByteArray("{type: choice, options: [a, b], default: c}");
}

void TestDispatchForm::dropsDefaultsThatDoNotFit()
{
    QFETCH(QByteArray, input);
    const DispatchForm form = formOf("on: {workflow_dispatch: {inputs: {i: " + input + "}}}");
    QCOMPARE(form.inputs.size(), 1);
    QVERIFY(form.inputs.first().defaultValue.isEmpty());
    QCOMPARE(form.notes.size(), 1);
    QCOMPARE(form.notes.first().input, u"i"_s);
    QCOMPARE(form.notes.first().line, 1);
}

void TestDispatchForm::keepsDefaultsThatFit_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("value");
    QTest::newRow("none") << QByteArray("{type: string}") << QString();
    QTest::newRow("null") << QByteArray("{default: null}") << QString();
    QTest::newRow("quoted null") << QByteArray("{default: 'null'}") << u"null"_s;
    QTest::newRow("boolean") << QByteArray("{type: boolean, default: True}") << u"true"_s;
    QTest::newRow("quoted boolean") << QByteArray("{type: boolean, default: 'false'}") << u"false"_s;
    QTest::newRow("number as text") << QByteArray("{type: string, default: 007}") << u"007"_s;
    QTest::newRow("fraction") << QByteArray("{type: number, default: -1.5e3}") << u"-1.5e3"_s;
    QTest::newRow("option that is a number")
        << QByteArray("{type: choice, options: [3.10, 3.9], default: 3.10}") << u"3.10"_s;
    QTest::newRow("environment") << QByteArray("{type: environment, default: staging}") << u"staging"_s;
}

void TestDispatchForm::keepsDefaultsThatFit()
{
    QFETCH(QByteArray, input);
    const DispatchForm form = formOf("on: {workflow_dispatch: {inputs: {i: " + input + "}}}");
    QCOMPARE(form.inputs.size(), 1);
    QTEST(form.inputs.first().defaultValue, "value");
    QVERIFY(form.notes.isEmpty());
}

void TestDispatchForm::hasInitialValues()
{
    const DispatchForm form = formOf("on: {workflow_dispatch: {inputs: {\n"
                                     "text: {}, flag: {type: boolean}, number: {type: number},\n"
                                     "pick: {type: choice, options: [x, y]}, other: {default: d}}}}\n");
    QStringList values;
    for (const DispatchInput &input : form.inputs)
        values.append(input.initialValue());
    QCOMPARE(values, (QStringList{QString(), u"false"_s, QString(), u"x"_s, u"d"_s}));
}

void TestDispatchForm::keepsTwentyFiveInputs()
{
    QByteArray yaml = "on:\n  workflow_dispatch:\n    inputs:\n";
    for (int i = 1; i <= 25; ++i)
        yaml += "      input" + QByteArray::number(i) + ":\n        type: string\n";
    QCOMPARE(formOf(yaml).inputs.size(), 25);
    QVERIFY(formOf(yaml).notes.isEmpty());
    const DispatchForm form = formOf(yaml + "      one-more: {}\n");
    QCOMPARE(form.inputs.size(), 25);
    QCOMPARE(form.inputs.last().name, u"input25"_s);
    QCOMPARE(form.notes.size(), 1);
    QVERIFY2(form.notes.first().message.contains(u"26"_s), qPrintable(form.notes.first().message));
}

void TestDispatchForm::readsOtherEncodings()
{
    const QString yaml = u"name: Größe ✓\non: workflow_dispatch\n"_s;
    const QByteArray utf8 = yaml.toUtf8();
    QCOMPARE(formOf(utf8).workflowName, u"Größe ✓"_s);
    QCOMPARE(formOf("\xEF\xBB\xBF" + utf8).workflowName, u"Größe ✓"_s);
    QByteArray utf16 = "\xFF\xFE";
    for (const QChar c : yaml)
        utf16.append(char(c.unicode() & 0xFF)).append(char(c.unicode() >> 8));
    QCOMPARE(formOf(utf16).workflowName, u"Größe ✓"_s);
    QVERIFY(formOf("name: \"bro\xFFken\"\non: workflow_dispatch\n").canBeDispatched);
}

void TestDispatchForm::saysWhereItIsBroken_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("word");
    QTest::newRow("empty") << QByteArray() << u"0:0"_s << u"empty"_s;
    QTest::newRow("only a comment") << QByteArray("# nothing\n") << u"0:0"_s << u"is empty"_s;
    QTest::newRow("text") << QByteArray("hello") << u"1:1"_s << u"jobs:"_s;
    QTest::newRow("list") << QByteArray("- on: push") << u"1:1"_s << u"jobs:"_s;
    QTest::newRow("no on") << QByteArray("name: CI\njobs: {}\n") << u"0:0"_s << u"missing"_s;
    QTest::newRow("empty on") << QByteArray("name: CI\non:\njobs: {}\n") << u"2:1"_s << u"empty"_s;
    QTest::newRow("on written as true") << QByteArray("true:\n  workflow_dispatch: {}\n") << u"0:0"_s << u"true:"_s;
    QTest::newRow("tab") << QByteArray("on:\n\tworkflow_dispatch:\n") << u"2:1"_s << u"YAML"_s;
    QTest::newRow("open list") << QByteArray("on: [push,\njobs: {}\n") << u"3:1"_s << u"YAML"_s;
    QTest::newRow("wrong indent") << QByteArray("on:\n  workflow_dispatch:\n inputs: {}\n") << u"3:2"_s << u"YAML"_s;
    QTest::newRow("alias of nothing") << QByteArray("on: *what\n") << u"1:5"_s << u"YAML"_s;
    QTest::newRow("twice") << QByteArray("on: push\njobs: {}\non: workflow_dispatch\n") << u"3:1"_s
                           << u"“on” is defined"_s;
    QTest::newRow("input twice") << QByteArray("on:\n  workflow_dispatch:\n    inputs:\n      a: {}\n      a: {}\n")
                                 << u"5:7"_s << u"“a” is defined"_s;
    QTest::newRow("name that is none") << QByteArray("on: push\n? [a, b]\n: c\n") << u"2:3"_s << u"name"_s;
    QTest::newRow("merge of a text") << QByteArray("on: {workflow_dispatch: {inputs: {<<: hello}}}") << u"1:39"_s
                                     << u"merged"_s;
}

void TestDispatchForm::saysWhereItIsBroken()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, place);
    QFETCH(QString, word);
    const QString problem = problemOf(yaml);
    // Where in the line a parser gives up is its own affair.
    const bool isParsers = word == u"YAML"_s;
    QCOMPARE(problem.section(isParsers ? u':' : u' ', 0, 0), isParsers ? place.section(u':', 0, 0) : place);
    QVERIFY2(problem.contains(word), qPrintable(problem));
    const QString text = parseDispatchForm(yaml).error().toText();
    QCOMPARE(text.startsWith(u"Line "_s), !place.startsWith(u'0'));
}

void TestDispatchForm::deepNestingEnds()
{
    for (const char *open : {"[", "{a: ", "- ", "? ", "a: ["}) {
        const QString problem = problemOf("on: push\nx:\n " + QByteArray(open).repeated(100'000));
        QVERIFY2(!problem.isEmpty(), open);
        QVERIFY2(!problem.startsWith(u"0:"_s), qPrintable(problem));
    }
    QVERIFY(problemOf("on: push\nx: " + QByteArray("[").repeated(100)).contains(u"nested"_s));
    QVERIFY(formOf("on: push\nx: " + QByteArray("[").repeated(50) + QByteArray("]").repeated(50)).events.size() == 1);
}

// Ten to the power of a hundred, were they.
void TestDispatchForm::aliasesAreNotExpanded()
{
    QByteArray yaml = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int i = 1; i < 100; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
            + QByteArrayList(10, before).join(", ") + "]\n";
    }
    QCOMPARE(formOf(yaml + "on: workflow_dispatch\n").events.size(), 1);
    const DispatchForm form = formOf(yaml + "on: *a99\n");
    QVERIFY(form.events.isEmpty());
    QCOMPARE(form.notes.size(), 10);
    QVERIFY(!formOf(yaml + "on: {workflow_dispatch: {inputs: {i: {type: choice, options: *a99}}}}").notes.isEmpty());
}

void TestDispatchForm::mergesAreBounded()
{
    QByteArray yaml = "a0: &a0 {x: {}, y: {}}\n";
    for (int i = 1; i < 60; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " {<<: ["
            + QByteArrayList(10, before).join(", ") + "]}\n";
    }
    const QString problem = problemOf(yaml + "on: {workflow_dispatch: {inputs: *a59}}\n");
    QVERIFY2(problem.contains(u"too much"_s), qPrintable(problem));
    QCOMPARE(namesOf(formOf(yaml + "on: {workflow_dispatch: {inputs: *a3}}\n")), (QStringList{u"x"_s, u"y"_s}));
}

void TestDispatchForm::aliasesInsideThemselvesEnd()
{
    QVERIFY(!problemOf("on: {workflow_dispatch: {inputs: &a {b: {}, <<: *a}}}").isEmpty());
    QVERIFY(!problemOf("on: {workflow_dispatch: {inputs: {<<: &a [*a, *a]}}}").isEmpty());
    const DispatchForm list = formOf("on: &a [push, *a]\n");
    QCOMPARE(list.events, QStringList{u"push"_s});
    QCOMPARE(namesOf(formOf("on: {workflow_dispatch: &d {inputs: {i: *d}}}")), QStringList{u"i"_s});
}

void TestDispatchForm::largeFilesAreRefused()
{
    QVERIFY(problemOf(QByteArray(10 * 1024 * 1024, '#')).contains(u"too large"_s));
    const QByteArray on = "on: workflow_dispatch\n";
    QVERIFY(formOf(on + "x: '" + QByteArray(3 * 1024 * 1024, 'y') + "'\n").canBeDispatched);
    QVERIFY(problemOf(on + "x: [" + QByteArray("y,").repeated(300'000) + "]\n").contains(u"too many values"_s));
}

void TestDispatchForm::manyKeysAreRead()
{
    QByteArray yaml = "on:\n";
    for (int i = 0; i < 50'000; ++i)
        yaml += "  key" + QByteArray::number(i) + ":\n";
    const DispatchForm form = formOf(yaml + "  workflow_dispatch:\n");
    QCOMPARE(form.events.size(), 50'001);
    QVERIFY(form.canBeDispatched);
    const QString problem = problemOf(yaml + "  key7:\n");
    QVERIFY2(problem.startsWith(u"50002:3 "_s), qPrintable(problem));
}

void TestDispatchForm::manyOptionsAreCut()
{
    QByteArray options;
    for (int i = 0; i < 5000; ++i)
        options += "o" + QByteArray::number(i) + ", ";
    const DispatchForm form =
        formOf("on: {workflow_dispatch: {inputs: {i: {type: choice, options: [" + options + "]}}}}");
    QCOMPARE(form.inputs.first().options.size(), 1000);
    QCOMPARE(form.notes.size(), 1);
}

void TestDispatchForm::anyBytesAreAnswered()
{
    QByteArray bytes;
    for (int i = 0; i < 4096; ++i)
        bytes.append(char((i * 7919) >> 3));
    for (qsizetype cut = 0; cut < release.size(); cut += 7) {
        parseDispatchForm(release.first(cut));
        parseDispatchForm(release.first(cut) + bytes.mid(cut % 4000, 20) + release.sliced(cut));
    }
    QVERIFY(parseDispatchForm(release).has_value());
}

QTEST_GUILESS_MAIN(TestDispatchForm)

#include "tst_dispatchform.moc"
