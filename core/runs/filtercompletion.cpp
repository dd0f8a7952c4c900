// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/filtercompletion.h"

#include "core/runs/filtertokens.h"
#include "core/runs/runcatalog.h"
#include "core/runs/runfilter.h"
#include "core/runs/runrecords.h"

#include <functional>

namespace Runlight {

namespace {

constexpr qsizetype mostCompletions = 12;

//! Values of \a columns of runs, newest run first, each once, that begin with \a prefix.
QStringList knownTexts(const RunCatalog &catalog, const std::function<StringId(const RunRecord &)> &column,
                       const QString &prefix)
{
    const RunRecords &records = catalog.records();
    const std::string folded = StringTable::fold(prefix);
    std::vector<bool> seen(records.strings().size());
    QStringList texts;
    for (const RunIndex index : catalog.newestFirst()) {
        const StringId id = column(records[index]);
        if (seen[id])
            continue;
        seen[id] = true;
        if (id != 0 && records.strings().folded(id).substr(0, folded.size()) == folded)
            texts.append(records.text(id));
        if (texts.size() == mostCompletions)
            break;
    }
    return texts;
}

QStringList knownPullRequests(const RunCatalog &catalog, const QString &prefix)
{
    const QString digits = prefix.startsWith(QLatin1Char('#')) ? prefix.mid(1) : prefix;
    QStringList texts;
    for (const RunIndex index : catalog.newestFirst()) {
        for (const int number : catalog.run(index).pullRequests()) {
            const QString text = QString::number(number);
            if (text.startsWith(digits) && !texts.contains(text))
                texts.append(text);
        }
        if (texts.size() >= mostCompletions)
            break;
    }
    return texts;
}

QStringList fromWords(const QStringList &words, const QString &prefix)
{
    QStringList texts;
    for (const QString &word : words) {
        if (word.startsWith(prefix, Qt::CaseInsensitive))
            texts.append(word);
    }
    return texts;
}

QStringList valuesOf(FilterKey key, const QString &prefix, const RunCatalog &catalog)
{
    const auto column = [&](StringId RunRecord::*text) {
        return knownTexts(
            catalog, [text](const RunRecord &run) { return run.*text; }, prefix);
    };
    switch (key) {
    case FilterKey::Status:
    case FilterKey::Conclusion:
    case FilterKey::Is:
        return fromWords(RunFilter::knownValues(key), prefix);
    case FilterKey::Workflow:
        return column(&RunRecord::workflow);
    case FilterKey::Branch:
        return column(&RunRecord::branch);
    case FilterKey::Actor:
        return column(&RunRecord::actor);
    case FilterKey::Event:
        return column(&RunRecord::event);
    case FilterKey::Repository: {
        const RunRecords &records = catalog.records();
        return knownTexts(
                   catalog, [&records](const RunRecord &run) { return records.repository(run.repository).fullName; },
                   prefix)
            + knownTexts(
                   catalog, [&records](const RunRecord &run) { return records.repository(run.repository).shortName; },
                   prefix);
    }
    case FilterKey::PullRequest:
        return knownPullRequests(catalog, prefix);
    }
    Q_UNREACHABLE();
}

QList<FilterCompletion> completeKey(const FilterToken &token)
{
    QList<FilterCompletion> completions;
    const QString &typed = token.values.first().text;
    for (const FilterKey key : RunFilter::keys()) {
        const QString word = RunFilter::keyWord(key);
        if (word.startsWith(typed, Qt::CaseInsensitive))
            completions.append({word + QLatin1Char(':'), token.start, token.length});
    }
    for (const QString &word : fromWords(RunFilter::knownValues(FilterKey::Is), typed))
        completions.append({RunFilter::keyWord(FilterKey::Is) + QLatin1Char(':') + word, token.start, token.length});
    return completions;
}

QList<FilterCompletion> completeValue(FilterKey key, const FilterValue &value, const RunCatalog &catalog)
{
    QList<FilterCompletion> completions;
    const QStringList texts = valuesOf(key, value.text, catalog);
    if (texts.size() == 1 && texts.first().compare(value.text, Qt::CaseInsensitive) == 0)
        return {};
    for (const QString &text : texts.mid(0, mostCompletions))
        completions.append({quotedFilterValue(text), value.start, value.length});
    return completions;
}

} // namespace

QString FilterCompletion::applyTo(const QString &filter) const
{
    return filter.left(start) + text + filter.mid(start + length);
}

QList<FilterCompletion> filterCompletions(const QString &text, qsizetype cursor, const RunCatalog &catalog)
{
    for (const FilterToken &token : filterTokens(text)) {
        if (cursor <= token.start || cursor > token.end())
            continue;
        if (!token.hasKey())
            return completeKey(token);
        const auto key = RunFilter::keyFromWord(token.key);
        for (const FilterValue &value : token.values) {
            if (key && cursor >= value.start && cursor <= value.start + value.length)
                return completeValue(*key, value, catalog);
        }
        return {};
    }
    return {};
}

} // namespace Runlight
