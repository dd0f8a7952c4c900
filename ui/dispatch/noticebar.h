// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dispatch/dispatchtexts.h"

#include <QWidget>

#include <functional>

namespace Runlight {

//! Tells one thing after the other, the latest first; each until it is closed or acted on. Hidden where there is none.
class NoticeBar final : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);

    //! \a act: what the primary button does.
    void tell(const DispatchNotice &notice, std::function<void()> act);
    const InlineBar &bar() const { return *m_bar; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void next();
    void showLatest();

    struct Told
    {
        DispatchNotice notice;
        std::function<void()> act;
    };

    const Theme &m_theme;
    InlineBar *m_bar;
    QList<Told> m_told; //!< The latest is the last.
};

} // namespace Runlight
