// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/shortcutsheet.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace Runlight {

namespace {

QString keysText(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &key : action.shortcuts())
        keys += key.toString(QKeySequence::NativeText);
    return keys.join(ShortcutSheet::tr(" or ", "between the keys of one action"));
}

QLabel *plainLabel(const QString &text, const QFont &font)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

bool hasKey(const QAction *action)
{
    return !action->shortcut().isEmpty();
}

//! How many rows \a section takes.
int rowsOf(const ActionSection &section)
{
    const auto keys = int(std::count_if(section.actions.begin(), section.actions.end(), hasKey));
    return keys == 0 ? 0 : keys + 2;
}

void addSection(QGridLayout &layout, const ActionSection &section, Theme &theme)
{
    if (rowsOf(section) == 0)
        return;
    int row = layout.rowCount();
    if (row > 1)
        layout.setRowMinimumHeight(row++, 2 * Theme::grid);
    layout.addWidget(plainLabel(section.title, theme.font(FontRole::BodyStrong)), row++, 0, 1, 2);
    for (const QAction *action : section.actions) {
        if (!hasKey(action))
            continue;
        auto *name = plainLabel(action->iconText(), theme.font(FontRole::Body));
        auto *keys = plainLabel(keysText(*action), theme.font(FontRole::Body));
        keys->setForegroundRole(QPalette::PlaceholderText);
        keys->setAlignment(Qt::AlignRight);
        name->setAccessibleDescription(keys->text());
        layout.addWidget(name, row, 0);
        layout.addWidget(keys, row++, 1);
    }
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<ActionSection> &sections, Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setModal(false);
    setAttribute(Qt::WA_DeleteOnClose); // names of actions tell what they are about now
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * Theme::grid, 5 * Theme::grid, 6 * Theme::grid, 5 * Theme::grid);
    layout->setSpacing(5 * Theme::grid);
    // In two columns of about one height, for a window as low as ours may be.
    auto *columns = new QHBoxLayout;
    columns->setSpacing(14 * Theme::grid);
    const auto addColumn = [columns] {
        auto *keys = new QGridLayout;
        keys->setHorizontalSpacing(8 * Theme::grid);
        keys->setVerticalSpacing(Theme::grid);
        auto *column = new QVBoxLayout;
        column->addLayout(keys);
        column->addStretch();
        columns->addLayout(column);
        return keys;
    };
    int left = std::accumulate(sections.begin(), sections.end(), 0,
                               [](int sum, const ActionSection &section) { return sum + rowsOf(section); })
        / 2;
    QGridLayout *keys = addColumn();
    for (const ActionSection &section : sections) {
        if (left <= 0 && columns->count() == 1)
            keys = addColumn();
        addSection(*keys, section, theme);
        left -= rowsOf(section);
    }
    layout->addLayout(columns);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace Runlight
