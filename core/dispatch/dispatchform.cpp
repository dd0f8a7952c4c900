// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/dispatchform.h"

#include "core/dispatch/inputvalues.h"
#include "core/dispatch/yamltree.h"
#include "core/github/services/dispatches.h"

#include <QCoreApplication>

#include <algorithm>

namespace Runlight {

namespace {

struct FormText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::DispatchForm)
};

constexpr qsizetype mostOptions = 1000; // Far more than anyone could choose from.
constexpr qsizetype longestQuote = 100; // Of the file's own words in a sentence of ours.

//! Reads one document, top to bottom.
class FormReader
{
public:
    explicit FormReader(YamlTree &tree)
        : m_tree(tree)
    { }

    ParsedForm read();

private:
    using Value = YamlTree::Value;
    using Kind = YamlTree::Kind;

    std::optional<FormProblem> readTriggers(const YamlTree::Member &on, bool hasRewrittenOn);
    void readEvents(const QList<const Value *> &events);
    void readDispatch(const Value &dispatch);
    void readInputs(const Value &inputs);
    DispatchInput readInput(const YamlTree::Member &member);
    void readType(DispatchInput &input, const Value &type);
    void readOptions(DispatchInput &input, const Value &options);
    void readDefault(DispatchInput &input, const Value &value);
    QString textOf(const Value &value, const QString &input, const QString &what);
    void note(const QString &input, const QString &message, const Value &at);
    static QString quote(const QString &text) { return text.left(longestQuote); }

    YamlTree &m_tree;
    DispatchForm m_form;
};

ParsedForm FormReader::read()
{
    const Value &root = m_tree.root();
    if (root.kind != Kind::Map)
        return tl::unexpected(FormProblem{FormText::tr("A workflow begins with names such as “on:” and “jobs:”."),
                                          root.line, root.column});
    YamlTree::Member on;
    bool hasRewrittenOn = false;
    for (const YamlTree::Member &member : m_tree.members(root)) {
        if (member.name == QLatin1String("on"))
            on = member;
        else if (member.name == QLatin1String("name"))
            m_form.workflowName = textOf(*member.value, QString(), member.name);
        else if (member.name == QLatin1String("true") && member.key->isPlain)
            hasRewrittenOn = true;
    }
    std::optional<FormProblem> problem = readTriggers(on, hasRewrittenOn);
    // What is defined twice may be what was just found missing.
    if (m_tree.problem())
        problem = m_tree.problem();
    if (problem)
        return tl::unexpected(*problem);
    m_form.canBeDispatched = m_form.events.contains(QLatin1String("workflow_dispatch"));
    return m_form;
}

std::optional<FormProblem> FormReader::readTriggers(const YamlTree::Member &member, bool hasRewrittenOn)
{
    const Value *on = member.value;
    if (!on && hasRewrittenOn)
        return FormProblem{FormText::tr("The file has “true:” where “on:” should be: a program that reads “on” as a "
                                        "yes has written it. GitHub does not take it.")};
    if (!on)
        return FormProblem{FormText::tr("The file does not say what the workflow runs on: “on:” is missing.")};
    switch (on->kind) {
    case Kind::Scalar:
        readEvents({on});
        break;
    case Kind::Sequence:
        readEvents(m_tree.items(*on));
        break;
    case Kind::Map:
        for (const YamlTree::Member &event : m_tree.members(*on)) {
            m_form.events.append(event.name);
            if (event.name == QLatin1String("workflow_dispatch"))
                readDispatch(*event.value);
        }
        break;
    case Kind::Null:
        return FormProblem{FormText::tr("“on:” is empty."), member.key->line, member.key->column};
    }
    return {};
}

void FormReader::readEvents(const QList<const Value *> &events)
{
    for (const Value *event : events) {
        if (event->kind == Kind::Scalar)
            m_form.events.append(event->text);
        else
            note({}, FormText::tr("In the list of events this is none; it is left out."), *event);
    }
}

void FormReader::readDispatch(const Value &dispatch)
{
    if (dispatch.kind == Kind::Null)
        return;
    if (dispatch.kind != Kind::Map)
        return note({}, FormText::tr("What follows “workflow_dispatch:” is not understood; it is left out."), dispatch);
    for (const YamlTree::Member &member : m_tree.members(dispatch)) {
        if (member.name == QLatin1String("inputs"))
            readInputs(*member.value);
    }
}

void FormReader::readInputs(const Value &inputs)
{
    if (inputs.kind == Kind::Null)
        return;
    if (inputs.kind != Kind::Map)
        return note({}, FormText::tr("“inputs:” does not name any inputs; it is left out."), inputs);
    const QList<YamlTree::Member> members = m_tree.members(inputs);
    for (const YamlTree::Member &member : members.mid(0, DispatchesService::mostInputs))
        m_form.inputs.append(readInput(member));
    if (members.size() > DispatchesService::mostInputs)
        note({},
             FormText::tr("The workflow defines %n input(s), of which GitHub takes %1; the others are left out.",
                          nullptr, int(members.size()))
                 .arg(DispatchesService::mostInputs),
             inputs);
}

DispatchInput FormReader::readInput(const YamlTree::Member &member)
{
    DispatchInput input;
    input.name = member.name;
    if (member.value->kind != Kind::Map) {
        if (member.value->kind != Kind::Null)
            note(input.name, FormText::tr("Nothing is understood of this input; it is taken for a text."),
                 *member.value);
        return input;
    }
    const Value *type = nullptr, *fallback = nullptr, *options = nullptr;
    for (const YamlTree::Member &part : m_tree.members(*member.value)) {
        if (part.name == QLatin1String("type"))
            type = part.value;
        else if (part.name == QLatin1String("default"))
            fallback = part.value;
        else if (part.name == QLatin1String("options"))
            options = part.value;
        else if (part.name == QLatin1String("description"))
            input.description = textOf(*part.value, input.name, part.name);
        else if (part.name == QLatin1String("required"))
            input.required =
                textOf(*part.value, input.name, part.name).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
    }
    if (type)
        readType(input, *type);
    if (options && input.type == InputType::Choice)
        readOptions(input, *options);
    if (input.type == InputType::Choice && input.options.isEmpty())
        note(input.name, FormText::tr("This choice has no options; anything may be typed."), *member.value);
    if (fallback)
        readDefault(input, *fallback);
    return input;
}

void FormReader::readType(DispatchInput &input, const Value &type)
{
    static const std::pair<QLatin1String, InputType> types[] = {
        {QLatin1String("string"), InputType::String},           {QLatin1String("boolean"), InputType::Boolean},
        {QLatin1String("choice"), InputType::Choice},           {QLatin1String("number"), InputType::Number},
        {QLatin1String("environment"), InputType::Environment},
    };
    const QString word = textOf(type, input.name, QStringLiteral("type"));
    for (const auto &[known, meaning] : types) {
        if (word == known) {
            input.type = meaning;
            return;
        }
    }
    if (!word.isEmpty())
        note(input.name,
             FormText::tr("“%1” is no type of input that is known; it is taken for a text.").arg(quote(word)), type);
}

void FormReader::readOptions(DispatchInput &input, const Value &options)
{
    for (const Value *option : m_tree.items(options)) {
        if (input.options.size() == mostOptions)
            return note(input.name,
                        FormText::tr("There are too many options; the first %n are shown.", nullptr, int(mostOptions)),
                        *option);
        if (option->kind == Kind::Scalar)
            input.options.append(option->text);
        else
            note(input.name, FormText::tr("This option is no text; it is left out."), *option);
    }
    input.options.removeDuplicates();
}

void FormReader::readDefault(DispatchInput &input, const Value &value)
{
    const QString text = textOf(value, input.name, QStringLiteral("default"));
    if (text.isEmpty())
        return;
    DispatchForm alone;
    alone.inputs = {input};
    const QString normal = input.type == InputType::Boolean ? text.toLower() : text;
    const QList<InputError> errors = checkInputs(alone, {{input.name, normal}});
    if (errors.isEmpty())
        input.defaultValue = normal;
    else
        note(input.name, FormText::tr("The default “%1” does not fit; it is left out.").arg(quote(text)), value);
}

// A scalar's text, of which nothing is left where it is no scalar.
QString FormReader::textOf(const Value &value, const QString &input, const QString &what)
{
    static const QStringList nulls{QStringLiteral("~"), QStringLiteral("null"), QStringLiteral("Null"),
                                   QStringLiteral("NULL")};
    if (value.kind == Kind::Scalar)
        return value.isPlain && nulls.contains(value.text) ? QString() : value.text;
    if (value.kind != Kind::Null)
        note(input, FormText::tr("“%1:” is no single value; it is left out.").arg(what), value);
    return {};
}

void FormReader::note(const QString &input, const QString &message, const Value &at)
{
    // Nobody reads more; a file may be wrong in a thousand places.
    constexpr qsizetype mostNotes = 100;
    if (m_form.notes.size() < mostNotes)
        m_form.notes.append({input, message, at.line});
}

} // namespace

QString DispatchInput::initialValue() const
{
    if (!defaultValue.isEmpty())
        return defaultValue;
    if (type == InputType::Boolean)
        return QStringLiteral("false");
    return type == InputType::Choice ? options.value(0) : QString();
}

const DispatchInput *DispatchForm::input(const QString &name) const
{
    const auto found =
        std::find_if(inputs.begin(), inputs.end(), [&name](const DispatchInput &input) { return input.name == name; });
    return found == inputs.end() ? nullptr : &*found;
}

bool DispatchForm::asksForEnvironment() const
{
    return std::any_of(inputs.begin(), inputs.end(),
                       [](const DispatchInput &input) { return input.type == InputType::Environment; });
}

QString FormProblem::toText() const
{
    return line > 0
        ? FormText::tr("Line %1, column %2: %3").arg(QString::number(line), QString::number(column), message)
        : message;
}

ParsedForm parseDispatchForm(const QByteArray &yaml)
{
    tl::expected<YamlTree, FormProblem> tree = YamlTree::parse(yaml);
    if (!tree)
        return tl::unexpected(tree.error());
    return FormReader(*tree).read();
}

} // namespace Runlight
