// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/logrows.h"

#include <QByteArray>

namespace Runlight {

//! What of \a folds differs from a log that nobody has touched, to be kept; empty for nothing. Of thousands of groups
//! that were opened one by one only the first are kept.
QByteArray bytesOf(const LogFolds &folds);
//! As bytesOf() has told them. Nothing where \a bytes are empty or damaged.
std::optional<LogFolds> foldsOf(const QByteArray &bytes);

} // namespace Runlight
