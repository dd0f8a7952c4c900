// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/noticebar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace Runlight {

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(new InlineBar(theme))
{
    m_bar->setClosable(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::grid, 2 * Theme::grid, 2 * Theme::grid, 2 * Theme::grid + 1);
    layout->addWidget(m_bar);
    connect(m_bar, &InlineBar::closed, this, &NoticeBar::next);
    connect(m_bar, &InlineBar::primaryTriggered, this, [this] {
        const auto act = m_told.last().act;
        next();
        if (act)
            act();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void NoticeBar::tell(const DispatchNotice &notice, std::function<void()> act)
{
    m_told.append({notice, std::move(act)});
    showLatest();
}

void NoticeBar::next()
{
    m_told.removeLast();
    showLatest();
}

void NoticeBar::showLatest()
{
    if (m_told.isEmpty()) {
        hide();
        return;
    }
    showNotice(*m_bar, m_told.last().notice);
    show();
}

//! The ground of a pane, with a hairline towards what is below.
void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Pane));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(ColorRole::Line));
}

} // namespace Runlight
