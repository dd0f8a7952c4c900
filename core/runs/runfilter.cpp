// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runfilter.h"

#include "core/runs/filtertokens.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr std::pair<FilterKey, QLatin1String> keyWords[] = {
    {FilterKey::Status, QLatin1String("status")},
    {FilterKey::Conclusion, QLatin1String("conclusion")},
    {FilterKey::Workflow, QLatin1String("workflow")},
    {FilterKey::Branch, QLatin1String("branch")},
    {FilterKey::Actor, QLatin1String("actor")},
    {FilterKey::Event, QLatin1String("event")},
    {FilterKey::Repository, QLatin1String("repo")},
    {FilterKey::PullRequest, QLatin1String("pr")},
    {FilterKey::Is, QLatin1String("is")},
};

constexpr std::pair<FilterFlag, QLatin1String> flagWords[] = {
    {FilterFlag::Mine, QLatin1String("mine")},
    {FilterFlag::Failing, QLatin1String("failing")},
    {FilterFlag::Running, QLatin1String("running")},
};

constexpr Status statuses[] = {Status::Queued,  Status::Waiting,    Status::Requested,
                               Status::Pending, Status::InProgress, Status::Completed};

constexpr Conclusion conclusions[] = {Conclusion::Success,        Conclusion::Neutral,        Conclusion::Skipped,
                                      Conclusion::Cancelled,      Conclusion::Failure,        Conclusion::TimedOut,
                                      Conclusion::ActionRequired, Conclusion::StartupFailure, Conclusion::Stale};

template <typename Enum>
quint32 bit(Enum value)
{
    return 1U << int(value);
}

//! The bits of the words that \a text begins, or of the one it is.
template <typename Enum, size_t N, typename WordOf>
quint32 matchingBits(const Enum (&values)[N], const QString &text, WordOf wordOf)
{
    quint32 bits = 0;
    for (const Enum value : values) {
        const QLatin1String word = wordOf(value);
        if (text.compare(word, Qt::CaseInsensitive) == 0)
            return bit(value);
        if (QString(word).startsWith(text, Qt::CaseInsensitive))
            bits |= bit(value);
    }
    return bits;
}

QStringList conclusionWords()
{
    QStringList words;
    for (const Conclusion conclusion : conclusions)
        words.append(conclusionWord(conclusion));
    return words;
}

//! "std::string" and "https://…" are no attempts at a key.
bool looksLikeKey(const FilterToken &token)
{
    const bool letters =
        std::all_of(token.key.begin(), token.key.end(), [](QChar c) { return c.isLetter() || c == QLatin1Char('_'); });
    const QString &value = token.values.first().text;
    return letters && !value.isEmpty() && value[0].isLetterOrNumber();
}

} // namespace

void StateSet::add(const StateSet &other)
{
    statuses |= other.statuses;
    conclusions |= other.conclusions;
}

bool StateSet::contains(Status status, Conclusion conclusion) const
{
    return (statuses & bit(status)) != 0 || (conclusions & bit(conclusion)) != 0;
}

RunFilter RunFilter::parse(const QString &text)
{
    RunFilter filter;
    const QList<FilterToken> tokens = filterTokens(text);
    for (const FilterToken &token : tokens)
        filter.readToken(token);
    return filter;
}

void RunFilter::addProblem(const FilterToken &token, const QString &message)
{
    m_problems.append({token.start, token.length, message});
}

void RunFilter::readToken(const FilterToken &token)
{
    FilterTerm term{token.hasKey() ? keyFromWord(token.key) : std::nullopt, {}, token.start, token.length};
    if (token.hasKey() && !term.key) {
        if (looksLikeKey(token))
            addProblem(token, tr("“%1” is not a filter, so it is searched for as text.").arg(token.key));
        QStringList texts;
        for (const FilterValue &value : token.values)
            texts.append(value.text);
        term.values.append(token.key + QLatin1Char(':') + texts.join(QLatin1Char(',')));
    } else {
        for (const FilterValue &value : token.values) {
            if (!value.text.isEmpty())
                term.values.append(value.text);
        }
    }
    if (term.values.isEmpty())
        return; // "branch:" is on its way to be a term
    if (term.key) {
        for (const QString &value : std::as_const(term.values))
            checkValue(*term.key, value, token);
    }
    m_terms.append(term);
}

void RunFilter::checkValue(FilterKey key, const QString &value, const FilterToken &token)
{
    const QString known = knownValues(key).join(QLatin1String(", "));
    if (key == FilterKey::Status && states(key, value).isEmpty())
        addProblem(token, tr("“%1” is not a status. There are: %2.").arg(value, known));
    else if (key == FilterKey::Conclusion && states(key, value).isEmpty())
        addProblem(token, tr("“%1” is not a conclusion. There are: %2.").arg(value, known));
    else if (key == FilterKey::Is && !flag(value))
        addProblem(token, tr("“is:%1” is not known. There are: %2.").arg(value, known));
    else if (key == FilterKey::PullRequest && !pullRequest(value))
        addProblem(token, tr("“%1” is not a pull request's number.").arg(value));
}

QString RunFilter::toText() const
{
    QStringList parts;
    for (const FilterTerm &term : m_terms) {
        QStringList values;
        for (const QString &value : term.values)
            values.append(quotedFilterValue(value));
        const QString key = term.key ? keyWord(*term.key) + QLatin1Char(':') : QString();
        parts.append(key + values.join(QLatin1Char(',')));
    }
    return parts.join(QLatin1Char(' '));
}

QList<FilterKey> RunFilter::keys()
{
    QList<FilterKey> all;
    for (const auto &[key, word] : keyWords)
        all.append(key);
    return all;
}

QString RunFilter::keyWord(FilterKey key)
{
    const auto *found =
        std::find_if(std::begin(keyWords), std::end(keyWords), [key](const auto &k) { return k.first == key; });
    return found->second;
}

std::optional<FilterKey> RunFilter::keyFromWord(QStringView word)
{
    for (const auto &[key, text] : keyWords) {
        if (word.compare(text, Qt::CaseInsensitive) == 0)
            return key;
    }
    return {};
}

QStringList RunFilter::knownValues(FilterKey key)
{
    QStringList words;
    if (key == FilterKey::Status) {
        for (const Status status : statuses)
            words.append(statusWord(status));
    }
    if (key == FilterKey::Status || key == FilterKey::Conclusion)
        words.append(conclusionWords());
    if (key == FilterKey::Is) {
        for (const auto &[flag, word] : flagWords)
            words.append(word);
    }
    return words;
}

StateSet RunFilter::states(FilterKey key, const QString &value)
{
    StateSet set;
    if (key == FilterKey::Status)
        set.statuses = matchingBits(statuses, value, statusWord);
    if (key == FilterKey::Status || key == FilterKey::Conclusion)
        set.conclusions = matchingBits(conclusions, value, conclusionWord);
    return set;
}

std::optional<FilterFlag> RunFilter::flag(const QString &value)
{
    for (const auto &[flag, word] : flagWords) {
        if (QString(word).startsWith(value, Qt::CaseInsensitive))
            return flag;
    }
    return {};
}

std::optional<int> RunFilter::pullRequest(const QString &value)
{
    bool ok = false;
    const int number = QStringView(value).mid(value.startsWith(QLatin1Char('#')) ? 1 : 0).toInt(&ok);
    return ok && number > 0 ? std::optional(number) : std::nullopt;
}

} // namespace Runlight
