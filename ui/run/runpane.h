// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"
#include "core/store/store.h"

#include <QWidget>

#include <optional>

namespace Runlight {

class Clock;
class Downloads;
class LogStreamer;
class Monitor;
class RunView;
class Theme;

//! The detail of the run that is selected, kept current while it is shown.
class RunPane final : public QWidget
{
    Q_OBJECT

public:
    //! All must outlive this.
    RunPane(Store &store, Monitor &monitor, LogStreamer &logs, Downloads &downloads, Clock &clock, Theme &theme,
            QWidget *parent = nullptr);

    //! What was shown stays until the new run's details are there. Nothing shows how to come by a run.
    void showRun(const std::optional<RunKey> &run, const RepoName &repository = {});
    //! The details of the run that showRun() asked for are on screen, or why they are not.
    bool isLoaded() const;
    //! The shown run's page on GitHub, as GitHub gave it and not checked; empty until it is known.
    QUrl pageUrl() const { return m_pageUrl; }
    RunView &view() { return *m_view; }

Q_SIGNALS:
    //! isLoaded() may have become true.
    void loaded();
    void pageUrlChanged();
    //! The user wants to see \a url; it comes from GitHub and is not checked.
    void openUrlRequested(const QUrl &url);
    //! The user wants to see \a url, which stands in a log.
    void openLogLinkRequested(const QUrl &url);
    void noteRaised(const QString &note);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void focus(int attempt);
    void retry();
    void read();
    void take(const RunDetails &details);
    void tellOutcome();
    void setPageUrl(const QUrl &url);
    void tick();

    Store &m_store;
    Monitor &m_monitor;
    LogStreamer &m_logs;
    Clock &m_clock;
    RunView *m_view;
    std::optional<RunKey> m_run;
    RepoName m_repository;
    QUrl m_pageUrl;
    int m_attempt = 0; //!< 0: the latest.
    quint64 m_question = 0; //!< Answers to an earlier one are of no interest any more.
    bool m_isReading = false;
    bool m_readAgain = false;
    bool m_hasDetails = false; //!< The store knew the run.
    bool m_wasFetched = false; //!< All the run's details were asked for since it is shown.
    std::optional<Error> m_error;
    bool m_isLoaded = false;
    QObject *m_nextTick = nullptr;
};

} // namespace Runlight
