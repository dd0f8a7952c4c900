// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/band.h"
#include "ui/shell/trouble.h"

namespace Runlight {

class Clock;
class InlineBar;

//! The worst trouble there is, with the button that mends it; gone when there is none.
class TroubleBar : public Band
{
    Q_OBJECT

public:
    //! \a clock and \a theme must outlive this.
    TroubleBar(Clock &clock, Theme &theme, QWidget *parent = nullptr);

    void setSources(const TroubleSources &sources);
    //! Ages move on and limits end: to be called every second that the bar can be seen.
    void refresh();

Q_SIGNALS:
    void retryRequested();
    void openRequested(const QUrl &url);
    void stopWatchingRequested(const Runlight::RepositoryRef &repository);

private:
    void showWorst();
    void mend();

    Clock &m_clock;
    InlineBar *m_bar;
    TroubleSources m_sources;
    QList<Trouble> m_troubles;
};

} // namespace Runlight
