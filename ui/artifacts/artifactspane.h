// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/transfer.h"
#include "ui/artifacts/transferaction.h"

#include <QPointer>
#include <QSet>
#include <QWidget>

#include <memory>
#include <optional>

class QFileDialog;
class QPushButton;
class QSettings;
class QSplitter;

namespace Runlight {

class ArtifactsModel;
class ContentsView;
class Downloads;
class Theme;
class TransferCommands;
class TransferList;
class TransferNotice;

//! The artifacts of a run: what there is, its way here, and what is in what has come.
class ArtifactsPane final : public QWidget
{
    Q_OBJECT

public:
    //! Both must outlive this.
    ArtifactsPane(Downloads &downloads, Theme &theme, QWidget *parent = nullptr);
    ~ArtifactsPane() override;

    //! Where the folder for downloads is remembered; it must outlive this. Without, only as long as this lives.
    void setSettings(QSettings *settings);
    void setArtifacts(const RepositoryRef &repository, RunId run, const QList<Artifact> &artifacts);
    //! UTC
    void setNow(const QDateTime &now);
    //! Where there are none.
    void setPlaceholder(const QString &text);

    //! Fetches those that are selected, or all; what is here or on its way already is let alone.
    void download();
    //! Asks for another folder first, and remembers it.
    void downloadTo();
    //! Absolute.
    QString folder() const;

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *createTop();
    QList<Artifact> wanted() const;
    void fetch(const Artifact &artifact);
    void setFolder(const QString &folder);
    void perform(const QModelIndex &index, TransferAction action);
    void choose(const QModelIndex &index);
    void makeRoom();
    void updateTransfers();
    void updateButtons();
    void updateNotice();
    void updateContents();
    std::optional<Transfer> currentTransfer() const;

    Downloads &m_downloads;
    QSettings *m_settings = nullptr;
    QString m_folder; //!< Chosen; empty: the usual one.
    RepositoryRef m_repository;
    RunId m_run;
    QSet<ArtifactId> m_lookedFor; //!< It is being looked up whether they are on the disk.
    std::unique_ptr<ArtifactsModel> m_model;
    TransferCommands *m_commands;
    TransferList *m_list;
    TransferNotice *m_notice;
    ContentsView *m_contents;
    QSplitter *m_splitter;
    QWidget *m_top = nullptr;
    QPushButton *m_download = nullptr;
    QPushButton *m_downloadTo = nullptr;
    QPointer<QFileDialog> m_dialog;
    bool m_hasMadeRoom = false; //!< For the contents, at the cost of the list.
};

} // namespace Runlight
