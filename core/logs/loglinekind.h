// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace Runlight {

//! What a line is, by the tag at its front.
enum class LogLineKind : quint8 { Plain, Group, EndGroup, Error, Warning, Notice, Debug, Command, Section };

//! By the lower-case \a word of a tag ("endgroup"); Plain for others.
LogLineKind logLineKindFromWord(QByteArrayView word);

} // namespace Runlight
