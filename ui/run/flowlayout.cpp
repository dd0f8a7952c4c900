// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/flowlayout.h"

#include <QStyle>
#include <QWidget>

namespace Runlight {

FlowLayout::FlowLayout(int horizontalSpacing, int verticalSpacing)
    : m_horizontalSpacing(horizontalSpacing)
    , m_verticalSpacing(verticalSpacing)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        const int before = size.width() > 0 ? size.width() + m_horizontalSpacing : 0;
        size = {before + hint.width(), qMax(size.height(), hint.height())};
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    return {0, sizeHint().height()};
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    const int lineHeight = sizeHint().height();
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = rect.left();
    int y = rect.top();
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        const int width = qMin(hint.width(), rect.width());
        if (x > rect.left() && x + width > rect.right() + 1) {
            x = rect.left();
            y += lineHeight + m_verticalSpacing;
        }
        if (apply) {
            const QRect place(x, y + (lineHeight - hint.height()) / 2, width, hint.height());
            item->setGeometry(QStyle::visualRect(direction, rect, place));
        }
        x += width + m_horizontalSpacing;
    }
    return y + lineHeight - rect.top();
}

} // namespace Runlight
