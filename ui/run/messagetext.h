// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTextEdit>

namespace Runlight {

class Theme;

//! Messages in monospace: plain, wrapped, to be selected and copied. As high as its text, up to a bound.
class MessageText final : public QTextEdit
{
    Q_OBJECT

public:
    struct Part
    {
        QString place; //!< Muted, above; may be empty.
        QString title; //!< In the colour of failure.
        QString message;
    };

    explicit MessageText(const Theme &theme, QWidget *parent = nullptr);

    void setParts(const QList<Part> &parts);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();

    const Theme &m_theme;
    QList<Part> m_parts;
};

} // namespace Runlight
