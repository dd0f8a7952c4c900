// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "ui/approvals/reviewsheet.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace Runlight {

class Clock;
class Monitor;
class Store;
class Theme;

//! Opens the sheet in which the deployments of a run are reviewed, or a fork's run is approved, keeps it current, and
//! gives the command that was decided on. One sheet at a time. What was written in one stays until it was sent.
class Approvals final : public QObject
{
    Q_OBJECT

public:
    //! All must outlive this; \a window owns it and its sheets.
    Approvals(Store &store, Monitor &monitor, Control &control, Clock &clock, const Theme &theme, QWidget &window);

    //! Of a run that waits; one that is open already comes to the front.
    void open(const RunKey &run, const RepoName &repository, ReviewSheet::Intent intent = ReviewSheet::Intent::Approve);

Q_SIGNALS:
    //! The user wants to see \a url, as GitHub gave it, of the host of \a account.
    void openUrlRequested(const QUrl &url, const Runlight::AccountId &account);

private:
    struct Sent
    {
        CommandId id;
        ReviewSheet::Decision decision;
    };

    void connectSheet();
    void close();
    void read();
    void show(const RunDetails &details);
    void ask();
    void decide(const ReviewSheet::Decision &decision);
    void follow();
    void take(const CommandStatus &status);
    void updateAvailability();
    void tick();

    Store &m_store;
    Monitor &m_monitor;
    Control &m_control;
    Clock &m_clock;
    const Theme &m_theme;
    QWidget &m_window;
    QPointer<ReviewSheet> m_sheet;
    RunKey m_run; //!< Of the sheet.
    RepoName m_repository;
    std::optional<RunDetails> m_details; //!< Nothing while they are being read.
    ReviewInquiry *m_inquiry = nullptr; //!< The sheet's.
    qsizetype m_waiting = 0; //!< Environments that waited when it was last asked who decided what.
    QHash<RunKey, Sent> m_sent; //!< Not answered yet.
    QHash<RunKey, QString> m_comments; //!< Not sent yet, or refused.
};

} // namespace Runlight
