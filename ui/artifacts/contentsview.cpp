// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/contentsview.h"

#include "core/artifacts/filetree.h"
#include "core/artifacts/junit.h"
#include "core/artifacts/workercall.h"
#include "ui/artifacts/filesview.h"
#include "ui/artifacts/testsview.h"
#include "ui/artifacts/transfertexts.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QStringListModel>
#include <QTabBar>

namespace Runlight {

ContentsView::ContentsView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar)
    , m_name(new QLabel)
    , m_stack(new QStackedWidget)
    , m_tests(new TestsView(theme))
    , m_files(new FilesView(theme))
    , m_leftOut(new QListView)
    , m_leftOutLines(new QStringListModel(this))
{
    setAccessibleName(tr("What is in the artifact"));
    layOut();
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this] { m_hasTurned = true; });
    connect(m_files, &FilesView::openingFailed, this, &ContentsView::openingFailed);
    clear();
}

ContentsView::~ContentsView()
{
    clear();
}

void ContentsView::layOut()
{
    for (const QString &name : {tr("Tests"), tr("Files"), tr("Left out")})
        m_tabs->addTab(name);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("What is in the artifact"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_leftOut->setModel(m_leftOutLines);
    m_leftOut->setAccessibleName(tr("What was left out"));
    m_leftOut->setFrameShape(QFrame::NoFrame);
    m_leftOut->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_leftOut->setWordWrap(true);
    m_leftOut->setUniformItemSizes(false);
    m_leftOut->setResizeMode(QListView::Adjust);
    auto *leftOut = new QWidget;
    auto *leftOutLayout = new QVBoxLayout(leftOut);
    leftOutLayout->setContentsMargins(5 * Theme::grid, 2 * Theme::grid, 0, 0);
    leftOutLayout->addWidget(m_leftOut);
    leftOut->setFocusProxy(m_leftOut);
    for (QWidget *page : {static_cast<QWidget *>(m_tests), static_cast<QWidget *>(m_files), leftOut})
        m_stack->addWidget(page);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(2 * Theme::grid, Theme::grid, 5 * Theme::grid, 0);
    top->setSpacing(3 * Theme::grid);
    top->addWidget(m_tabs);
    top->addWidget(m_name, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);
}

void ContentsView::setTransfer(const Transfer &transfer)
{
    if (transfer.id == m_id && transfer.endedAt == m_endedAt && transfer.place == m_transfer.place)
        return;
    clear();
    m_id = transfer.id;
    m_endedAt = transfer.endedAt;
    m_transfer = transfer;
    showLeftOut(transfer);
    read();
}

void ContentsView::clear()
{
    if (m_isCancelled)
        *m_isCancelled = true;
    m_isCancelled = std::make_shared<std::atomic_bool>(false);
    m_reading = 0;
    m_id = {};
    m_transfer = {};
    m_hasTurned = false;
    m_name->clear();
    m_files->clear();
    m_tests->setResults({});
    m_tabs->setTabVisible(Tests, false);
    m_tabs->setTabVisible(LeftOut, false);
    m_tabs->setCurrentIndex(Files);
}

void ContentsView::read()
{
    const Transfer transfer = m_transfer;
    const auto isCancelled = m_isCancelled;
    m_reading = 2;
    callOnWorker<Expected<FileTree>>(
        *QThreadPool::globalInstance(), this,
        [transfer, isCancelled] { return listFolder(transfer.place, *isCancelled); },
        [this, transfer, isCancelled](const Expected<FileTree> &tree) {
            if (*isCancelled)
                return;
            --m_reading;
            m_files->setFiles(transfer, tree);
            if (!tree)
                return;
            const QString count =
                tree->isCut ? tr("more than %n file(s)", nullptr, tree->files) : tr("%n file(s)", nullptr, tree->files);
            m_name->setText(tr("%1 · %2", "how many files and their size").arg(count, bytesText(tree->bytes)));
            m_name->setToolTip(plainToolTip(transfer.place));
        });
    callOnWorker<Expected<TestResults>>(
        *QThreadPool::globalInstance(), this,
        [transfer, isCancelled] { return findTestResults(transfer.place, *isCancelled); },
        [this, isCancelled](const Expected<TestResults> &results) {
            if (*isCancelled)
                return;
            --m_reading;
            takeTests(results);
        });
}

//! An artifact that holds reports was made for them: they are what is shown, unless the user reads something else.
void ContentsView::takeTests(const Expected<TestResults> &results)
{
    // A folder that is gone is told where its files should be.
    if (!results || (results->cases.isEmpty() && results->problems.isEmpty()))
        return;
    m_tests->setResults(*results);
    const int bad = results->failed + results->errors;
    m_tabs->setTabText(Tests, bad > 0 ? tr("Tests · %n failed", nullptr, bad) : tr("Tests"));
    m_tabs->setTabVisible(Tests, true);
    const QWidget *focused = focusWidget();
    const bool isReading = m_files->isAncestorOf(focused) && focused->hasFocus();
    if (m_hasTurned)
        return;
    m_tabs->setCurrentIndex(Tests);
    if (isReading)
        m_tests->setFocus(Qt::OtherFocusReason);
}

void ContentsView::showLeftOut(const Transfer &transfer)
{
    QStringList lines;
    for (const LeftOutEntry &entry : transfer.leftOut)
        lines.append(
            tr("%1 — %2", "name of an entry and why it was left out").arg(oneLine(entry.name), oneLine(entry.reason)));
    const int more = transfer.leftOutCount - int(transfer.leftOut.size());
    if (more > 0)
        lines.append(tr("… and %n more", "entries of an archive", more));
    m_leftOutLines->setStringList(lines);
    m_tabs->setTabVisible(LeftOut, !lines.isEmpty());
    m_tabs->setTabText(LeftOut, tr("Left out · %1", "how many entries").arg(transfer.leftOutCount));
}

bool ContentsView::event(QEvent *event)
{
    // Both keys mean something else in the rest of the window.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        const bool isFind = isFindKey(key) && m_tabs->currentIndex() == Tests;
        if (key.key() == Qt::Key_Escape || isFind) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void ContentsView::focusInEvent(QFocusEvent *event)
{
    m_stack->currentWidget()->setFocus(event->reason());
}

void ContentsView::keyPressEvent(QKeyEvent *event)
{
    const int tab = m_tabs->currentIndex();
    const bool isTurn = event->matches(QKeySequence::NextChild) || event->matches(QKeySequence::PreviousChild);
    if (event->key() == Qt::Key_Escape) {
        const bool wentBack = (tab == Tests && m_tests->goBack()) || (tab == Files && m_files->goBack());
        if (!wentBack)
            Q_EMIT left();
    } else if (isTurn) {
        turnTo(event->matches(QKeySequence::NextChild) ? 1 : -1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

//! To the next or previous one of the tabs that there are, and into it.
void ContentsView::turnTo(int step)
{
    int tab = m_tabs->currentIndex();
    do
        tab = (tab + step + m_tabs->count()) % m_tabs->count();
    while (!m_tabs->isTabVisible(tab));
    m_hasTurned = true;
    m_tabs->setCurrentIndex(tab);
    setFocus(Qt::ShortcutFocusReason);
}

} // namespace Runlight
