// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/transfer.h"
#include "ui/theme/theme.h"

#include <optional>

namespace Runlight {

//! "17.5 MB"
QString bytesText(qint64 bytes);
//! "62 %"; empty while the whole is not known.
QString percentText(const Transfer &transfer);
//! 0…1; nothing while the whole is not known or where no bar is of use.
std::optional<double> progressOf(const Transfer &transfer);
//! How it stands, in a line: "62 % · 3.1 MB of 5.0 MB · 18 MB/s · 4s left", "Saved in /home/kim/Downloads", …
QString stateText(const Transfer &transfer);
//! The mark of where it stands; nothing while bytes come.
std::optional<StatusGlyph> glyphFor(const Transfer &transfer);
//! What is not as one would think of it: entries left out, files renamed, nothing to compare with. One a line.
QStringList remarks(const Transfer &transfer);
//! A folder as people write it: "~/Downloads".
QString folderText(const QString &folder);

} // namespace Runlight
