// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatchform.h"

#include <QWidget>

class QLabel;

namespace Runlight {

class Theme;

constexpr int formLabelWidth = 136; //!< px; of the names in front of the fields, so that all fields are in line.

//! \a text for a label with a buddy, where "&" would mark a key; long words may break.
QString labelText(const QString &text);
//! A label of \a text in front of \a field.
QLabel *formLabel(const QString &text, QWidget *field);

//! One input of a form: its name, what it is set with, what it is about, and what is wrong with its value.
class InputField final : public QWidget
{
    Q_OBJECT

public:
    //! \a environments: what there is to choose from; empty: any may be typed. \a theme must outlive this.
    InputField(const DispatchInput &input, const QStringList &environments, const Theme &theme,
               QWidget *parent = nullptr);

    const DispatchInput &input() const { return m_input; }
    QString value() const;
    //! A value that cannot be chosen is offered all the same, where it is a name that may be new.
    void setValue(const QString &value);
    //! What is wrong with the value, below it; empty: nothing.
    void setError(const QString &error);
    QString error() const;
    QWidget *control() const { return m_control; }

Q_SIGNALS:
    //! The user has changed the value.
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeControl(const QStringList &environments);
    QWidget *makeChoice(const QStringList &choices);
    QWidget *makeCheckRow();
    void describeControl();
    void updateLook();

    const DispatchInput m_input;
    const Theme &m_theme;
    QLabel *m_description;
    QLabel *m_error;
    QWidget *m_control; //!< A QLineEdit, QComboBox or QCheckBox.
};

} // namespace Runlight
