// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/inputvalues.h"
#include "core/github/services/dispatches.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

//! One input of each type.
DispatchForm everyType()
{
    DispatchForm form;
    form.canBeDispatched = true;
    form.inputs = {
        {u"version"_s, InputType::String, {}, true, {}, {}},
        {u"channel"_s, InputType::Choice, {}, false, u"beta"_s, {u"stable"_s, u"beta"_s}},
        {u"dry"_s, InputType::Boolean, {}, false, {}, {}},
        {u"count"_s, InputType::Number, {}, false, {}, {}},
        {u"target"_s, InputType::Environment, {}, true, {}, {}},
    };
    return form;
}

InputValues goodValues()
{
    return {{u"version"_s, u"1.0"_s},
            {u"channel"_s, u"stable"_s},
            {u"dry"_s, u"true"_s},
            {u"count"_s, u"3"_s},
            {u"target"_s, u"staging"_s}};
}

} // namespace

//! What is filled in, checked and sent.
class TestInputValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodValuesPass();
    void wrongValuesNameTheirField_data();
    void wrongValuesNameTheirField();
    void errorsComeInTheOrderOfTheForm();
    void allTogetherAreBounded();
    void startsWithWhatStillFits();
    void leavesOutWhatIsEmpty();
    void objectsBeforeSending();
    void objectsToEvents();
};

void TestInputValues::goodValuesPass()
{
    QCOMPARE(checkInputs(everyType(), goodValues(), {u"production"_s, u"Staging"_s}), QList<InputError>());
    QCOMPARE(checkInputs(everyType(), goodValues()), QList<InputError>());
    QCOMPARE(checkInputs(DispatchForm(), {}), QList<InputError>());
}

void TestInputValues::wrongValuesNameTheirField_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("value");
    QTest::newRow("required") << u"version"_s << QString();
    QTest::newRow("no option") << u"channel"_s << u"nightly"_s;
    QTest::newRow("option in another case") << u"channel"_s << u"Beta"_s;
    QTest::newRow("boolean") << u"dry"_s << u"yes"_s;
    QTest::newRow("number") << u"count"_s << u"three"_s;
    QTest::newRow("number with groups") << u"count"_s << u"1,000"_s;
    QTest::newRow("not finite") << u"count"_s << u"inf"_s;
    QTest::newRow("too large") << u"count"_s << u"1e999"_s;
    QTest::newRow("environment") << u"target"_s << u"moon"_s;
    QTest::newRow("required environment") << u"target"_s << QString();
    QTest::newRow("no such input") << u"gone"_s << u"x"_s;
}

void TestInputValues::wrongValuesNameTheirField()
{
    QFETCH(QString, input);
    QFETCH(QString, value);
    InputValues values = goodValues();
    values.insert(input, value);
    const QList<InputError> errors = checkInputs(everyType(), values, {u"production"_s, u"staging"_s});
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().input, input);
    QVERIFY(!errors.first().message.isEmpty());
}

void TestInputValues::errorsComeInTheOrderOfTheForm()
{
    QStringList fields;
    for (const InputError &error : checkInputs(everyType(), {{u"count"_s, u"x"_s}, {u"aaa"_s, u"x"_s}}))
        fields.append(error.input);
    QCOMPARE(fields, (QStringList{u"version"_s, u"count"_s, u"target"_s, u"aaa"_s}));
}

void TestInputValues::allTogetherAreBounded()
{
    InputValues values = goodValues();
    const qsizetype room =
        DispatchesService::longestInputs - DispatchesService::sizeOf(values) + values.value(u"version"_s).size();
    values.insert(u"version"_s, QString(room, u'x'));
    QCOMPARE(checkInputs(everyType(), values), QList<InputError>());
    values.insert(u"version"_s, QString(room + 1, u'x'));
    const QList<InputError> errors = checkInputs(everyType(), values);
    QCOMPARE(errors.size(), 1);
    QVERIFY(errors.first().input.isEmpty());
    // What JSON has to escape takes more.
    values.insert(u"version"_s, QString(room - 1, u'"'));
    QCOMPARE(checkInputs(everyType(), values).size(), 1);
}

void TestInputValues::startsWithWhatStillFits()
{
    const InputValues first = initialValues(everyType());
    const InputValues expected{
        {u"version"_s, {}}, {u"channel"_s, u"beta"_s}, {u"dry"_s, u"false"_s}, {u"count"_s, {}}, {u"target"_s, {}}};
    QCOMPARE(first, expected);
    const InputValues remembered{{u"version"_s, u"2.0"_s}, {u"channel"_s, u"nightly"_s}, {u"dry"_s, u"true"_s},
                                 {u"count"_s, u"many"_s},  {u"target"_s, u"gone"_s},     {u"old"_s, u"x"_s}};
    const InputValues again{{u"version"_s, u"2.0"_s},
                            {u"channel"_s, u"beta"_s},
                            {u"dry"_s, u"true"_s},
                            {u"count"_s, {}},
                            {u"target"_s, u"gone"_s}};
    QCOMPARE(initialValues(everyType(), remembered), again);
    DispatchForm form;
    form.inputs = {{u"notes"_s, InputType::String, {}, false, u"none"_s, {}}};
    QCOMPARE(initialValues(form, {{u"notes"_s, QString()}}).value(u"notes"_s), QString());
}

void TestInputValues::leavesOutWhatIsEmpty()
{
    InputValues values = goodValues();
    values.insert(u"count"_s, QString());
    values.insert(u"channel"_s, QString());
    values.insert(u"gone"_s, u"x"_s);
    const InputValues sent{
        {u"version"_s, u"1.0"_s}, {u"channel"_s, QString()}, {u"dry"_s, u"true"_s}, {u"target"_s, u"staging"_s}};
    QCOMPARE(inputsToSend(everyType(), values), sent);
}

void TestInputValues::objectsBeforeSending()
{
    WorkflowDispatch dispatch{WorkflowId{7}, u"main"_s, goodValues()};
    QVERIFY(!DispatchesService::objectionTo(dispatch));
    dispatch.ref.clear();
    QCOMPARE(DispatchesService::objectionTo(dispatch)->kind, ErrorKind::InvalidRef);
    dispatch.ref = u"main"_s;
    for (int i = 0; i < 21; ++i)
        dispatch.inputs.insert(QString::number(i), {});
    QCOMPARE(DispatchesService::objectionTo(dispatch)->kind, ErrorKind::InvalidInputs);
    dispatch.inputs = {{u"a"_s, QString(DispatchesService::longestInputs, u'x')}};
    QCOMPARE(DispatchesService::objectionTo(dispatch)->kind, ErrorKind::InvalidInputs);
}

void TestInputValues::objectsToEvents()
{
    const auto passes = [](const RepositoryEvent &event) {
        return !DispatchesService::objectionTo(event);
    };
    QVERIFY(passes({QString(100, u'x'), {}}));
    QVERIFY(!passes({QString(101, u'x'), {}}));
    QVERIFY(!passes({u" "_s, {}}));
    QJsonObject payload;
    for (int i = 0; i < 10; ++i)
        payload.insert(QString::number(i), i);
    QVERIFY(passes({u"e"_s, payload}));
    payload.insert(u"10"_s, 10);
    QVERIFY(!passes({u"e"_s, payload}));
    QVERIFY(passes({u"e"_s, {{u"a"_s, QString(65'527, u'x')}}}));
    QVERIFY(!passes({u"e"_s, {{u"a"_s, QString(65'528, u'x')}}}));
}

QTEST_GUILESS_MAIN(TestInputValues)

#include "tst_inputvalues.moc"
