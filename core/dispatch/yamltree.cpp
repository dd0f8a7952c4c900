// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/yamltree.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace Runlight {

namespace {

struct YamlText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::YamlTree)
};

const QLatin1String mergeKey("<<");

// Out of yaml-cpp's callbacks there is no other way back.
struct YamlAbort
{
    FormProblem problem;
};

FormProblem problemAt(const YAML::Mark &mark, const QString &message)
{
    return mark.is_null() ? FormProblem{message} : FormProblem{message, mark.line + 1, mark.column + 1};
}

} // namespace

//! Builds a tree from what the parser tells, and stops it where that becomes too much.
class YamlBuilder final : public YAML::EventHandler
{
public:
    explicit YamlBuilder(std::vector<YamlTree::Value> &values)
        : m_values(values)
    { }

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { add(YamlTree::Kind::Null, mark, anchor); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto target = m_anchors.constFind(anchor);
        if (target == m_anchors.constEnd())
            throw YamlAbort{problemAt(mark, YamlText::tr("This alias stands for nothing."))};
        // Each costs a place in a list, as a value does.
        count(mark);
        append(*target);
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        YamlTree::Value &scalar = add(YamlTree::Kind::Scalar, mark, anchor);
        scalar.isPlain = tag == "?";
        scalar.text = QString::fromUtf8(value.data(), qsizetype(value.size()));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(YamlTree::Kind::Sequence, mark, anchor);
    }
    void OnSequenceEnd() override { m_open.pop_back(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(YamlTree::Kind::Map, mark, anchor);
    }
    void OnMapEnd() override { m_open.pop_back(); }

private:
    void count(const YAML::Mark &mark)
    {
        if (++m_count > YamlTree::mostValues)
            throw YamlAbort{problemAt(mark, YamlText::tr("The file holds too many values."))};
    }

    void append(int index)
    {
        if (!m_open.empty())
            m_values[std::size_t(m_open.back())].items.push_back(index);
    }

    YamlTree::Value &add(YamlTree::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        count(mark);
        const int index = int(m_values.size());
        m_values.push_back({kind, false, mark.line + 1, mark.column + 1, {}, {}});
        append(index);
        if (anchor != 0)
            m_anchors.insert(anchor, index);
        return m_values.back();
    }

    void open(YamlTree::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (m_open.size() >= YamlTree::deepest)
            throw YamlAbort{problemAt(mark, YamlText::tr("The file is nested too deeply."))};
        add(kind, mark, anchor);
        m_open.push_back(int(m_values.size()) - 1);
    }

    std::vector<YamlTree::Value> &m_values;
    std::vector<int> m_open;
    QHash<YAML::anchor_t, int> m_anchors;
    int m_count = 0;
};

tl::expected<YamlTree, FormProblem> YamlTree::parse(const QByteArray &yaml)
{
    if (yaml.size() > mostBytes)
        return tl::unexpected(FormProblem{YamlText::tr("The file is too large for a workflow.")});
    YamlTree tree;
    try {
        std::istringstream stream(yaml.toStdString());
        YAML::Parser parser(stream);
        YamlBuilder builder(tree.m_values);
        parser.HandleNextDocument(builder);
    } catch (const YamlAbort &abort) {
        return tl::unexpected(abort.problem);
    } catch (const YAML::Exception &error) {
        //: %1 is the parser's own word, in English.
        const QString message = YamlText::tr("This is not YAML: %1.").arg(QString::fromStdString(error.msg));
        return tl::unexpected(problemAt(error.mark, message));
    } catch (const std::exception &error) {
        const QString message = YamlText::tr("This is not YAML: %1.").arg(QString::fromLocal8Bit(error.what()));
        return tl::unexpected(FormProblem{message});
    }
    if (tree.m_values.empty())
        return tl::unexpected(FormProblem{YamlText::tr("The file is empty.")});
    return tree;
}

QList<const YamlTree::Value *> YamlTree::items(const Value &sequence) const
{
    QList<const Value *> found;
    if (sequence.kind != Kind::Sequence)
        return found;
    found.reserve(qsizetype(sequence.items.size()));
    for (const int index : sequence.items)
        found.append(&m_values[std::size_t(index)]);
    return found;
}

struct YamlTree::Merging
{
    QList<Member> members;
    QSet<QString> names;
};

QList<YamlTree::Member> YamlTree::members(const Value &map)
{
    Merging merging;
    collect(map, merging, 0);
    return merging.members;
}

// Own members stand before merged ones, and the first of those that are merged before the others.
void YamlTree::collect(const Value &map, Merging &merging, int depth)
{
    const bool isMerged = depth > 0;
    QSet<QString> own;
    std::vector<const Value *> merged;
    for (std::size_t i = 0; i + 1 < map.items.size() && map.kind == Kind::Map; i += 2) {
        const Value &key = m_values[std::size_t(map.items[i])];
        const Value &value = m_values[std::size_t(map.items[i + 1])];
        if (isMerged && ++m_merged > mostMerged)
            return note(key, YamlText::tr("The merge keys bring together too much."));
        if (key.kind != Kind::Scalar) {
            note(key, YamlText::tr("A name is expected here."));
        } else if (key.text == mergeKey && key.isPlain) {
            merged.push_back(&value);
        } else if (own.contains(key.text)) {
            note(key, YamlText::tr("“%1” is defined twice.").arg(key.text.left(100)));
        } else {
            own.insert(key.text);
            if (!merging.names.contains(key.text)) {
                merging.names.insert(key.text);
                merging.members.append({key.text, &key, &value});
            }
        }
    }
    for (const Value *value : merged)
        merge(*value, merging, depth + 1);
}

void YamlTree::merge(const Value &merged, Merging &merging, int depth)
{
    // An alias inside of what it stands for would be merged for ever.
    if (depth > deepest || ++m_merged > mostMerged)
        return note(merged, YamlText::tr("The merge keys bring together too much."));
    if (merged.kind == Kind::Map)
        return collect(merged, merging, depth);
    if (merged.kind != Kind::Sequence)
        return note(merged, YamlText::tr("Only a map can be merged."));
    for (const int index : merged.items)
        merge(m_values[std::size_t(index)], merging, depth + 1);
}

void YamlTree::note(const Value &at, const QString &message)
{
    if (!m_problem)
        m_problem = FormProblem{message, at.line, at.column};
}

} // namespace Runlight
