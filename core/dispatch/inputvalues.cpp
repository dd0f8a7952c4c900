// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/inputvalues.h"

#include "core/github/services/dispatches.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <optional>

namespace Runlight {

namespace {

struct InputText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::InputValues)
};

bool isNumber(const QString &text)
{
    static const QLocale plain = [] {
        QLocale locale = QLocale::c();
        locale.setNumberOptions(QLocale::RejectGroupSeparator);
        return locale;
    }();
    bool isOne = false;
    const double number = plain.toDouble(text, &isOne);
    return isOne && std::isfinite(number);
}

// What a value that is there and cannot be sent is said to be.
std::optional<QString> objectionTo(const DispatchInput &input, const QString &value, const QStringList &environments)
{
    switch (input.type) {
    case InputType::String:
        break;
    case InputType::Boolean:
        if (value != QLatin1String("true") && value != QLatin1String("false"))
            return InputText::tr("This is either true or false.");
        break;
    case InputType::Choice:
        if (!input.options.isEmpty() && !input.options.contains(value))
            return InputText::tr("Choose one of the options.");
        break;
    case InputType::Number:
        if (!isNumber(value))
            return InputText::tr("Enter a number, such as 3 or 0.5.");
        break;
    case InputType::Environment:
        if (!environments.isEmpty() && !environments.contains(value, Qt::CaseInsensitive))
            return InputText::tr("Choose one of the repository's environments.");
        break;
    }
    return {};
}

} // namespace

InputValues initialValues(const DispatchForm &form, const InputValues &remembered)
{
    InputValues values;
    for (const DispatchInput &input : form.inputs) {
        const QString before = remembered.value(input.name);
        const bool fits = remembered.contains(input.name) && (before.isEmpty() || !objectionTo(input, before, {}));
        const bool isChosen = !before.isEmpty() || input.type == InputType::String;
        values.insert(input.name, fits && isChosen ? before : input.initialValue());
    }
    return values;
}

QList<InputError> checkInputs(const DispatchForm &form, const InputValues &values, const QStringList &environments)
{
    QList<InputError> errors;
    for (const DispatchInput &input : form.inputs) {
        const QString value = values.value(input.name);
        if (value.isEmpty()) {
            if (input.required)
                errors.append({input.name, InputText::tr("The workflow needs a value here.")});
        } else if (const auto objection = objectionTo(input, value, environments)) {
            errors.append({input.name, *objection});
        }
    }
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!form.input(it.key()))
            errors.append({it.key(), InputText::tr("The workflow has no such input on this branch or tag.")});
    }
    const qsizetype excess = DispatchesService::sizeOf(inputsToSend(form, values)) - DispatchesService::longestInputs;
    if (excess > 0)
        errors.append(
            {QString(),
             InputText::tr("All values together are too long for GitHub, by %n character(s).", nullptr, int(excess))});
    return errors;
}

InputValues inputsToSend(const DispatchForm &form, const InputValues &values)
{
    InputValues sent;
    for (const DispatchInput &input : form.inputs) {
        const QString value = values.value(input.name);
        if (!value.isEmpty() || (values.contains(input.name) && !input.defaultValue.isEmpty()))
            sent.insert(input.name, value);
    }
    return sent;
}

} // namespace Runlight
