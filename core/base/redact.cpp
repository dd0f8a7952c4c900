// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/redact.h"

#include <QRegularExpression>

namespace Runlight {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

// Token forms: https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
// Since April 2026 `ghs_` tokens may hold dots and run to about 520 characters.
const QList<Rule> &rules()
{
    static const QList<Rule> all = {
        {QRegularExpression(QStringLiteral("\\b(gh[pousr]_|github_pat_)[A-Za-z0-9_.\\-]{4,}")), QStringLiteral("\\1***")},
        {QRegularExpression(QStringLiteral("\\beyJ[A-Za-z0-9_\\-]+\\.[A-Za-z0-9_\\-]+(\\.[A-Za-z0-9_\\-]*)?")),
         QStringLiteral("***")},
        {QRegularExpression(QStringLiteral("(authorization[\"']?\\s*[:=]\\s*[\"']?)((bearer|token|basic)\\s+)?[^\\s\"',;]+"),
                            QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1***")},
        // Signed URLs carry their credential in the query (Azure `sig`, AWS `X-Amz-Signature`, generic `token`).
        {QRegularExpression(QStringLiteral("(https?://[^\\s?\"'<>]+\\?)[^\\s\"'<>#]*(?:sig|signature|token|jwt|credential)=[^\\s\"'<>#]*"),
                            QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1***")},
    };
    return all;
}

} // namespace

QString redact(QStringView text)
{
    QString safe = text.toString();
    for (const Rule &rule : rules())
        safe.replace(rule.pattern, rule.replacement);
    return safe;
}

} // namespace Runlight
