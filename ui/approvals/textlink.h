// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace Runlight {

class Theme;

//! Words that lead somewhere, amid others: a button that looks like a link.
class TextLink final : public QAbstractButton
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    TextLink(const QString &text, const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace Runlight
