// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace Runlight {

//! What a line is, by the tag at its front.
enum class LogLineKind : quint8 { Plain, Group, EndGroup, Error, Warning, Notice, Debug, Command, Section };

//! Takes the tag off the front of \a text, which has neither stamp nor byte order mark: "##[group]" and so on, or
//! "[command]", which the runner's own git and docker calls have without "##". Other words in brackets are text: many
//! programs write "[error]" or "[debug]".
LogLineKind takeLogTag(QByteArrayView &text);

//! By the lower-case \a word of a tag ("endgroup"); Plain for others.
LogLineKind logLineKindFromWord(QByteArrayView word);

} // namespace Runlight
