// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logpattern.h"

#include "core/logs/patternengines.h"
#include "core/logs/patternsyntax.h"

namespace Runlight {

namespace {

constexpr size_t mostRanges = 1000;
constexpr quint32 paintingMatchLimit = 20'000; // About a millisecond.

tl::unexpected<Error> refused(const QString &message)
{
    return Unexpected(Error{.kind = ErrorKind::InvalidInputs, .message = message});
}

QString engineMessage(int code)
{
    PCRE2_UCHAR8 text[256];
    const int length = pcre2_get_error_message_8(code, text, sizeof text);
    return length > 0 ? QString::fromUtf8(reinterpret_cast<const char *>(text), length) : QString();
}

Expected<PcreCode> compilePcre(const QByteArray &expression, bool matchCase)
{
    const quint32 options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (matchCase ? 0 : PCRE2_CASELESS);
    int code = 0;
    PCRE2_SIZE at = 0;
    PcreCode compiled(pcre2_compile_8(reinterpret_cast<PCRE2_SPTR8>(expression.constData()), size_t(expression.size()),
                                      options, &code, &at, nullptr));
    if (!compiled) {
        const qsizetype before = QString::fromUtf8(expression.left(qsizetype(at))).size();
        return refused(LogPattern::tr("This is no regular expression, at character %1: %2.")
                           .arg(before + 1)
                           .arg(engineMessage(code)));
    }
    // Where there is no such compiler for the processor, it works without.
    pcre2_jit_compile_8(compiled.get(), PCRE2_JIT_COMPLETE);
    return compiled;
}

qsizetype utf16Length(QByteArrayView utf8)
{
    qsizetype units = 0;
    for (const char c : utf8)
        units += (uchar(c) & 0xc0) == 0x80 ? 0 : uchar(c) >= 0xf0 ? 2 : 1;
    return units;
}

} // namespace

LogPattern::LogPattern()
    : m_engines(std::make_unique<Engines>())
{ }

LogPattern::~LogPattern() = default;

Expected<std::shared_ptr<const LogPattern>> LogPattern::compile(const SearchOptions &options)
{
    if (options.text.size() > maxLength)
        return refused(tr("This is too long to search for: at most %n character(s).", nullptr, int(maxLength)));
    if (options.text.contains(u'\n') || options.text.contains(u'\r') || options.text.contains(QChar(u'\0')))
        return refused(tr("Only what stands on one line can be found."));

    std::shared_ptr<LogPattern> pattern(new LogPattern);
    Engines &engines = *pattern->m_engines;
    const QByteArray text = options.regularExpression ? options.text.toUtf8() : literalExpression(options.text);
    auto plain = compilePcre(text, options.matchCase);
    if (!plain)
        return Unexpected(plain.error());
    engines.pcre = *std::move(plain);
    engines.matchCase = options.matchCase;
    engines.required = requiredTexts(text, options.matchCase);
    engines.isRequiredAll =
        !options.regularExpression && !options.wholeWord && engines.required == QByteArrayList{options.text.toUtf8()};
    if (!options.wholeWord)
        return pattern;

    auto whole = compilePcre("(?<!\\w)(?:" + text + ")(?!\\w)", options.matchCase);
    if (!whole)
        return Unexpected(whole.error());
    engines.pcre = *std::move(whole);
    return pattern;
}

std::vector<TextRange> LogPattern::matchesIn(QStringView shown) const
{
    const QByteArray utf8 = shown.toUtf8();
    const PcreMatch match(m_engines->pcre.get(), paintingMatchLimit);
    std::vector<TextRange> ranges;
    qsizetype utf8Before = 0;
    qsizetype utf16Before = 0;
    const auto toUtf16 = [&](qsizetype place) {
        utf16Before += utf16Length(QByteArrayView(utf8).sliced(utf8Before, place - utf8Before));
        utf8Before = place;
        return utf16Before;
    };
    for (qsizetype at = 0; ranges.size() < mostRanges;) {
        if (match.find(utf8, at) <= 0)
            return ranges;
        const auto [begin, end] = match.place();
        if (begin < at || end <= begin) // \K in a look-around can do that.
            return ranges;
        const qsizetype start = toUtf16(begin);
        ranges.push_back({start, toUtf16(end) - start});
        at = end;
    }
    return ranges;
}

} // namespace Runlight
