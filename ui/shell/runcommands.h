// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "ui/theme/inlinebar.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QUrl>

#include <functional>
#include <optional>

class QAction;
class QWidget;

namespace Runlight {

class RunActions;
class RunView;
class RunsPane;

//! Does what RunActions stand for: asks first where something would be lost, gives the commands, and says what became
//! of them, in the bar of the run or, of several, above the list. Marks what was asked for in header and rows until the
//! run shows it.
class RunCommands : public QObject
{
    Q_OBJECT

public:
    //! All must outlive this.
    RunCommands(Control &control, RunActions &actions, RunsPane &runs, RunView &view, QObject *parent = nullptr);

    //! The run that \a view shows, of whose account only this knows.
    void setShown(const std::optional<RunKey> &shown);

Q_SIGNALS:
    //! What \a run waits for is to be approved or, unless \a approve, rejected: nothing is sent yet.
    void reviewRequested(const Runlight::RunKey &run, bool approve);
    //! Artifacts of \a run are to be downloaded.
    void downloadRequested(const Runlight::RunKey &run);
    //! The user wants to see \a url, a page of \a host.
    void openUrlRequested(const QUrl &url, const QString &host);

private:
    //! A bar's words and what its buttons do.
    struct Talk
    {
        InlineBar::Notice notice;
        std::function<void()> primary;
        std::function<void()> secondary;
        std::function<void()> closed;
    };
    struct Question
    {
        Command command;
        Talk talk;
    };
    struct Bulk
    {
        CommandKind kind = CommandKind::Cancel;
        BulkId id;
    };

    void connectActions();
    void connectBar(InlineBar &bar, const Talk &talk);
    void request(CommandKind kind, bool debugLogging = false);
    void requestMany(CommandKind kind);
    void requestReview(bool approve);
    void ask(const Command &command);
    void askMany(CommandKind kind, const QList<Command> &commands);
    void start(const Command &command);
    void startMany(CommandKind kind, const QList<Command> &commands);

    void take(const CommandStatus &status);
    void mend(const CommandStatus &status);
    void showTalk();
    std::optional<Talk> talkOf(const RunKey &run);
    Talk refusal(const CommandStatus &status);
    Talk success(const CommandStatus &status);
    Talk pending(const PendingRerun &rerun);
    void showBulk();
    Talk bulkTalk(const BulkStatus &status);
    void forgetBulk();
    void mark(const RunKey &run);
    QString noteOf(const RunKey &run) const;
    QString requestedOf(const RunKey &run) const;
    void forget(const RunKey &run);
    void keepFocus();
    void giveFocusBack();

    Control &m_control;
    RunActions &m_actions;
    RunsPane &m_runs;
    RunView &m_view;
    std::optional<RunKey> m_shown;
    std::optional<Question> m_question; //!< About the shown run.
    QHash<RunKey, CommandStatus> m_ended; //!< What became of the last command of a run, until it is read.
    QHash<RunKey, QString> m_refused; //!< Of runs of the last bulk, in their rows.
    QSet<RunKey> m_marked; //!< Pending reruns that are shown in rows.
    Talk m_runTalk;
    Talk m_bulkTalk;
    std::optional<Talk> m_bulkQuestion;
    std::optional<Bulk> m_bulk;
    QPointer<QWidget> m_focusBefore;
};

} // namespace Runlight
