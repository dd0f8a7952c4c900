// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/linkfinder.h"

#include <algorithm>
#include <array>
#include <optional>

namespace Runlight {

namespace {

constexpr QLatin1String schemeEnd("://");

template <std::size_t Size>
bool contains(const std::array<QLatin1String, Size> &words, QStringView word)
{
    return std::any_of(words.begin(), words.end(),
                       [word](QLatin1String one) { return word.compare(one, Qt::CaseInsensitive) == 0; });
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

//! The character at \a at; NUL beyond the text.
QChar charAt(QStringView text, qsizetype at)
{
    return at < text.size() ? text[at] : QChar();
}

bool isInLink(QChar c)
{
    // "'" may be in an address, but much more often quotes it.
    return c > u' ' && c < u'\x7f' && !QStringView(u"\"'<>\\^`{|}").contains(c);
}

//! The address that begins at \a start as far as it goes, without what the sentence has put after it.
qsizetype linkEnd(QStringView text, qsizetype start)
{
    qsizetype end = start;
    qsizetype open[2] = {0, 0}; // Brackets: round, square.
    for (; end < text.size() && isInLink(text[end]); ++end) {
        open[0] += (text[end] == u'(') - (text[end] == u')');
        open[1] += (text[end] == u'[') - (text[end] == u']');
    }
    for (; end > start; --end) {
        const QChar last = text[end - 1];
        if (last == u')' && open[0] < 0)
            ++open[0];
        else if (last == u']' && open[1] < 0)
            ++open[1];
        else if (!QStringView(u".,:;!?").contains(last))
            break;
    }
    return end;
}

//! Where the word before \a end begins: a scheme.
qsizetype schemeStart(QStringView text, qsizetype from, qsizetype end)
{
    qsizetype start = end;
    while (start > from && isAsciiLetter(text[start - 1]))
        --start;
    return start;
}

bool isWebScheme(QStringView scheme)
{
    return contains(std::array{QLatin1String("http"), QLatin1String("https")}, scheme);
}

bool isInFileName(QChar c)
{
    return c.isLetterOrNumber() || QStringView(u"._-+@~$%/\\").contains(c);
}

bool hasFileEnding(QStringView name)
{
    constexpr qsizetype longest = 10;
    const qsizetype dot = name.lastIndexOf(u'.');
    const QStringView ending = name.sliced(dot + 1);
    return dot >= 0 && !ending.isEmpty() && ending.size() <= longest && isAsciiLetter(ending.front())
        && std::all_of(ending.begin(), ending.end(),
                       [](QChar c) { return isAsciiLetter(c) || isDigit(c) || c == u'+' || c == u'_'; });
}

//! Whether \a path may well be that of a file with lines in it, and not a host with a port.
bool isSourceFile(QStringView path)
{
    static constexpr std::array plainNames = {QLatin1String("Makefile"), QLatin1String("Dockerfile"),
                                              QLatin1String("Gemfile"), QLatin1String("Rakefile")};
    static constexpr std::array domains = {QLatin1String("com"),      QLatin1String("org"),  QLatin1String("net"),
                                           QLatin1String("io"),       QLatin1String("dev"),  QLatin1String("local"),
                                           QLatin1String("internal"), QLatin1String("cloud")};
    const qsizetype slash = std::max(path.lastIndexOf(u'/'), path.lastIndexOf(u'\\'));
    const QStringView name = path.sliced(slash + 1);
    if (contains(plainNames, name))
        return true;
    return hasFileEnding(name) && (slash >= 0 || !contains(domains, name.sliced(name.lastIndexOf(u'.') + 1)));
}

//! Takes a number from \a at on; 0 where there is none that counts lines.
int takeNumber(QStringView text, qsizetype &at)
{
    constexpr int largestNumber = 100'000'000;
    int value = 0;
    qsizetype end = at;
    for (; end < text.size() && isDigit(text[end]) && value < largestNumber; ++end)
        value = value * 10 + text[end].digitValue();
    if (value <= 0 || value >= largestNumber)
        return 0;
    at = end;
    return value;
}

bool takeWord(QStringView text, qsizetype &at, QLatin1String word)
{
    if (!text.sliced(at).startsWith(word))
        return false;
    at += word.size();
    return true;
}

//! Whether the number before \a at ends there: "1.2" and "12-alpine" are versions.
bool numberEnds(QStringView text, qsizetype at)
{
    const QChar next = charAt(text, at);
    if (next == u'.')
        return !charAt(text, at + 1).isLetterOrNumber();
    if (next == u'-')
        return !charAt(text, at + 1).isLetter();
    return !next.isLetterOrNumber() && next != u'_';
}

//! "C:\" or "C:/".
bool beginsWithDrive(QStringView path)
{
    return isAsciiLetter(charAt(path, 0)) && charAt(path, 1) == u':'
        && (charAt(path, 2) == u'\\' || charAt(path, 2) == u'/');
}

struct Numbers
{
    int line = 0;
    int column = 0;
    qsizetype end = 0;
};

//! ":12", ":12:5" or ":line 12".
std::optional<Numbers> numbersAfterColon(QStringView text, qsizetype at)
{
    if (!takeWord(text, at, QLatin1String(":")))
        return {};
    takeWord(text, at, QLatin1String("line "));
    Numbers numbers;
    numbers.line = takeNumber(text, at);
    if (numbers.line == 0)
        return {};
    numbers.end = at;
    if (takeWord(text, at, QLatin1String(":"))) {
        numbers.column = takeNumber(text, at);
        numbers.end = numbers.column > 0 ? at : numbers.end;
    }
    return numberEnds(text, numbers.end) ? std::optional(numbers) : std::nullopt;
}

//! "(12)" or "(12,5)", and only before a colon: else it is a call.
std::optional<Numbers> numbersInBrackets(QStringView text, qsizetype at)
{
    if (!takeWord(text, at, QLatin1String("(")))
        return {};
    Numbers numbers;
    numbers.line = takeNumber(text, at);
    if (numbers.line > 0 && takeWord(text, at, QLatin1String(",")))
        numbers.column = takeNumber(text, at);
    if (numbers.line == 0 || !takeWord(text, at, QLatin1String(")")))
        return {};
    numbers.end = at;
    takeWord(text, at, QLatin1String(" "));
    return charAt(text, at) == u':' ? std::optional(numbers) : std::nullopt;
}

//! Walks through a text once, and gathers.
class PlaceFinder
{
public:
    explicit PlaceFinder(QStringView text)
        : m_text(text)
    { }

    std::vector<SourcePlace> find();

private:
    void readName();
    void passScheme(qsizetype from);
    void readQuoted();
    void add(qsizetype start, qsizetype end, const Numbers &numbers);

    QStringView m_text;
    qsizetype m_at = 0;
    std::vector<SourcePlace> m_places;
};

std::vector<SourcePlace> PlaceFinder::find()
{
    while (m_at < m_text.size()) {
        if (isInFileName(m_text[m_at]))
            readName();
        else if (m_text[m_at] == u'"' && m_text.first(m_at).endsWith(QLatin1String("File ")))
            readQuoted();
        else
            ++m_at;
    }
    return std::move(m_places);
}

void PlaceFinder::readName()
{
    const qsizetype start = m_at;
    while (m_at < m_text.size() && isInFileName(m_text[m_at]))
        ++m_at;
    if (m_text.sliced(m_at).startsWith(schemeEnd))
        return passScheme(start);
    if (m_at == start + 1 && beginsWithDrive(m_text.sliced(start))) {
        ++m_at;
        while (m_at < m_text.size() && isInFileName(m_text[m_at]))
            ++m_at;
    }
    std::optional<Numbers> numbers = numbersAfterColon(m_text, m_at);
    if (!numbers)
        numbers = numbersInBrackets(m_text, m_at);
    if (numbers && isSourceFile(m_text.sliced(start, m_at - start)))
        add(start, m_at, *numbers);
}

//! A file's address is read on at its path, others are passed over: ports are no lines.
void PlaceFinder::passScheme(qsizetype from)
{
    const qsizetype start = schemeStart(m_text, from, m_at);
    const bool isFile = m_text.sliced(start, m_at - start) == QLatin1String("file");
    m_at += schemeEnd.size();
    if (!isFile)
        m_at = linkEnd(m_text, m_at);
    else if (charAt(m_text, m_at) == u'/' && beginsWithDrive(m_text.sliced(m_at + 1)))
        ++m_at;
}

//! Python's: File "a b.py", line 12
void PlaceFinder::readQuoted()
{
    const qsizetype start = m_at + 1;
    const qsizetype end = m_text.indexOf(u'"', start);
    if (end < 0) {
        ++m_at;
        return;
    }
    qsizetype at = end;
    Numbers numbers;
    if (takeWord(m_text, at, QLatin1String("\", line ")))
        numbers = {takeNumber(m_text, at), 0, at};
    if (numbers.line > 0) {
        numbers.end = at;
        add(start, end, numbers);
    } else {
        ++m_at; // What is in the quotes may hold a place of another form.
    }
}

void PlaceFinder::add(qsizetype start, qsizetype end, const Numbers &numbers)
{
    m_places.push_back(
        {start, numbers.end - start, m_text.sliced(start, end - start).toString(), numbers.line, numbers.column});
    m_at = numbers.end;
}

} // namespace

std::vector<TextLink> findLinks(QStringView text)
{
    text = text.first(std::min(text.size(), linkReach));
    std::vector<TextLink> links;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(schemeEnd); at >= 0; at = text.indexOf(schemeEnd, from)) {
        const qsizetype start = schemeStart(text, from, at);
        const qsizetype host = at + schemeEnd.size();
        from = host;
        const QChar first = charAt(text, host);
        const bool hasHost = isAsciiLetter(first) || isDigit(first) || first == u'[';
        if (!hasHost || !isWebScheme(text.sliced(start, at - start)))
            continue;
        from = linkEnd(text, host);
        links.push_back({start, from - start});
    }
    return links;
}

std::vector<SourcePlace> findSourcePlaces(QStringView text)
{
    return PlaceFinder(text.first(std::min(text.size(), linkReach))).find();
}

} // namespace Runlight
