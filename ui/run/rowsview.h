// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>

class QUrl;

namespace Runlight {

class Theme;

//! The list of a RowsModel, with words where it is empty.
class RowsView final : public QListView
{
    Q_OBJECT

public:
    RowsView(QAbstractItemModel &model, const Theme &theme, QWidget *parent = nullptr);

    void setPlaceholder(const QString &text);

Q_SIGNALS:
    void openUrlRequested(const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    const Theme &m_theme;
    QString m_placeholder;
};

} // namespace Runlight
