// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/inputfield.h"
#include "ui/dispatch/inputform.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const QByteArray everyType = R"(
name: Deploy
on:
  workflow_dispatch:
    inputs:
      version: {description: 'Version & <b>more</b>', required: true}
      where: {type: choice, options: [here, there], default: there}
      dry: {type: boolean, default: true, description: Only show}
      count: {type: number, default: 3}
      target: {type: environment}
)";

//! A form made of a file, in a window.
struct Desk
{
    explicit Desk(const QByteArray &yaml = everyType, const InputValues &remembered = {}, const InputValues &typed = {})
    {
        load(yaml, remembered, typed);
        form.resize(500, 400);
        form.show();
        form.activateWindow();
        shown = QTest::qWaitForWindowActive(&form);
    }

    void load(const QByteArray &yaml, const InputValues &remembered = {}, const InputValues &typed = {})
    {
        loaded.form = parseDispatchForm(yaml);
        QVERIFY(loaded.form.has_value());
        loaded.environments = {u"staging"_s, u"production"_s};
        form.setForm(loaded, remembered, typed);
    }

    InputField *field(const QString &name) const
    {
        for (InputField *each : form.findChildren<InputField *>()) {
            if (each->input().name == name)
                return each;
        }
        return nullptr;
    }
    template <typename Control>
    Control *control(const QString &name) const
    {
        InputField *of = field(name);
        return of ? qobject_cast<Control *>(of->control()) : nullptr;
    }

    Theme theme{Theme::Scheme::Light};
    LoadedForm loaded;
    InputForm form{theme};
    bool shown = false;
};

} // namespace

class TestInputForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachTypeHasItsControlAndDefault()
    {
        const Desk desk;
        QVERIFY(desk.control<QLineEdit>(u"version"_s));
        QVERIFY(desk.control<QComboBox>(u"where"_s));
        QVERIFY(desk.control<QCheckBox>(u"dry"_s));
        QVERIFY(desk.control<QLineEdit>(u"count"_s));
        QCOMPARE(desk.control<QComboBox>(u"target"_s)->count(), 3); // and none
        const InputValues expected{{u"version"_s, {}},
                                   {u"where"_s, u"there"_s},
                                   {u"dry"_s, u"true"_s},
                                   {u"count"_s, u"3"_s},
                                   {u"target"_s, {}}};
        QCOMPARE(desk.form.values(), expected);
        QVERIFY(desk.form.typed().isEmpty());
    }

    void rememberedGoesBeforeDefaultsAndTypedBeforeBoth()
    {
        const InputValues remembered{
            {u"version"_s, u"1"_s}, {u"where"_s, u"here"_s}, {u"target"_s, u"Staging"_s}, {u"gone"_s, u"x"_s}};
        const InputValues typed{{u"version"_s, u"2"_s}, {u"count"_s, u"4x"_s}, {u"where"_s, u"nowhere"_s}};
        Desk desk(everyType, remembered, typed);
        const InputValues expected{{u"version"_s, u"2"_s},
                                   {u"where"_s, u"there"_s},
                                   {u"dry"_s, u"true"_s},
                                   {u"count"_s, u"4x"_s},
                                   {u"target"_s, u"staging"_s}};
        QCOMPARE(desk.form.values(), expected);
        desk.form.useDefaults();
        QCOMPARE(desk.form.values(), initialValues(*desk.loaded.form));
        QVERIFY(desk.form.typed().isEmpty());
    }

    void onlyWhatTheUserChangedIsTyped()
    {
        Desk desk(everyType, {{u"version"_s, u"1"_s}});
        QSignalSpy edited(&desk.form, &InputForm::edited);
        QTest::keyClicks(desk.control<QLineEdit>(u"count"_s), u"0"_s);
        QTest::keyClick(desk.control<QCheckBox>(u"dry"_s), Qt::Key_Space);
        QCOMPARE(edited.size(), 2);
        QCOMPARE(desk.form.typed().keys(), (QStringList{u"count"_s, u"dry"_s}));
        QCOMPARE(desk.form.typed().value(u"dry"_s), u"false"_s);
    }

    void errorsStandAtTheirFieldsAndTheFirstHasTheFocus()
    {
        Desk desk;
        QVERIFY(desk.shown);
        desk.control<QLineEdit>(u"count"_s)->setText(u"many"_s);
        QSignalSpy shown(&desk.form, &InputForm::shown);
        auto errors = checkInputs(*desk.loaded.form, desk.form.values(), desk.loaded.environments);
        errors.append({QString(), u"Too long"_s});
        QCOMPARE(desk.form.showErrors(errors), QStringList{u"Too long"_s});
        QVERIFY(!desk.field(u"version"_s)->error().isEmpty());
        QVERIFY(!desk.field(u"count"_s)->error().isEmpty());
        QVERIFY(desk.field(u"where"_s)->error().isEmpty());
        auto *version = desk.control<QLineEdit>(u"version"_s);
        QVERIFY(version->hasFocus());
        QCOMPARE(version->accessibleDescription(), desk.field(u"version"_s)->error());
        QCOMPARE(shown.size(), 1);
        // Whoever corrects a value needs no word about the old one.
        QTest::keyClicks(version, u"1"_s);
        QVERIFY(desk.field(u"version"_s)->error().isEmpty());
        QVERIFY(desk.form.hasErrors());
        desk.form.showErrors({});
        QVERIFY(!desk.form.hasErrors());
    }

    void controlsAreNamedForReaders()
    {
        const Desk desk;
        QCOMPARE(desk.control<QLineEdit>(u"version"_s)->accessibleName(), u"version, required"_s);
        QCOMPARE(desk.control<QComboBox>(u"where"_s)->accessibleName(), u"where"_s);
        QCOMPARE(desk.control<QCheckBox>(u"dry"_s)->accessibleDescription(), u"Only show"_s);
        int buddies = 0;
        for (const QLabel *label : desk.form.findChildren<QLabel *>())
            buddies += label->buddy() ? 1 : 0;
        QCOMPARE(buddies, 5);
    }

    void textsArePlain()
    {
        const Desk desk;
        for (const QLabel *label : desk.form.findChildren<QLabel *>()) {
            if (!label->text().isEmpty())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QCOMPARE(labelText(u"a&b_c"_s), u"a&&b_\u200bc"_s);
    }

    void valuesAreWhatTheFileSaysWhateverIsShown()
    {
        const Desk desk(R"(
on:
  workflow_dispatch:
    inputs:
      where: {type: choice, options: ["a  b", "c&d", "<i>"], default: "c&d"}
      text: {default: "two\nlines"}
)");
        auto *box = desk.control<QComboBox>(u"where"_s);
        QCOMPARE(desk.form.values().value(u"where"_s), u"c&d"_s);
        box->setCurrentIndex(0);
        QCOMPARE(desk.form.values().value(u"where"_s), u"a  b"_s);
        QCOMPARE(desk.form.values().value(u"text"_s), u"two\nlines"_s);
    }

    void theWheelScrollsTheFormOnly()
    {
        const Desk desk;
        auto *box = desk.control<QComboBox>(u"where"_s);
        QWheelEvent wheel({5, 5}, box->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(box, &wheel);
        QCOMPARE(desk.form.values().value(u"where"_s), u"there"_s);
    }

    void environmentsThatCannotBeListedAreTyped()
    {
        Desk desk;
        desk.loaded.environments.clear();
        Error error;
        error.message = u"Resource not accessible by integration"_s;
        desk.loaded.environmentsError = error;
        desk.form.setForm(desk.loaded, {}, {{u"target"_s, u"new-one"_s}});
        QVERIFY(desk.control<QLineEdit>(u"target"_s));
        QCOMPARE(desk.form.values().value(u"target"_s), u"new-one"_s);
        const auto *bar = desk.form.findChild<InlineBar *>();
        QVERIFY(!bar->isHidden());
        QVERIFY(bar->detail().contains(error.message));
    }

    void odditiesOfTheFileAreTold()
    {
        const Desk desk("on:\n  workflow_dispatch:\n    inputs:\n      a: {type: number, default: many}\n"
                        "      b: {type: colour}\n");
        const auto *bar = desk.form.findChild<InlineBar *>();
        QVERIFY(!bar->isHidden());
        QVERIFY2(bar->detail().startsWith(u"Line 4, a: "_s), qUtf8Printable(bar->detail()));
        QVERIFY2(bar->detail().contains(u"\nLine 5, b: "_s), qUtf8Printable(bar->detail()));
    }

    void aFormWithoutFieldsIsEmpty()
    {
        Desk desk("on: workflow_dispatch\n");
        QVERIFY(desk.form.isEmpty());
        QVERIFY(!desk.form.focusFirst());
        desk.load(everyType);
        QVERIFY(!desk.form.isEmpty());
    }
};

QTEST_MAIN(TestInputForm)
#include "tst_inputform.moc"
