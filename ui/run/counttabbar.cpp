// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/counttabbar.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QStyleOptionTab>
#include <QStylePainter>
#include <QToolButton>

namespace Runlight {

namespace {

constexpr int widestGap = 20; //!< Between two tabs, where there is room.
constexpr int narrowestGap = 2 * CountTabBar::side;
constexpr int pillGap = 6; //!< Between a tab's text and its pill.

} // namespace

CountTabBar::CountTabBar(const Theme &theme, QWidget *parent)
    : QTabBar(parent)
    , m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
    setFont(theme.font(FontRole::Body));
    setCursor(Qt::PointingHandCursor);
    // They lie over the tabs that do not fit.
    for (auto *button : findChildren<QToolButton *>())
        button->setAutoFillBackground(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int CountTabBar::addCountTab(const QString &text)
{
    const int index = addTab(text);
    setTabData(index, 0);
    return index;
}

void CountTabBar::setCount(int index, int count)
{
    if (countAt(index) == count)
        return;
    setTabData(index, count);
    setAccessibleTabName(index,
                         count > 0 ? tr("%1 (%2)", "name and count of a tab").arg(tabText(index), countText(index))
                                   : tabText(index));
    // Nothing but a new text makes the bar measure its tabs again.
    const QString text = tabText(index);
    setTabText(index, QString());
    setTabText(index, text);
}

int CountTabBar::countAt(int index) const
{
    return tabData(index).toInt();
}

QSize CountTabBar::minimumSizeHint() const
{
    return {0, QTabBar::minimumSizeHint().height()};
}

QSize CountTabBar::tabSizeHint(int index) const
{
    const QFontMetrics metrics(m_theme.font(FontRole::BodyStrong));
    return {contentWidth(index) + gap(), metrics.height() + 5 * Theme::grid};
}

QSize CountTabBar::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void CountTabBar::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    for (int index = 0; index < count(); ++index) {
        QStyleOptionTab option;
        initStyleOption(&option, index);
        option.rect.translate(side, 0);
        option.rect.setWidth(contentWidth(index));
        painter.drawControl(QStyle::CE_TabBarTabShape, option);
        paintTab(painter, option.rect, index);
    }
}

void CountTabBar::paintTab(QPainter &painter, const QRect &rect, int index) const
{
    const bool current = index == currentIndex();
    painter.setFont(m_theme.font(current ? FontRole::BodyStrong : FontRole::Body));
    painter.setPen(m_theme.color(current ? ColorRole::Text : ColorRole::MutedText));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, tabText(index));
    const int pill = pillWidth(index);
    if (pill == 0)
        return;
    const int height = painter.fontMetrics().height() + 2;
    const QRect box(rect.right() + 1 - pill, rect.center().y() - height / 2 + 1, pill, height);
    drawRoundedBox(painter, box, height / 2.0, m_theme.color(ColorRole::Chip), {});
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(box, Qt::AlignCenter, countText(index));
}

int CountTabBar::contentWidth(int index) const
{
    // In bold, so that nothing moves when another tab becomes the current one.
    const QFontMetrics metrics(m_theme.font(FontRole::BodyStrong));
    const int pill = pillWidth(index);
    return metrics.horizontalAdvance(tabText(index)) + 1 + (pill > 0 ? pillGap + pill : 0);
}

int CountTabBar::gap() const
{
    int contents = 0;
    for (int index = 0; index < count(); ++index)
        contents += contentWidth(index);
    return qBound(narrowestGap, (width() - contents) / qMax(1, count()), widestGap);
}

QString CountTabBar::countText(int index) const
{
    return QLocale().toString(countAt(index));
}

int CountTabBar::pillWidth(int index) const
{
    if (countAt(index) <= 0)
        return 0;
    const QFontMetrics metrics(m_theme.font(FontRole::Body));
    return qMax(metrics.height() + 2, metrics.horizontalAdvance(countText(index)) + 3 * Theme::grid);
}

} // namespace Runlight
