// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/inputfield.h"

#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>

namespace Runlight {

namespace {

constexpr int checkInset = Theme::grid / 2; //!< px above a box to tick.
constexpr int longestDescription = 2000; //!< Characters; a file may hold megabytes.

QLabel *mutedNote()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QString shownDescription(const QString &description)
{
    const QString text = harmlessText(description).trimmed();
    return text.size() <= longestDescription ? text : text.left(longestDescription) + QStringLiteral("…");
}

} // namespace

QString labelText(const QString &text)
{
    QString shown = oneLine(text);
    shown.replace(QLatin1Char('&'), QLatin1String("&&"));
    constexpr QChar zeroWidthSpace(0x200b);
    for (const char *mark : {"_", "-", ".", "/"})
        shown.replace(QLatin1String(mark), QLatin1String(mark) + zeroWidthSpace);
    return shown;
}

QLabel *formLabel(const QString &text, QWidget *field)
{
    auto *label = new QLabel(labelText(text));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFixedWidth(formLabelWidth);
    label->setBuddy(field);
    return label;
}

InputField::InputField(const DispatchInput &input, const QStringList &environments, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_input(input)
    , m_theme(theme)
    , m_description(mutedNote())
    , m_error(mutedNote())
    , m_control(makeControl(environments))
{
    const bool isCheck = input.type == InputType::Boolean;
    auto *column = new QVBoxLayout;
    column->setSpacing(Theme::grid);
    column->addWidget(isCheck ? makeCheckRow() : m_control);
    m_description->setText(shownDescription(input.description));
    if (!isCheck)
        column->addWidget(m_description);
    column->addWidget(m_error);
    m_error->hide();
    QLabel *name = formLabel(
        input.required ? tr("%1 *", "the name of an input that must be given").arg(input.name) : input.name, m_control);
    // In line with the words of the control beside it.
    name->setContentsMargins(0, isCheck ? checkInset : 0, 0, 0);
    name->setMinimumHeight(isCheck ? 0 : m_control->sizeHint().height());
    name->setAlignment(Qt::AlignLeft | (isCheck ? Qt::AlignTop : Qt::AlignVCenter));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(name, 0, Qt::AlignTop);
    layout->addLayout(column, 1);
    if (m_description->text().isEmpty())
        m_description->hide();
    connect(&theme, &Theme::changed, this, &InputField::updateLook);
    updateLook();
    describeControl();
}

QWidget *InputField::makeControl(const QStringList &environments)
{
    if (m_input.type == InputType::Boolean) {
        auto *check = new QCheckBox;
        connect(check, &QCheckBox::toggled, this, &InputField::edited);
        return check;
    }
    if (m_input.type == InputType::Choice && !m_input.options.isEmpty())
        return makeChoice(m_input.options);
    if (m_input.type == InputType::Environment && !environments.isEmpty())
        return makeChoice(environments);
    auto *line = new QLineEdit;
    if (m_input.type == InputType::Number)
        line->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    connect(line, &QLineEdit::textEdited, this, &InputField::edited);
    return line;
}

QWidget *InputField::makeChoice(const QStringList &choices)
{
    auto *box = new QComboBox;
    // A list that has grown too long must not grow wider than the form.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    if (m_input.type == InputType::Environment && !m_input.required)
        box->addItem(tr("None", "no environment"), QString());
    for (const QString &choice : choices)
        box->addItem(oneLine(choice), choice);
    box->setPlaceholderText(tr("Choose one"));
    box->setCurrentIndex(-1);
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
    connect(box, &QComboBox::activated, this, &InputField::edited);
    return box;
}

//! What it is about stands beside the box, as its words, and wraps as a button's would not.
QWidget *InputField::makeCheckRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, checkInset, 0, 0);
    layout->setSpacing(2 * Theme::grid);
    layout->addWidget(m_control, 0, Qt::AlignTop);
    layout->addWidget(m_description, 1);
    m_description->setForegroundRole(QPalette::WindowText);
    m_description->installEventFilter(this);
    return row;
}

QString InputField::value() const
{
    if (const auto *check = qobject_cast<const QCheckBox *>(m_control))
        return check->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *box = qobject_cast<const QComboBox *>(m_control))
        return box->currentData().toString();
    return static_cast<const QLineEdit *>(m_control)->text();
}

void InputField::setValue(const QString &value)
{
    const QSignalBlocker quiet(m_control);
    if (auto *check = qobject_cast<QCheckBox *>(m_control)) {
        check->setChecked(value == QLatin1String("true"));
    } else if (auto *box = qobject_cast<QComboBox *>(m_control)) {
        int index = box->findData(value);
        if (index < 0 && m_input.type == InputType::Environment)
            index = box->findData(value, Qt::UserRole, Qt::MatchFixedString); // GitHub does not tell their case apart.
        if (index < 0 && !value.isEmpty()) {
            box->addItem(oneLine(value), value);
            index = box->count() - 1;
        }
        box->setCurrentIndex(index);
    } else {
        auto *line = static_cast<QLineEdit *>(m_control);
        line->setText(value);
        line->setCursorPosition(0);
    }
}

void InputField::setError(const QString &error)
{
    m_error->setText(harmlessText(error));
    m_error->setVisible(!error.isEmpty());
    describeControl();
}

QString InputField::error() const
{
    return m_error->text();
}

bool InputField::eventFilter(QObject *watched, QEvent *event)
{
    // Who scrolls the form does not mean to choose something else.
    if (watched == m_control && event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    if (watched == m_description && event->type() == QEvent::MouseButtonRelease)
        static_cast<QCheckBox *>(m_control)->click();
    return QWidget::eventFilter(watched, event);
}

void InputField::describeControl()
{
    m_control->setAccessibleName(m_input.required ? tr("%1, required").arg(oneLine(m_input.name))
                                                  : oneLine(m_input.name));
    const QString about = m_description->text();
    m_control->setAccessibleDescription(m_error->text().isEmpty() ? about : m_error->text());
}

void InputField::updateLook()
{
    QPalette colors;
    colors.setColor(QPalette::PlaceholderText, m_theme.glyphColor(StatusGlyph::Failure));
    m_error->setPalette(colors);
}

} // namespace Runlight
