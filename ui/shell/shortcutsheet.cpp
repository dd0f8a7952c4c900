// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/shortcutsheet.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

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

void addSection(QGridLayout &layout, const ActionSection &section, Theme &theme)
{
    const auto hasKey = [](const QAction *action) {
        return !action->shortcut().isEmpty();
    };
    if (std::none_of(section.actions.begin(), section.actions.end(), hasKey))
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
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * Theme::grid, 5 * Theme::grid, 6 * Theme::grid, 5 * Theme::grid);
    layout->setSpacing(5 * Theme::grid);
    auto *keys = new QGridLayout;
    keys->setHorizontalSpacing(12 * Theme::grid);
    keys->setVerticalSpacing(Theme::grid);
    for (const ActionSection &section : sections)
        addSection(*keys, section, theme);
    layout->addLayout(keys);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace Runlight
