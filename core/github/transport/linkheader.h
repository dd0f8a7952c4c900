// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QUrl>

namespace Runlight {

//! The `rel="next"` target of a `Link` header (RFC 8288) of an answer from \a from; empty where there is none. Whether
//! the link may be followed is decided when it is: ApiClient sends nothing to another origin.
QUrl nextLink(const QByteArray &header, const QUrl &from);

} // namespace Runlight
