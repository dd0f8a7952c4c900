// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/filesview.h"

#include "ui/artifacts/filetreemodel.h"
#include "ui/artifacts/previewpane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTreeView>

namespace Runlight {

namespace {

constexpr int mostExpanded = 100; //!< Entries; more are opened one by one.
constexpr int sideBySide = 130 * Theme::grid; //!< From this width on.

} // namespace

FilesView::FilesView(const Theme &theme, QWidget *parent)
    : QSplitter(parent)
    , m_model(std::make_unique<FileTreeModel>(theme))
    , m_tree(new QTreeView)
    , m_preview(new PreviewPane(theme))
{
    setChildrenCollapsible(false);
    m_tree->setModel(m_model.get());
    m_tree->setAccessibleName(tr("Files of the artifact"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(FileTreeModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(FileTreeModel::Size, QHeaderView::Fixed);
    m_tree->header()->resizeSection(FileTreeModel::Size, 20 * Theme::grid);
    m_tree->installEventFilter(this);
    auto *files = new QWidget;
    auto *layout = new QHBoxLayout(files);
    layout->setContentsMargins(3 * Theme::grid, Theme::grid, 0, 0);
    layout->addWidget(m_tree);
    addWidget(files);
    addWidget(m_preview);
    files->setMinimumSize(40 * Theme::grid, 15 * Theme::grid);
    setSizes({65 * Theme::grid, 80 * Theme::grid});
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesView::showCurrent);
    connect(m_preview, &PreviewPane::openingFailed, this, &FilesView::openingFailed);
    clear();
}

FilesView::~FilesView()
{
    m_tree->selectionModel()->disconnect(this); // the tree goes later than its model
}

void FilesView::setFiles(const Transfer &transfer, const Expected<FileTree> &tree)
{
    m_place = transfer.place;
    m_model->setTree(tree ? *tree : FileTree(), transfer.place, transfer.isFolder);
    if (!tree)
        return m_preview->clear(tree.error().message);
    if (tree->nodes.isEmpty())
        return m_preview->clear(tr("This artifact has no files."));
    if (tree->nodes.size() <= mostExpanded)
        m_tree->expandAll();
    m_preview->clear(tr("Select a file to see what is in it."));
    // One file alone needs no choosing.
    if (tree->files == 1) {
        for (QModelIndex index = m_model->index(0, 0); index.isValid(); index = m_model->index(0, 0, index)) {
            if (m_model->isFile(index))
                m_tree->setCurrentIndex(index);
        }
    }
}

void FilesView::clear()
{
    m_model->setTree({}, {}, true);
    m_preview->clear(tr("Reading the files…"));
}

bool FilesView::goBack()
{
    if (!m_preview->isAncestorOf(QApplication::focusWidget()))
        return false;
    m_tree->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void FilesView::showCurrent()
{
    const QModelIndex current = m_tree->currentIndex();
    if (m_model->isFile(current))
        m_preview->show(m_place, m_model->pathOf(current));
    else if (current.isValid())
        m_preview->clear(tr("Select a file to see what is in it."));
}

void FilesView::focusInEvent(QFocusEvent *event)
{
    m_tree->setFocus(event->reason());
    if (!m_tree->currentIndex().isValid())
        m_tree->setCurrentIndex(m_model->index(0, 0));
}

void FilesView::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    setOrientation(width() >= sideBySide ? Qt::Horizontal : Qt::Vertical);
}

//! Enter on a file goes to its text.
bool FilesView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_model->isFile(m_tree->currentIndex())) {
            m_preview->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return QSplitter::eventFilter(watched, event);
}

} // namespace Runlight
