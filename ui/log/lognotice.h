// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/joblog.h"
#include "ui/theme/inlinebar.h"

#include <QString>

#include <optional>

namespace Runlight {

struct Error;
struct Job;

//! Something to say above a log. All text is plain.
struct LogNotice
{
    InlineBar::Kind kind = InlineBar::Kind::Info;
    QString headline;
    QString detail;
    QString action; //!< Of its button; empty for none.
    bool isClosable = false; //!< It is of something that is over.
};

LogNotice noticeOf(const Error &error);
//! The log could not be saved where the user wanted it.
LogNotice noticeOfUnsaved(const Error &error);
//! Why the log of \a job is not there, or not all of it; nothing where there is nothing to say. \a takesLong: fetching
//! it goes on for so long that one would take what is there for all of it.
std::optional<LogNotice> noticeOf(const Job &job, const JobLog &log, bool takesLong = false);
//! How \a archive fares, to stand behind how many logs are to come.
QString archiveTextOf(const JobLog::Archive &archive);
//! What stands in the place of the lines while there are none.
QString placeholderOf(const JobLog &log);

} // namespace Runlight
