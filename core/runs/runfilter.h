// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/status.h"

#include <QCoreApplication>
#include <QList>
#include <QStringList>

#include <optional>

namespace Runlight {

struct FilterToken;

enum class FilterKey { Status, Conclusion, Workflow, Branch, Actor, Event, Repository, PullRequest, Is };

//! What `is:` can ask for.
enum class FilterFlag { Mine, Failing, Running };

//! The states that a value of `status:` or `conclusion:` names, one bit an enumerator.
struct StateSet
{
    quint32 statuses = 0;
    quint32 conclusions = 0;

    bool isEmpty() const { return statuses == 0 && conclusions == 0; }
    void add(const StateSet &other);
    bool contains(Status status, Conclusion conclusion) const;
};

//! One `key:value,value` of a filter, or one word or quoted phrase of free text.
struct FilterTerm
{
    std::optional<FilterKey> key; //!< None: free text.
    QStringList values; //!< Never empty; free text has one.
    qsizetype start = 0; //!< Where it stands in the text it was read from.
    qsizetype length = 0;

    //! The same condition, wherever it stands.
    friend bool operator==(const FilterTerm &a, const FilterTerm &b) { return a.key == b.key && a.values == b.values; }
};

//! A part of the text that cannot mean what its writer wants, and why.
struct FilterProblem
{
    qsizetype start = 0;
    qsizetype length = 0;
    QString message; //!< Translated, one sentence.
};

//! The filter language of the list of runs: `status: conclusion: workflow: branch: actor: event: repo: pr: is:` and free
//! text. Several values by comma, or the same key again, are alternatives; different terms must all hold, as must all
//! values of `is:`. Case does not matter; quotes keep spaces. A value of `status:`, `conclusion:` and `is:` may be left
//! unfinished ("status:fail"). An unknown value matches no run; an unknown key is taken as text. problems() tells of both.
class RunFilter
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::RunFilter)

public:
    //! Pure; any text is a filter.
    static RunFilter parse(const QString &text);

    bool isEmpty() const { return m_terms.isEmpty(); }
    const QList<FilterTerm> &terms() const { return m_terms; }
    const QList<FilterProblem> &problems() const { return m_problems; }
    //! The shortest text that reads as this filter.
    QString toText() const;

    friend bool operator==(const RunFilter &a, const RunFilter &b) { return a.m_terms == b.m_terms; }

    static QList<FilterKey> keys();
    static QString keyWord(FilterKey key);
    static std::optional<FilterKey> keyFromWord(QStringView word);
    //! The words that \a key takes, where they are a closed set; else empty.
    static QStringList knownValues(FilterKey key);
    //! `status:` takes conclusions as well, as GitHub's own filter does. Empty where \a value is neither.
    static StateSet states(FilterKey key, const QString &value);
    static std::optional<FilterFlag> flag(const QString &value);
    //! A pull request's number, with or without "#".
    static std::optional<int> pullRequest(const QString &value);

private:
    void addProblem(const FilterToken &token, const QString &message);
    void readToken(const FilterToken &token);
    void checkValue(FilterKey key, const QString &value, const FilterToken &token);

    QList<FilterTerm> m_terms;
    QList<FilterProblem> m_problems;
};

} // namespace Runlight
