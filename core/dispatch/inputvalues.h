// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatchform.h"
#include "core/github/types/dispatch.h"

namespace Runlight {

//! One thing that keeps a form from being sent.
struct InputError
{
    QString input; //!< The name of the field; empty where it concerns all of them together.
    QString message; //!< A translated sentence.

    friend bool operator==(const InputError &, const InputError &) = default;
};

//! The initial value of every input, with the values of \a remembered that still fit in their place.
InputValues initialValues(const DispatchForm &form, const InputValues &remembered = {});

//! What GitHub would refuse of \a values, checked before they are sent: a missing required value, a choice, number or
//! boolean that is none, an environment that is not among \a environments (empty: not checked), a value without an
//! input, and the size of all together. In the order of the form; empty where all is well.
QList<InputError> checkInputs(const DispatchForm &form, const InputValues &values,
                              const QStringList &environments = {});

//! \a values as they are sent: those that are empty are left out where the input has no default, for GitHub's own
//! default is the same then. Without values that have no input.
InputValues inputsToSend(const DispatchForm &form, const InputValues &values);

} // namespace Runlight
