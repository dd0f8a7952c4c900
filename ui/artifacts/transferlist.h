// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/artifacts/transferaction.h"

#include <QListView>

#include <functional>

namespace Runlight {

class Theme;
class TransferDelegate;

//! A list of artifacts or downloads: their buttons, the same in a menu, and dragging away what has come.
class TransferList final : public QListView
{
    Q_OBJECT

public:
    //! The transfer of a row, for the words of its actions; an empty one where there is none.
    using TransferOf = std::function<Transfer(const QModelIndex &)>;

    //! Of \a model's rows, which has TransferRole. It and \a theme must outlive this.
    TransferList(QAbstractItemModel &model, TransferOf transferOf, const Theme &theme, QWidget *parent = nullptr);

    //! In the place of rows.
    void setPlaceholder(const QString &text);

Q_SIGNALS:
    void actionRequested(const QModelIndex &index, Runlight::TransferAction action);
    //! Enter or a double click.
    void chosen(const QModelIndex &index);
    void currentRowChanged();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    std::optional<TransferAction> buttonAt(const QPoint &position) const;
    bool requestFirstOf(const QList<TransferAction> &wanted);

    const Theme &m_theme;
    TransferOf m_transferOf;
    TransferDelegate *m_delegate;
    QString m_placeholder;
    std::optional<TransferAction> m_pressed;
    QPersistentModelIndex m_pressedAt;
};

} // namespace Runlight
