// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatcher.h"
#include "core/dispatch/inputvalues.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace Runlight {

class InlineBar;
class InputField;
class Theme;

//! The fields of a workflow's form, made anew for each form and filled in.
class InputForm final : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit InputForm(const Theme &theme, QWidget *parent = nullptr);

    //! \a loaded has a form. \a remembered: what the workflow was started with before. \a typed goes before it: what
    //! the user has set. Both only where they fit.
    void setForm(const LoadedForm &loaded, const InputValues &remembered, const InputValues &typed);
    void clear();
    //! Back to what the file says.
    void useDefaults();

    InputValues values() const;
    //! Of the fields that the user has changed, now or before.
    InputValues typed() const;
    //! Shows each error at its field, and gives the focus to the first. Those without a field are handed back.
    QStringList showErrors(const QList<InputError> &errors);
    //! Tab leads from \a before through the fields, and on to what came after it.
    void followInTabOrder(QWidget *before);
    //! False where there is no field.
    bool focusFirst();
    //! An error is shown at a field that was not changed since.
    bool hasErrors() const;
    //! Nothing to show: no field, no note.
    bool isEmpty() const;

Q_SIGNALS:
    void edited();
    //! A field has got the focus: it is to be seen.
    void shown(QWidget *field);

private:
    InputField *field(const QString &name) const;
    void edit(InputField &field);
    void showNotes(const LoadedForm &loaded);

    const Theme &m_theme;
    DispatchForm m_form;
    InlineBar *m_notes; //!< What is odd about the file.
    QVBoxLayout *m_rows;
    std::vector<InputField *> m_fields;
    QStringList m_touched; //!< Names of the fields that the user has changed.
};

} // namespace Runlight
