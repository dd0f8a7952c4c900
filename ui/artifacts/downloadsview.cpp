// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/downloadsview.h"

#include "core/artifacts/downloads.h"
#include "ui/artifacts/transfercommands.h"
#include "ui/artifacts/transferlist.h"
#include "ui/artifacts/transfernotice.h"
#include "ui/artifacts/transfersmodel.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace Runlight {

namespace {

const QSize usualSize(140 * Theme::grid, 110 * Theme::grid);

} // namespace

DownloadsView::DownloadsView(Downloads &downloads, Clock &clock, Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_downloads(downloads)
    , m_model(std::make_unique<TransfersModel>(downloads, clock))
    , m_commands(new TransferCommands(downloads, this))
    , m_list(new TransferList(
          *m_model, [this](const QModelIndex &index) { return m_model->transferAt(index).value_or(Transfer()); },
          theme))
    , m_notice(new TransferNotice(theme))
    , m_clear(new QPushButton(tr("Clear finished")))
{
    setWindowTitle(tr("Downloads"));
    setModal(false);
    resize(usualSize);
    m_list->setAccessibleName(tr("Downloads"));
    m_list->setPlaceholder(tr("Nothing was downloaded yet. Select a run, go to its artifacts and press D."));
    m_clear->setToolTip(tr("Forgets what is over; the files stay where they are"));
    auto *close = new QPushButton(tr("Close"));
    for (QPushButton *button : {m_clear, close})
        button->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(5 * Theme::grid, 3 * Theme::grid, 5 * Theme::grid, 3 * Theme::grid);
    buttons->addWidget(m_clear);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(5 * Theme::grid, 2 * Theme::grid, 5 * Theme::grid, 0);
    notice->addWidget(m_notice);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addLayout(notice);
    layout->addLayout(buttons);

    connect(m_list, &TransferList::actionRequested, this, [this](const QModelIndex &index, TransferAction action) {
        m_commands->perform(action, m_model->rows().at(index.row()));
    });
    connect(m_list, &TransferList::chosen, this, &DownloadsView::choose);
    connect(m_list, &TransferList::currentRowChanged, this, &DownloadsView::update);
    connect(m_notice, &TransferNotice::actionRequested, this,
            [this](TransferId id, TransferAction action) { m_commands->perform(action, id); });
    connect(m_commands, &TransferCommands::openingFailed, m_notice, &TransferNotice::setOpeningFailure);
    connect(m_clear, &QPushButton::clicked, &downloads, &Downloads::removeOver);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    for (const auto signal : {&Downloads::added, &Downloads::changed, &Downloads::removed})
        connect(&downloads, signal, this, &DownloadsView::update);
    update();
}

DownloadsView::~DownloadsView()
{
    m_list->disconnect(this); // it goes later than the model it looks at
}

void DownloadsView::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_downloads.look();
}

void DownloadsView::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_downloads.look();
    m_list->setFocus(Qt::ShortcutFocusReason);
}

//! The likeliest thing, as long as it takes nothing away.
void DownloadsView::choose(const QModelIndex &index)
{
    const QList<int> actions = index.data(ActionsRole).value<QList<int>>();
    if (actions.isEmpty() || actions.first() == int(TransferAction::Cancel)
        || actions.first() == int(TransferAction::Confirm))
        return;
    m_commands->perform(TransferAction(actions.first()), m_model->rows().at(index.row()));
}

void DownloadsView::update()
{
    const QList<Transfer> transfers = m_downloads.transfers();
    m_clear->setEnabled(
        std::any_of(transfers.begin(), transfers.end(), [](const Transfer &each) { return each.isOver(); }));
    std::optional<Transfer> told = m_model->transferAt(m_list->currentIndex());
    if (told && TransferNotice::hasSomethingToSay(*told))
        return m_notice->setTransfer(told);
    const auto asks = std::find_if(transfers.begin(), transfers.end(), [](const Transfer &each) {
        return each.state == Transfer::State::NeedsConfirmation;
    });
    m_notice->setTransfer(asks == transfers.end() ? std::nullopt : std::optional(*asks));
}

} // namespace Runlight
