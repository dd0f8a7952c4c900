// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/rowsview.h"

#include "ui/run/rowdelegate.h"
#include "ui/theme/paint.h"
#include "ui/theme/rowsmodel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QUrl>

namespace Runlight {

RowsView::RowsView(QAbstractItemModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setItemDelegate(new RowDelegate(theme, this));
    setModel(&model);

    auto *copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] {
        if (currentIndex().isValid())
            QGuiApplication::clipboard()->setText(currentIndex().data(CopyRole).toString());
    });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) {
        const QUrl url = index.data(UrlRole).toUrl();
        if (!url.isEmpty())
            Q_EMIT openUrlRequested(url);
    });
}

void RowsView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    setAccessibleDescription(text);
    viewport()->update();
}

void RowsView::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    // Qt does not choose a row before the first step, which would pass the first by.
    if (event->reason() != Qt::MouseFocusReason)
        setCurrentIndex(currentIndex().isValid() ? currentIndex() : model()->index(0, 0));
}

void RowsView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.state.setFlag(QStyle::State_HasFocus, hasFocus());
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(painter, viewport()->rect(), 0);
    painter.setPen(m_theme.color(ColorRole::MutedText));
    painter.setFont(m_theme.font(FontRole::Body));
    const int side = 5 * Theme::grid;
    painter.drawText(viewport()->rect().adjusted(side, 2 * side, -side, 0), Qt::AlignHCenter | Qt::TextWordWrap,
                     m_placeholder);
}

} // namespace Runlight
