// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/logdocument.h"
#include "ui/log/lognotice.h"
#include "ui/log/logview.h"

#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QMenu;
class QSplitter;

namespace Runlight {

class InlineBar;
class LogFinder;
class LogToolBar;

//! A log with all that one does with it: finding, going from error to error, folding, copying, saving. Knows files, and
//! nothing of where they come from.
class LogViewer final : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit LogViewer(const Theme &theme, QWidget *parent = nullptr);
    ~LogViewer() override;

    LogDocument &document() { return m_document; }
    LogView &view() { return *m_view; }
    LogToolBar &toolBar() { return *m_toolBar; }
    LogFinder &finder() { return *m_finder; }

    //! The page of a line on GitHub; empty where it has none. Null: there are no such pages.
    void setPermalinks(std::function<QUrl(LineNumber)> urlOf);
    //! What a saved log is called unless the user says otherwise.
    void setSuggestedName(const QString &name) { m_suggestedName = name; }
    //! Writes all of \a log to \a path, on a worker, and says what came of it.
    void saveTo(const QString &path, const std::shared_ptr<const LogMapping> &log);
    //! What is to be said above the log; nothing for nothing.
    void setNotice(const std::optional<LogNotice> &notice);
    //! Keeps the end in sight while the log grows, until the user scrolls.
    void setFollowing(bool following);
    bool isFollowing() const;

    void findInLog();
    //! Puts \a panel between the bar and the log; the user says how much of the room it has.
    void addPanel(QWidget *panel);

    QAction *const nextError;
    QAction *const previousError;
    QAction *const findNext;
    QAction *const findPrevious;
    QAction *const follow;
    QAction *const wrap;
    QAction *const times; //!< Opens the choice of LogTimes.
    QAction *const copy;
    QAction *const copyWithTimes;
    QAction *const copyLink;
    QAction *const save;

Q_SIGNALS:
    //! The user wants to see \a url, which stands in the log: http or https, and nobody knows what is there.
    void openUrlRequested(const QUrl &url);
    //! Something was done that cannot be seen otherwise, in a few words.
    void noteRaised(const QString &note);
    //! The user pressed the button of the notice.
    void noticeActionTriggered();
    //! A notice of something that is over is gone; there may be one again of what the log lacks.
    void noticeClosed();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QAction *add(const QString &text, const QString &icon, const QList<QKeySequence> &keys);
    void connectActions();
    QMenu *createTimesMenu();
    void goTo(const std::optional<LineNumber> &line);
    void copySelection(LogStamps stamps);
    void copyPermalink();
    void saveAs();
    void closeNotice();
    void toClipboard(const QString &text, const QString &note);
    void updateActions();

    const Theme &m_theme;
    LogDocument m_document;
    LogView *m_view;
    LogToolBar *m_toolBar;
    LogFinder *m_finder;
    QSplitter *m_panels;
    QWidget *m_noticeArea; //!< The bar with its distance to the rest.
    InlineBar *m_notice;
    bool m_isNoticeClosable = false;
    std::function<QUrl(LineNumber)> m_urlOf;
    QString m_suggestedName;
};

} // namespace Runlight
