// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/parsedispatch.h"
#include "core/github/types/objectreader.h"

namespace Runlight {

namespace {

QLatin1String refPrefix(GitRef::Kind kind)
{
    return kind == GitRef::Kind::Branch ? QLatin1String("refs/heads/") : QLatin1String("refs/tags/");
}

} // namespace

QString GitRef::fullName() const
{
    return refPrefix(kind) + name;
}

QString GitRef::shortName(const QString &ref)
{
    for (const Kind kind : {Kind::Branch, Kind::Tag}) {
        if (ref.startsWith(refPrefix(kind)))
            return ref.mid(refPrefix(kind).size());
    }
    return ref;
}

Expected<GitRef> Parse::listedRef(const QJsonValue &json, GitRef::Kind kind)
{
    Parse::ObjectReader reader(json);
    const QString name = reader.requiredText(QLatin1String("name"));
    return reader.result(GitRef{kind, name});
}

Expected<GitRef> Parse::matchingRef(const QJsonValue &json, GitRef::Kind kind)
{
    Parse::ObjectReader reader(json);
    const QString ref = reader.requiredText(QLatin1String("ref"));
    return reader.result(GitRef{kind, GitRef::shortName(ref)});
}

Expected<DispatchedRun> Parse::dispatchedRun(const QJsonValue &json)
{
    Parse::ObjectReader reader(json);
    const RunId run = reader.requiredId<RunId>(QLatin1String("workflow_run_id"));
    return reader.result(DispatchedRun{run, reader.webUrl(QLatin1String("html_url"))});
}

} // namespace Runlight
