// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/actions.h"

#include <QDialog>

namespace Runlight {

//! The keys that work, with what they do. Not modal: it can stay open beside the work.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    ShortcutSheet(const QList<ActionSection> &sections, Theme &theme, QWidget *parent);
};

} // namespace Runlight
