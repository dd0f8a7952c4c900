// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes make a form or are told what is wrong with them; a form is one that can be filled in.

#include "core/dispatch/inputvalues.h"

#include <cstdint>
#include <cstdlib>

using namespace Runlight;

namespace {

void checkForm(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const ParsedForm form = parseDispatchForm(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!form) {
        checkForm(!form.error().message.isEmpty() && !form.error().toText().isEmpty());
        return 0;
    }
    checkForm(form->inputs.size() <= 25 && (form->canBeDispatched || form->inputs.isEmpty()));
    const InputValues values = initialValues(*form);
    for (const InputError &error : checkInputs(*form, values)) {
        const DispatchInput *input = form->input(error.input);
        // What stands there at first is good, but where the workflow wants something that only a person knows.
        checkForm(error.input.isEmpty() || (input && input->required && values.value(error.input).isEmpty()));
    }
    checkForm(initialValues(*form, values) == values);
    return 0;
}
