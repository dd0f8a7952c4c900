// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>

namespace Runlight {

//! The types of a workflow_dispatch's inputs.
enum class InputType { String, Boolean, Choice, Number, Environment };

//! One input as the workflow file defines it. All texts are the file's: plain data.
struct DispatchInput
{
    QString name;
    InputType type = InputType::String;
    QString description;
    bool required = false;
    QString defaultValue; //!< As it would be sent; empty where there is none. "true" or "false" of a boolean.
    QStringList options; //!< Of a choice, in the file's order.

    //! What a form shows before anybody has chosen: the default, else "false" of a boolean, the first option of a
    //! choice, and nothing of the others. As github.com does it.
    QString initialValue() const;

    friend bool operator==(const DispatchInput &, const DispatchInput &) = default;
};

//! Something in the file that is not as it should be, and what is made of it. A translated sentence.
struct FormNote
{
    QString input; //!< The input's name; empty where it concerns none.
    QString message;
    int line = 0; //!< From 1; 0 where it has none.

    friend bool operator==(const FormNote &, const FormNote &) = default;
};

//! What a person is asked before a workflow is started.
struct DispatchForm
{
    QString workflowName; //!< `name:`; may be empty.
    QStringList events; //!< What the workflow runs on, in the file's order.
    bool canBeDispatched = false; //!< Whether workflow_dispatch is among the events; without it there are no inputs.
    QList<DispatchInput> inputs; //!< In the file's order, at most 25.
    QList<FormNote> notes;

    const DispatchInput *input(const QString &name) const; //!< Null where there is none.
    //! Whether the repository's environments are needed to fill it in.
    bool asksForEnvironment() const;

    friend bool operator==(const DispatchForm &, const DispatchForm &) = default;
};

//! Why no form can be made of a file. `message` is a translated sentence without the place.
struct FormProblem
{
    QString message;
    int line = 0; //!< From 1; 0 where it concerns the whole file.
    int column = 0; //!< From 1.

    //! "Line 3, column 7: …"
    QString toText() const;

    friend bool operator==(const FormProblem &, const FormProblem &) = default;
};

using ParsedForm = tl::expected<DispatchForm, FormProblem>;

//! The form of a workflow file's text, whose YAML may be anything: `on:` a word, a list or a map, with anchors, aliases
//! and merge keys. Pure, for any thread; bounded in time and memory whatever the file (a file above 4 MB, nested deeper
//! than 64 or of more than 200 000 values is a problem, and said to be one). A workflow that cannot be dispatched is a
//! form without inputs, not a problem.
ParsedForm parseDispatchForm(const QByteArray &yaml);

} // namespace Runlight
