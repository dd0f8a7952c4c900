// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace Runlight {

//! A log is indexed in blocks of this many bytes, counted from its start. So a position within a block has 16 bits.
constexpr qint64 logBlockBytes = 65'536;

//! Writes where each '\n' of the first \a size (at most logBlockBytes) bytes of \a data is to \a positions, which has
//! room for \a size + 1, and returns how many there are. Reads nothing behind \a size. Any thread.
int findNewlines(const char *data, int size, quint16 *positions);

//! The same for each byte that is not a printable ASCII character or a tab. \a positions has room for \a size + 8.
int findNonText(const char *data, int size, quint16 *positions);

//! How many '\n' there are in \a bytes. Any thread.
qint64 countNewlines(QByteArrayView bytes);

} // namespace Runlight
