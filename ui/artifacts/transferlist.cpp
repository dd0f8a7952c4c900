// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transferlist.h"

#include "ui/artifacts/transferdelegate.h"
#include "ui/artifacts/transferrole.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <utility>

namespace Runlight {

TransferList::TransferList(QAbstractItemModel &model, TransferOf transferOf, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_transferOf(std::move(transferOf))
    , m_delegate(new TransferDelegate(theme, this))
{
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setMouseTracking(true);
    setItemDelegate(m_delegate);
    setModel(&model);
    connect(&theme, &Theme::animationFrame, viewport(), qOverload<>(&QWidget::update));
}

void TransferList::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    setAccessibleDescription(text);
    viewport()->update();
}

std::optional<TransferAction> TransferList::buttonAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() ? m_delegate->buttonAt(position, visualRect(index), index) : std::nullopt;
}

void TransferList::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex row(index);
    for (const int number : index.data(ActionsRole).value<QList<int>>()) {
        const auto action = TransferAction(number);
        menu->addAction(m_theme.icon(actionIcon(action)), actionText(action, m_transferOf(index)), this,
                        [this, row, action] {
                            if (row.isValid())
                                Q_EMIT actionRequested(row, action);
                        });
    }
    menu->addSeparator();
    const auto addCopy = [menu](const QString &text, const QString &copied) {
        if (!copied.isEmpty())
            menu->addAction(text, menu, [copied] { QGuiApplication::clipboard()->setText(copied); });
    };
    addCopy(tr("Copy the name"), index.data(CopyRole).toString());
    addCopy(tr("Copy the digest"), index.data(DigestRole).toString());
    addCopy(tr("Copy the path"), index.data(PlaceRole).toString());
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void TransferList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT currentRowChanged();
}

void TransferList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    // Qt does not choose a row before the first step, which would pass the first by.
    if (event->reason() != Qt::MouseFocusReason && !currentIndex().isValid())
        setCurrentIndex(model()->index(0, 0));
}

void TransferList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(currentIndex().data(CopyRole).toString());
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex());
        return;
    }
    using Action = TransferAction;
    const bool isPlain = event->modifiers() == Qt::NoModifier;
    if (event->key() == Qt::Key_Delete && requestFirstOf({Action::Cancel, Action::Remove}))
        return;
    if (event->key() == Qt::Key_Space && isPlain && requestFirstOf({Action::Pause, Action::Resume}))
        return;
    QListView::keyPressEvent(event);
}

//! Of the current row. False where none of them can be done.
bool TransferList::requestFirstOf(const QList<TransferAction> &wanted)
{
    for (const int number : currentIndex().data(ActionsRole).value<QList<int>>()) {
        const auto action = TransferAction(number);
        if (wanted.contains(action)) {
            Q_EMIT actionRequested(currentIndex(), action);
            return true;
        }
    }
    return false;
}

void TransferList::leaveEvent(QEvent *event)
{
    m_delegate->setPointer({-1, -1});
    viewport()->update();
    QListView::leaveEvent(event);
}

void TransferList::mouseDoubleClickEvent(QMouseEvent *event)
{
    // Another button may be there since the first click: whoever meant Download must not cancel it.
    if (buttonAt(event->pos()))
        return;
    QListView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && event->button() == Qt::LeftButton)
        Q_EMIT chosen(index);
}

void TransferList::mouseMoveEvent(QMouseEvent *event)
{
    m_delegate->setPointer(event->pos());
    viewport()->update();
    if (!m_pressed)
        QListView::mouseMoveEvent(event);
}

void TransferList::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? buttonAt(event->pos()) : std::nullopt;
    m_pressedAt = m_pressed ? indexAt(event->pos()) : QModelIndex();
    if (!m_pressed)
        QListView::mousePressEvent(event);
}

void TransferList::mouseReleaseEvent(QMouseEvent *event)
{
    const std::optional<TransferAction> pressed = std::exchange(m_pressed, std::nullopt);
    if (!pressed) {
        QListView::mouseReleaseEvent(event);
        return;
    }
    if (m_pressedAt.isValid() && indexAt(event->pos()) == m_pressedAt && buttonAt(event->pos()) == pressed)
        Q_EMIT actionRequested(m_pressedAt, *pressed);
}

void TransferList::paintEvent(QPaintEvent *event)
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

bool TransferList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const std::optional<TransferAction> action = buttonAt(help->pos())) {
            QToolTip::showText(help->globalPos(), plainToolTip(actionText(*action, m_transferOf(indexAt(help->pos())))),
                               viewport());
            return true;
        }
    }
    return QListView::viewportEvent(event);
}

} // namespace Runlight
