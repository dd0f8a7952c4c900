// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"

#include <QUrl>

namespace Runlight {

//! Whether \a url, which came from the network, may be handed to the browser: https (http only on loopback), nobody's
//! name in it, and on \a host, the account's own.
bool isOpenable(const QUrl &url, const QString &host);

//! The host part of \a account's id.
QString hostOf(const AccountId &account);

//! Opens \a url in the browser if isOpenable(); says in the log where it is not.
void openInBrowser(const QUrl &url, const QString &host);

} // namespace Runlight
