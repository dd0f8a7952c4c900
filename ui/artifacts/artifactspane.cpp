// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/artifactspane.h"

#include "core/artifacts/downloads.h"
#include "ui/artifacts/artifactsmodel.h"
#include "ui/artifacts/contentsview.h"
#include "ui/artifacts/transfercommands.h"
#include "ui/artifacts/transferlist.h"
#include "ui/artifacts/transfernotice.h"
#include "ui/artifacts/transfertexts.h"
#include "ui/theme/plaintext.h"

#include <QDir>
#include <QFileDialog>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStandardPaths>

#include <utility>

namespace Runlight {

namespace {

constexpr int paneMargin = 5 * Theme::grid;
const QList<int> usualSizes{200, 300};
constexpr int lowPane = 480; //!< px; in a lower one there is not room for both, list and contents.
const auto folderKey = QLatin1String("downloads/folder");

QString usualFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return folder.isEmpty() ? QDir::homePath() : folder;
}

} // namespace

ArtifactsPane::ArtifactsPane(Downloads &downloads, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_downloads(downloads)
    , m_model(std::make_unique<ArtifactsModel>())
    , m_commands(new TransferCommands(downloads, this))
    , m_list(new TransferList(
          *m_model,
          [this](const QModelIndex &index) {
              return m_model->transferOf(m_model->rows().at(index.row()).id).value_or(Transfer());
          },
          theme))
    , m_notice(new TransferNotice(theme))
    , m_contents(new ContentsView(theme))
    , m_splitter(new QSplitter(Qt::Vertical))
{
    m_list->setAccessibleName(tr("Artifacts"));
    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(paneMargin, 0, paneMargin, 2 * Theme::grid);
    notice->addWidget(m_notice);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_contents);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes(usualSizes);
    m_contents->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_top = createTop();
    layout->addWidget(m_top);
    layout->addLayout(notice);
    layout->addWidget(m_splitter, 1);

    connect(m_list, &TransferList::actionRequested, this, &ArtifactsPane::perform);
    connect(m_list, &TransferList::chosen, this, &ArtifactsPane::choose);
    connect(m_list, &TransferList::currentRowChanged, this, &ArtifactsPane::updateNotice);
    connect(m_list, &TransferList::currentRowChanged, this, &ArtifactsPane::updateContents);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ArtifactsPane::updateButtons);
    connect(m_notice, &TransferNotice::actionRequested, this,
            [this](TransferId id, TransferAction action) { m_commands->perform(action, id); });
    connect(m_commands, &TransferCommands::openingFailed, m_notice, &TransferNotice::setOpeningFailure);
    connect(m_contents, &ContentsView::openingFailed, m_notice, &TransferNotice::setOpeningFailure);
    connect(m_contents, &ContentsView::left, m_list, [this] {
        if (std::exchange(m_hasMadeRoom, false))
            m_splitter->setSizes(usualSizes);
        m_list->setFocus(Qt::ShortcutFocusReason);
    });
    for (const auto signal : {&Downloads::added, &Downloads::changed, &Downloads::removed})
        connect(&downloads, signal, this, &ArtifactsPane::updateTransfers);
    updateButtons();
}

ArtifactsPane::~ArtifactsPane()
{
    // The list goes later than the model it looks at, and says that nothing is selected any more.
    m_list->disconnect(this);
    m_list->selectionModel()->disconnect(this);
}

QWidget *ArtifactsPane::createTop()
{
    m_download = new QPushButton;
    m_downloadTo = new QPushButton(tr("Download to…"));
    connect(m_download, &QPushButton::clicked, this, &ArtifactsPane::download);
    connect(m_downloadTo, &QPushButton::clicked, this, &ArtifactsPane::downloadTo);
    auto *top = new QWidget;
    auto *layout = new QHBoxLayout(top);
    layout->setContentsMargins(paneMargin, 2 * Theme::grid, paneMargin, 2 * Theme::grid);
    layout->setSpacing(2 * Theme::grid);
    layout->addWidget(m_download);
    layout->addWidget(m_downloadTo);
    layout->addStretch();
    return top;
}

void ArtifactsPane::setSettings(QSettings *settings)
{
    m_settings = settings;
    updateButtons();
}

QString ArtifactsPane::folder() const
{
    const QString kept = m_settings ? m_settings->value(folderKey).toString() : m_folder;
    return QDir::isAbsolutePath(kept) ? kept : usualFolder();
}

void ArtifactsPane::setFolder(const QString &folder)
{
    m_folder = folder;
    if (m_settings)
        m_settings->setValue(folderKey, folder);
    updateButtons();
}

void ArtifactsPane::setArtifacts(const RepositoryRef &repository, RunId run, const QList<Artifact> &artifacts)
{
    if (run != m_run || repository != m_repository) {
        m_model->setRows({});
        m_notice->setTransfer({});
    }
    m_repository = repository;
    m_run = run;
    m_model->setRows(artifacts);
    updateTransfers();
}

void ArtifactsPane::setNow(const QDateTime &now)
{
    m_model->setNow(now);
}

void ArtifactsPane::setPlaceholder(const QString &text)
{
    m_list->setPlaceholder(text);
}

//! The rows that are selected, or all, without those that GitHub has deleted.
QList<Artifact> ArtifactsPane::wanted() const
{
    QList<Artifact> artifacts;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const bool isSelected = m_list->selectionModel()->isRowSelected(row, {});
        const bool isMeant = isSelected || !m_list->selectionModel()->hasSelection();
        if (isMeant && !m_model->isExpired(m_model->rows().at(row)))
            artifacts.append(m_model->rows().at(row));
    }
    return artifacts;
}

void ArtifactsPane::download()
{
    for (const Artifact &artifact : wanted())
        fetch(artifact);
}

void ArtifactsPane::fetch(const Artifact &artifact)
{
    const AccountId account = m_repository.account;
    const std::optional<Transfer> latest = m_downloads.latest(account, artifact.id);
    if ((latest && !latest->isOver() && latest->state != Transfer::State::Paused) || m_lookedFor.contains(artifact.id))
        return;
    m_lookedFor.insert(artifact.id);
    const ArtifactRequest request{m_repository, m_run, artifact, folder()};
    m_downloads.existing(account, artifact.id, this, [this, request](const std::optional<Transfer> &there) {
        m_lookedFor.remove(request.artifact.id);
        const bool isElsewhere = there && !there->place.startsWith(request.folder + QLatin1Char('/'));
        if (!there || isElsewhere)
            m_downloads.start(request);
    });
}

void ArtifactsPane::downloadTo()
{
    // The same press twice shows the same dialog.
    if (!m_dialog) {
        m_dialog = new QFileDialog(this, tr("Download to"), folder());
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->setFileMode(QFileDialog::Directory);
        m_dialog->setOption(QFileDialog::ShowDirsOnly);
        m_dialog->setLabelText(QFileDialog::Accept, tr("Download here"));
        connect(m_dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
            setFolder(QDir::cleanPath(chosen));
            download();
        });
    }
    m_dialog->open();
}

void ArtifactsPane::perform(const QModelIndex &index, TransferAction action)
{
    const Artifact artifact = m_model->rows().at(index.row());
    const std::optional<Transfer> transfer = m_model->transferOf(artifact.id);
    if (transfer)
        m_commands->perform(action, transfer->id);
    else if (action == TransferAction::Download)
        fetch(artifact);
}

//! What has come is looked into, and what has not is fetched.
void ArtifactsPane::choose(const QModelIndex &index)
{
    const Artifact artifact = m_model->rows().at(index.row());
    const std::optional<Transfer> transfer = m_model->transferOf(artifact.id);
    if (transfer && transfer->state == Transfer::State::Done && transfer->presence != Transfer::Presence::Gone) {
        updateContents();
        makeRoom();
        m_contents->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    for (const TransferAction action : {TransferAction::Download, TransferAction::Resume, TransferAction::Retry}) {
        if (index.data(ActionsRole).value<QList<int>>().contains(int(action)))
            return perform(index, action);
    }
}

//! Where it is low: of the list only the artifact that is looked into stays, until the user comes back.
void ArtifactsPane::makeRoom()
{
    if (height() >= lowPane)
        return;
    m_hasMadeRoom = true;
    const int row = m_list->sizeHintForIndex(m_list->currentIndex()).height();
    m_splitter->setSizes({row, m_splitter->height() - row});
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtTop);
}

void ArtifactsPane::updateTransfers()
{
    for (const Artifact &artifact : m_model->rows())
        m_model->setTransfer(artifact.id, m_downloads.latest(m_repository.account, artifact.id));
    updateButtons();
    updateNotice();
    updateContents();
}

void ArtifactsPane::updateButtons()
{
    const bool isSelection = m_list->selectionModel()->hasSelection();
    m_download->setText(isSelection ? tr("Download") : tr("Download all"));
    const QString key = tr("Downloads into %1 (D)").arg(folderText(folder()));
    m_download->setToolTip(plainToolTip(key));
    m_downloadTo->setToolTip(plainToolTip(tr("Chooses another folder than %1").arg(folderText(folder()))));
    m_top->setVisible(m_model->rowCount() > 0);
    const bool isPossible = !wanted().isEmpty();
    m_download->setEnabled(isPossible);
    m_downloadTo->setEnabled(isPossible);
}

//! Of the row that is looked at first, then of any that waits for an answer.
void ArtifactsPane::updateNotice()
{
    std::optional<Transfer> told = currentTransfer();
    if (told && TransferNotice::hasSomethingToSay(*told))
        return m_notice->setTransfer(told);
    for (const Artifact &artifact : m_model->rows()) {
        told = m_model->transferOf(artifact.id);
        if (told && told->state == Transfer::State::NeedsConfirmation)
            return m_notice->setTransfer(told);
    }
    m_notice->setTransfer({});
}

void ArtifactsPane::updateContents()
{
    const std::optional<Transfer> transfer = currentTransfer();
    const bool isHere =
        transfer && transfer->state == Transfer::State::Done && transfer->presence != Transfer::Presence::Gone;
    const bool hadFocus = m_contents->isAncestorOf(focusWidget()) && m_contents->isVisible();
    m_contents->setVisible(isHere);
    if (isHere)
        m_contents->setTransfer(*transfer);
    else
        m_contents->clear();
    if (hadFocus && !isHere)
        m_list->setFocus(Qt::OtherFocusReason);
}

std::optional<Transfer> ArtifactsPane::currentTransfer() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? m_model->transferOf(m_model->rows().at(current.row()).id) : std::nullopt;
}

//! No focus proxy: Tab would go straight to it, past all that stands before it.
void ArtifactsPane::focusInEvent(QFocusEvent *event)
{
    m_list->setFocus(event->reason());
}

void ArtifactsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_downloads.look();
}

} // namespace Runlight
