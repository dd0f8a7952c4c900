// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace Runlight {

class Downloads;
class Theme;

//! What is coming, on one line: "dist ▮▮▮▯ 62 % · 18 MB/s". A click shows all downloads. Hidden until there is one.
class TransferIndicator final : public QAbstractButton
{
    Q_OBJECT

public:
    //! Both must outlive this.
    TransferIndicator(Downloads &downloads, const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    Downloads &m_downloads;
    const Theme &m_theme;
    QString m_detail; //!< Behind the bar.
    double m_progress = -1; //!< -1: no bar.
};

} // namespace Runlight
