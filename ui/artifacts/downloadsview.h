// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/transfer.h"

#include <QDialog>

#include <memory>

class QPushButton;

namespace Runlight {

class Clock;
class Downloads;
class Theme;
class TransferCommands;
class TransferList;
class TransferNotice;
class TransfersModel;

//! All downloads, of every run and of earlier sessions. Not modal: it can stay open beside the work.
class DownloadsView final : public QDialog
{
    Q_OBJECT

public:
    //! All must outlive this.
    DownloadsView(Downloads &downloads, Clock &clock, Theme &theme, QWidget *parent = nullptr);
    ~DownloadsView() override;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void update();

    Downloads &m_downloads;
    std::unique_ptr<TransfersModel> m_model;
    TransferCommands *m_commands;
    TransferList *m_list;
    TransferNotice *m_notice;
    QPushButton *m_clear;
};

} // namespace Runlight
