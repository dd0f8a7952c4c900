// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QString>
#include <QUrl>

#include <compare>

namespace Runlight {

//! One person's sign-in on one host, as stable text "login@host". Empty means "none".
struct AccountId
{
    QString value;

    friend bool operator==(const AccountId &, const AccountId &) = default;
    friend auto operator<=>(const AccountId &a, const AccountId &b) { return a.value.compare(b.value) <=> 0; }
    friend size_t qHash(const AccountId &id, size_t seed = 0) { return qHash(id.value, seed); }
};

//! An account without its secret.
struct Account
{
    AccountId id;
    QString login; //!< Empty for an anonymous account: public repositories at 60 requests an hour.
    QString host; //!< As shown to people: "github.com".
    QUrl apiUrl; //!< "https://api.github.com", "https://HOST/api/v3" or what the user gave.

    //! The account of \a login ("" for none) on \a host.
    static Account of(const QString &login, const QString &host, const QUrl &apiUrl);
};

//! The host that people know for the API at \a apiUrl: "github.com" for "https://api.github.com".
QString hostLabel(const QUrl &apiUrl);

} // namespace Runlight
