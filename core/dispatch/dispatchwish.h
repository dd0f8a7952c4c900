// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/dispatch/runfinder.h"

#include <optional>

namespace Runlight {

//! One wish to start a workflow on its way: written down, sent, its run looked for. On the thread of its GitHub.
class DispatchWish : public QObject
{
    Q_OBJECT

public:
    //! What is used by all wishes of an account.
    struct Means
    {
        Store &store;
        Clock &clock;
        GitHub &github;
        QString login;
    };

    DispatchWish(const Means &means, const DispatchRecord &record, QObject *parent);

    const DispatchRecord &record() const { return m_record; }
    //! Of one that was refused: why.
    const std::optional<Error> &error() const { return m_error; }
    //! It was in the store already, and has not been sent since.
    bool isRepeat() const { return m_isRepeat; }
    //! Its end is other than what the store said before.
    bool hasNews() const { return m_hasNews; }

    //! Writes it down unless it was before; claimed() follows.
    void claim();
    //! It is in the store already, of an earlier session.
    void takeUp();
    //! After claimed(), when its turn has come: sends it, or looks for what became of it. \a maySendAgain: where it was
    //! lost, and there is no run.
    void go(bool maySendAgain);
    //! Ends the search.
    void stop();

Q_SIGNALS:
    //! \a isRepeat: it was in the store already, and record() is what came of it then.
    void claimed(bool isRepeat);
    //! The store could not say.
    void failed(const Runlight::Error &error);
    void changed();
    //! Once, after go().
    void ended();

private:
    void send();
    void sent(const Expected<DispatchedRun> &answer);
    void search(bool isOld);
    void found(const RunFinder::Outcome &outcome);
    void sendAgain();
    void become(DispatchState state, const QString &message = {});

    const Means m_means;
    DispatchRecord m_record;
    std::optional<Error> m_error;
    RunFinder *m_finder = nullptr;
    bool m_isRepeat = false;
    bool m_wasTaken = false; //!< GitHub has said that it took it.
    bool m_maySendAgain = false;
    bool m_hasNews = false;
};

} // namespace Runlight
