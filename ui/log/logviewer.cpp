// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logviewer.h"

#include "ui/log/logfinder.h"
#include "ui/log/logtext.h"
#include "ui/log/logtoolbar.h"
#include "ui/theme/inlinebar.h"

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace Runlight {

LogViewer::LogViewer(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , nextError(add(tr("Next error"), {}, {QKeySequence(Qt::Key_E)}))
    , previousError(add(tr("Previous error"), {}, {QKeySequence(Qt::SHIFT | Qt::Key_E)}))
    , findNext(add(tr("Find next"), {}, {QKeySequence(Qt::Key_F3)}))
    , findPrevious(add(tr("Find previous"), {}, {QKeySequence(Qt::SHIFT | Qt::Key_F3)}))
    , follow(add(tr("Follow the end of the log"), QStringLiteral("follow"), {QKeySequence(Qt::Key_F)}))
    , wrap(add(tr("Wrap long lines"), QStringLiteral("wrap"), {QKeySequence(Qt::Key_W)}))
    , times(add(tr("Times"), QStringLiteral("clock"), {}))
    , copy(add(tr("Copy"), {}, {QKeySequence::Copy}))
    , copyWithTimes(add(tr("Copy with timestamps"), {}, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)}))
    , copyLink(add(tr("Copy link to line"), {}, {}))
    , save(add(tr("Save log…"), QStringLiteral("save"), {QKeySequence::Save}))
    , m_theme(theme)
    , m_view(new LogView(m_document, theme))
    , m_toolBar(nullptr)
    , m_finder(nullptr)
    , m_panels(new QSplitter(Qt::Vertical))
    , m_noticeArea(new QWidget)
    , m_notice(new InlineBar(theme))
{
    for (QAction *action : {follow, wrap, times, save})
        action->setIcon(theme.icon(action->data().toString()));
    m_toolBar = new LogToolBar({nextError, times, createTimesMenu(), wrap, follow, save}, theme);
    m_finder = new LogFinder(*m_view, *m_toolBar, this);
    auto *area = new QVBoxLayout(m_noticeArea);
    area->setContentsMargins(5 * Theme::grid, 2 * Theme::grid, 5 * Theme::grid, 2 * Theme::grid);
    area->addWidget(m_notice);
    m_notice->show();
    m_noticeArea->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_noticeArea);
    layout->addWidget(m_panels, 1);
    m_panels->addWidget(m_view);
    m_panels->setChildrenCollapsible(false);
    connectActions();
    connect(m_notice, &InlineBar::primaryTriggered, this, &LogViewer::noticeActionTriggered);
    connect(m_notice, &InlineBar::closed, this, &LogViewer::closeNotice);
    updateActions();
}

LogViewer::~LogViewer() = default;

void LogViewer::setPermalinks(std::function<QUrl(LineNumber)> urlOf)
{
    m_urlOf = std::move(urlOf);
    updateActions();
}

void LogViewer::setNotice(const std::optional<LogNotice> &notice)
{
    m_noticeArea->setVisible(notice.has_value());
    m_isNoticeClosable = notice && notice->isClosable;
    if (!notice)
        return;
    m_notice->setKind(notice->kind);
    m_notice->setText(notice->headline, notice->detail);
    m_notice->setActions(notice->action);
    m_notice->setClosable(notice->isClosable);
    m_notice->show();
}

void LogViewer::closeNotice()
{
    setNotice({});
    Q_EMIT noticeClosed();
}

void LogViewer::setFollowing(bool following)
{
    follow->setChecked(following);
}

bool LogViewer::isFollowing() const
{
    return follow->isChecked();
}

void LogViewer::findInLog()
{
    m_toolBar->field()->setFocus(Qt::ShortcutFocusReason);
    m_toolBar->field()->selectAll();
}

void LogViewer::addPanel(QWidget *panel)
{
    m_panels->insertWidget(m_panels->count() - 1, panel);
    m_panels->setStretchFactor(m_panels->count() - 2, 1);
    m_panels->setStretchFactor(m_panels->count() - 1, 2);
    // Tab goes from top to bottom, too.
    for (QWidget *part : panel->findChildren<QWidget *>()) {
        if (part->focusPolicy() & Qt::TabFocus)
            setTabOrder(part, m_view);
    }
}

QAction *LogViewer::add(const QString &text, const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, this);
    action->setData(icon);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    if (!key.isEmpty())
        action->setToolTip(tr("%1 (%2)", "what a button does and its key").arg(action->iconText(), key));
    addAction(action);
    return action;
}

void LogViewer::connectActions()
{
    follow->setCheckable(true);
    wrap->setCheckable(true);
    connect(nextError, &QAction::triggered, this, [this] {
        const LineNumber current = m_view->currentLine();
        // Whoever comes from elsewhere has not seen the error that the log opened at.
        const bool isNew =
            current.value >= 0 && !m_view->isVisible() && m_document.kindsOf(current).testFlag(MarkKind::Error);
        goTo(isNew ? current : m_document.nextError(current));
    });
    connect(previousError, &QAction::triggered, this,
            [this] { goTo(m_document.previousError(m_view->currentLine())); });
    connect(findNext, &QAction::triggered, m_finder, &LogFinder::goToNext);
    connect(findPrevious, &QAction::triggered, m_finder, &LogFinder::goToPrevious);
    connect(wrap, &QAction::toggled, m_view, &LogView::setWrapped);
    connect(copy, &QAction::triggered, this, [this] { copySelection(LogStamps::Leave); });
    connect(copyWithTimes, &QAction::triggered, this, [this] { copySelection(LogStamps::Keep); });
    connect(copyLink, &QAction::triggered, this, &LogViewer::copyPermalink);
    connect(save, &QAction::triggered, this, &LogViewer::saveAs);
    connect(follow, &QAction::toggled, this, [this](bool on) {
        if (on)
            m_view->scrollToEnd();
    });
    connect(&m_document, &LogDocument::rowsChanged, this, [this] {
        if (follow->isChecked())
            m_view->scrollToEnd();
        updateActions();
    });
    connect(&m_document, &LogDocument::failed, this, [this](const Error &error) { setNotice(noticeOf(error)); });
    connect(&m_document, &LogDocument::reset, this, [this] { setNotice({}); });
    connect(m_view, &LogView::touched, this, [this] {
        if (!m_view->isAtEnd())
            follow->setChecked(false);
    });
    connect(m_view, &LogView::selectionChanged, this, &LogViewer::updateActions);
    connect(m_view, &LogView::targetActivated, this, [this](const LogView::Target &target) {
        if (!target.url.isEmpty())
            Q_EMIT openUrlRequested(target.url);
        else
            toClipboard(target.place, tr("Copied %1").arg(target.place));
    });
    connect(m_toolBar, &LogToolBar::left, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
}

QMenu *LogViewer::createTimesMenu()
{
    auto *menu = new QMenu(this);
    auto *group = new QActionGroup(menu);
    const std::pair<QString, LogTimes> choices[] = {{tr("Time of day"), LogTimes::Absolute},
                                                    {tr("Since the step began"), LogTimes::SinceStep},
                                                    {tr("Since the line before"), LogTimes::SinceLineBefore},
                                                    {tr("No times"), LogTimes::Hidden}};
    for (const auto &[text, choice] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(choice == m_view->times());
        group->addAction(action);
        connect(action, &QAction::triggered, m_view, [this, shown = choice] { m_view->setTimes(shown); });
    }
    return menu;
}

void LogViewer::goTo(const std::optional<LineNumber> &line)
{
    if (!line)
        return;
    follow->setChecked(false);
    m_view->showLine(*line);
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void LogViewer::copySelection(LogStamps stamps)
{
    if (!m_document.file() || m_view->selection().isEmpty())
        return;
    const LogSelection selection = m_view->selection();
    const LogExtract extract = extractOf(*m_document.file(), selection);
    if (extract.end - extract.begin > LogExtract::mostBytes) {
        Q_EMIT noteRaised(tr("Too much to copy: %1. Save the log instead.")
                              .arg(QLocale().formattedDataSize(extract.end - extract.begin)));
        return;
    }
    // Of the line that it ends in front of it has nothing.
    const bool endsInLine = selection.last().column > 0;
    const qint64 lines = selection.last().line.value - selection.first().line.value + (endsInLine ? 1 : 0);
    QtConcurrent::run([extract, stamps] {
        return textOf(extract, stamps);
    }).then(this, [this, lines](const QString &text) {
        toClipboard(text, tr("Copied %Ln line(s)", nullptr, int(lines)));
    });
}

void LogViewer::copyPermalink()
{
    const QUrl url = m_urlOf ? m_urlOf(m_view->currentLine()) : QUrl();
    if (!url.isEmpty())
        toClipboard(url.toString(QUrl::FullyEncoded), tr("Copied the link to the line"));
}

void LogViewer::saveAs()
{
    if (!m_document.file())
        return;
    auto *dialog = new QFileDialog(this, tr("Save log"), {}, tr("Logs (*.log *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_suggestedName);
    // Another log may be shown by the time that the user has chosen.
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, mapping = m_document.file()->mapping()](const QString &path) { saveTo(path, mapping); });
    dialog->open();
}

void LogViewer::saveTo(const QString &path, const std::shared_ptr<const LogMapping> &log)
{
    QtConcurrent::run([log, path] {
        return saveLog(*log, path);
    }).then(this, [this, path](const Expected<void> &saved) {
        if (!saved)
            return setNotice(noticeOfUnsaved(saved.error()));
        if (m_isNoticeClosable) // it is of an earlier try
            closeNotice();
        Q_EMIT noteRaised(tr("Saved %1").arg(QDir::toNativeSeparators(path)));
    });
}

void LogViewer::toClipboard(const QString &text, const QString &note)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT noteRaised(note);
}

void LogViewer::updateActions()
{
    const bool hasLines = m_document.lineCount() > 0;
    const bool hasErrors = hasLines && m_document.file()->marks().count(MarkKind::Error) > 0;
    nextError->setEnabled(hasErrors);
    previousError->setEnabled(hasErrors);
    save->setEnabled(m_document.file() != nullptr && !m_document.isGrowing());
    copy->setEnabled(!m_view->selection().isEmpty());
    copyWithTimes->setEnabled(copy->isEnabled());
    copyLink->setEnabled(hasLines && m_urlOf != nullptr);
}

void LogViewer::focusInEvent(QFocusEvent *event)
{
    m_view->setFocus(event->reason());
}

void LogViewer::contextMenuEvent(QContextMenuEvent *event)
{
    const QPoint point = m_view->viewport()->mapFrom(this, event->pos());
    if (!m_view->viewport()->rect().contains(point))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const LogView::Target target = m_view->targetAt(point);
    if (!target.url.isEmpty()) {
        menu->addAction(tr("Open link"), this, [this, target] { Q_EMIT openUrlRequested(target.url); });
        menu->addAction(tr("Copy link address"), this, [this, target] {
            toClipboard(target.url.toString(QUrl::FullyEncoded), tr("Copied the address"));
        });
        menu->addSeparator();
    } else if (!target.place.isEmpty()) {
        menu->addAction(tr("Copy %1").arg(QString(target.place).replace(u'&', QLatin1String("&&"))), this,
                        [this, target] { toClipboard(target.place, tr("Copied %1").arg(target.place)); });
        menu->addSeparator();
    }
    menu->addActions({copy, copyWithTimes, copyLink});
    menu->addAction(tr("Select all"), m_view, &LogView::selectAll);
    menu->addSeparator();
    menu->addAction(tr("Open all"), this, [this] { m_document.setAllOpen(true); });
    menu->addAction(tr("Close all"), this, [this] { m_document.setAllOpen(false); });
    menu->addSeparator();
    menu->addAction(save);
    menu->popup(event->globalPos());
}

} // namespace Runlight
