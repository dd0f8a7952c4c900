// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/inputform.h"

#include "ui/dispatch/inputfield.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Runlight {

namespace {

//! What was typed may be half a number; it stays as it is where anything may be typed.
bool takesAnything(const DispatchInput &input)
{
    return input.type == InputType::String || input.type == InputType::Number || input.type == InputType::Environment;
}

} // namespace

InputForm::InputForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_notes(new InlineBar(theme))
    , m_rows(new QVBoxLayout)
{
    m_notes->setKind(InlineBar::Kind::Warning);
    m_rows->setSpacing(3 * Theme::grid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(m_notes);
    layout->addLayout(m_rows);
    layout->addStretch();
}

void InputForm::setForm(const LoadedForm &loaded, const InputValues &remembered, const InputValues &typed)
{
    clear();
    m_form = *loaded.form;
    InputValues before = remembered;
    before.insert(typed);
    InputValues values = initialValues(m_form, before);
    for (const DispatchInput &input : m_form.inputs) {
        if (typed.contains(input.name) && takesAnything(input))
            values.insert(input.name, typed.value(input.name));
        auto *made = new InputField(input, loaded.environments, m_theme);
        made->setValue(values.value(input.name));
        connect(made, &InputField::edited, this, [this, made] { edit(*made); });
        m_rows->addWidget(made);
        m_fields.push_back(made);
        if (typed.contains(input.name))
            m_touched.append(input.name);
    }
    showNotes(loaded);
}

void InputForm::clear()
{
    for (InputField *gone : m_fields) {
        // It may be what is just being told of: it goes a moment later.
        gone->hide();
        gone->setParent(nullptr);
        gone->deleteLater();
    }
    m_fields.clear();
    m_touched.clear();
    m_form = {};
    m_notes->hide();
}

void InputForm::showNotes(const LoadedForm &loaded)
{
    QStringList notes;
    for (const FormNote &note : m_form.notes) {
        const QString message =
            note.input.isEmpty() ? note.message : tr("%1: %2", "input").arg(note.input, note.message);
        notes += note.line > 0 ? tr("Line %1, %2").arg(QString::number(note.line), message) : message;
    }
    QString headline = tr("The workflow file has %n oddity(ies)", nullptr, int(notes.size()));
    if (loaded.environmentsError) {
        if (notes.isEmpty())
            headline = tr("The environments could not be listed: type the name of one");
        notes += loaded.environmentsError->message;
    }
    m_notes->setText(headline, notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
}

void InputForm::useDefaults()
{
    const InputValues defaults = initialValues(m_form);
    for (InputField *each : m_fields) {
        each->setValue(defaults.value(each->input().name));
        each->setError({});
    }
    m_touched.clear();
    Q_EMIT edited();
}

InputValues InputForm::values() const
{
    InputValues values;
    for (const InputField *each : m_fields)
        values.insert(each->input().name, each->value());
    return values;
}

InputValues InputForm::typed() const
{
    InputValues typed;
    for (const QString &name : m_touched)
        typed.insert(name, field(name)->value());
    return typed;
}

QStringList InputForm::showErrors(const QList<InputError> &errors)
{
    QStringList others;
    InputField *first = nullptr;
    for (InputField *each : m_fields)
        each->setError({});
    for (const InputError &error : errors) {
        InputField *wrong = field(error.input);
        if (!wrong) {
            others += error.message;
            continue;
        }
        wrong->setError(error.message);
        if (!first)
            first = wrong;
    }
    if (first) {
        first->control()->setFocus(Qt::OtherFocusReason);
        Q_EMIT shown(first);
    }
    return others;
}

void InputForm::followInTabOrder(QWidget *before)
{
    for (const InputField *each : m_fields) {
        setTabOrder(before, each->control());
        before = each->control();
    }
}

bool InputForm::focusFirst()
{
    if (m_fields.empty())
        return false;
    m_fields.front()->control()->setFocus(Qt::OtherFocusReason);
    return true;
}

bool InputForm::hasErrors() const
{
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [](const InputField *each) { return !each->error().isEmpty(); });
}

bool InputForm::isEmpty() const
{
    return m_fields.empty() && m_notes->isHidden();
}

InputField *InputForm::field(const QString &name) const
{
    for (InputField *each : m_fields) {
        if (each->input().name == name)
            return each;
    }
    return nullptr;
}

void InputForm::edit(InputField &field)
{
    field.setError({});
    if (!m_touched.contains(field.input().name))
        m_touched.append(field.input().name);
    Q_EMIT edited();
}

} // namespace Runlight
