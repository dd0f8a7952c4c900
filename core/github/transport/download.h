// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/downloadsink.h"

#include <QPointer>

namespace Runlight {

class AnswerHeaders;

//! One body on its way to a sink, over all the requests it takes: how much has come, and from where to go on. After a
//! break it goes on only where the server vouches, by a strong ETag, that it is the same body still.
class Download
{
public:
    explicit Download(DownloadSink *sink, const DownloadPoint &from = {});

    //! What an answer's head says of the body behind it.
    enum class Body {
        None, //!< A redirect's or an error's.
        Ours, //!< For take().
        Wrong, //!< Not what was asked for, nothing of it is usable. The next request starts over.
    };
    //! Looks at an answer's head. Tells the sink where the body begins anew.
    Body accept(int status, const AnswerHeaders &headers);
    void take(const QByteArray &bytes);
    //! False where the length is known and was not reached, or exceeded.
    bool isWhole() const { return m_total < 0 || m_received == m_total; }
    //! Whether 416, "nothing there", means that all had come before.
    bool wasWholeAlready(const AnswerHeaders &headers) const;
    //! The next request asks for the whole body.
    void startOver();

    //! Bytes that the next request may leave out: nothing where it has to start over.
    qint64 offset() const { return m_validator.isEmpty() ? 0 : m_received; }
    //! The strong ETag of what has come, for `If-Range`; may be empty.
    QByteArray validator() const { return m_validator; }
    //! Whether so much has come since the last time it was asked that a break is no failure to get on. A byte a
    //! connection is none.
    bool hasGotOn();
    DownloadSink *sink() const { return m_sink; }

private:
    Body acceptWhole(const AnswerHeaders &headers);
    Body acceptRest(const AnswerHeaders &headers);

    QPointer<DownloadSink> m_sink;
    QByteArray m_validator;
    qint64 m_received = 0;
    qint64 m_total = -1;
    qint64 m_reached = 0; //!< The most that had come when hasGotOn() last said so.
};

} // namespace Runlight
