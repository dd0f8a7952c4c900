// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatchform.h"

#include <vector>

namespace Runlight {

//! A YAML document as it is written: aliases point at what they stand for and are never expanded, so that it is no
//! larger than its text. Every value keeps its place.
class YamlTree
{
public:
    enum class Kind { Null, Scalar, Sequence, Map };

    struct Value
    {
        Kind kind = Kind::Null;
        bool isPlain = false; //!< Of a scalar: without quotes.
        int line = 0; //!< From 1.
        int column = 0; //!< From 1.
        QString text; //!< Of a scalar.
        std::vector<int> items; //!< Of a sequence; of a map keys and values in turn.
    };

    struct Member
    {
        QString name;
        const Value *key = nullptr;
        const Value *value = nullptr;
    };

    static constexpr qsizetype mostBytes = 4 * 1024 * 1024;
    static constexpr int deepest = 64;
    static constexpr int mostValues = 200'000;
    static constexpr int mostMerged = 100'000; //!< Members that merge keys bring together, over the whole document.

    //! The first document in \a yaml. Never throws.
    static tl::expected<YamlTree, FormProblem> parse(const QByteArray &yaml);

    const Value &root() const { return m_values.front(); }
    QList<const Value *> items(const Value &sequence) const;
    //! The members of \a map in the order written, then those that merge keys ("<<") bring and it has not itself.
    //! Where a name is defined twice or is no text, the first such is kept in problem().
    QList<Member> members(const Value &map);
    //! What members() has met with.
    const std::optional<FormProblem> &problem() const { return m_problem; }

private:
    friend class YamlBuilder;
    struct Merging;

    void collect(const Value &map, Merging &merging, int depth);
    void merge(const Value &merged, Merging &merging, int depth);
    void note(const Value &at, const QString &message);

    std::vector<Value> m_values; //!< The root first.
    std::optional<FormProblem> m_problem;
    int m_merged = 0;
};

} // namespace Runlight
