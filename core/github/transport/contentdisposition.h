// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Runlight {

//! The file's name that a Content-Disposition field gives (RFC 6266), or an empty text. `filename*` goes before
//! `filename`. It is whatever the server says: data, never a path.
QString fileNameOf(const QByteArray &contentDisposition);

} // namespace Runlight
