// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QPlainTextEdit;

namespace Runlight {

class Theme;

//! Text that can be read and copied, in monospace, as it is. The caller owns it.
QPlainTextEdit *makePlainTextView(const Theme &theme);

} // namespace Runlight
