// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>

class QCompleter;

namespace Runlight {

class Theme;

//! What a completer offers, as a menu looks: whole rows of one line each, with air around them.
class CompletionPopup final : public QListView
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit CompletionPopup(const Theme &theme, QWidget *parent = nullptr);

    //! Becomes the popup of \a completer, which owns it from then on.
    void installOn(QCompleter &completer);

    //! px for so many whole rows.
    int heightFor(int rows) const;

private:
    void updateLook();

    const Theme &m_theme;
};

} // namespace Runlight
