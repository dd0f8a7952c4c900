// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/reponame.h"

#include <QRegularExpression>

namespace Runlight {

std::optional<RepoName> RepoName::parse(QStringView text)
{
    static const QRegularExpression form(QStringLiteral("\\A([A-Za-z0-9](?:[A-Za-z0-9_-]*))/([A-Za-z0-9._-]+)\\z"));
    const QRegularExpressionMatch match = form.match(text.toString());
    const QString name = match.captured(2);
    if (!match.hasMatch() || name == QLatin1String(".") || name == QLatin1String(".."))
        return std::nullopt;
    return RepoName{match.captured(1), name};
}

} // namespace Runlight
