// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/entrynames.h"

#include "core/archive/stagingfolder.h"

#include <QStringDecoder>

#include <algorithm>

namespace Runlight {

namespace {

constexpr qsizetype longestNameBytes = 255; // NAME_MAX of every file system in use.
constexpr qsizetype longestChosenBytes = 240; // Leaves room for " (2)".
constexpr qsizetype deepestFolder = 1100;

//! The upper half of code page 437.
constexpr QStringView upperHalf437 = u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧"
                                     u"╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
static_assert(upperHalf437.size() == 128);

//! Those that draw nothing, but change how a name looks.
bool isDeceptive(QChar c)
{
    const char16_t u = c.unicode();
    return c.category() == QChar::Other_Control || (u >= 0x200e && u <= 0x200f) || (u >= 0x2028 && u <= 0x202e)
        || (u >= 0x2066 && u <= 0x2069);
}

bool hasDrive(const QString &name)
{
    const auto isLetter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
    };
    return name.size() >= 2 && isLetter(name[0]) && name[1] == u':';
}

std::optional<RefusalReason> nameRefusal(const QString &name)
{
    if (name.isEmpty())
        return RefusalReason::EmptyName;
    if (name.startsWith(u'/') || name.startsWith(u"\\\\") || hasDrive(name))
        return RefusalReason::AbsolutePath;
    if (std::any_of(name.begin(), name.end(), isDeceptive))
        return RefusalReason::ControlCharacter;
    if (name.contains(u'\\'))
        return RefusalReason::Backslash;
    return std::nullopt;
}

std::optional<RefusalReason> partsRefusal(const QStringList &parts)
{
    for (const QString &part : parts) {
        if (part == u"..")
            return RefusalReason::ParentFolder;
        if (part.toUtf8().size() > longestNameBytes)
            return RefusalReason::NameTooLong;
    }
    if (parts.size() > deepestFolder)
        return RefusalReason::TooDeep;
    return std::nullopt;
}

//! The same for names that some file system takes for one.
QString lookOf(const QString &name)
{
    const bool isAscii = std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return name.toLower();
    return name.normalized(QString::NormalizationForm_D).toCaseFolded().normalized(QString::NormalizationForm_D);
}

bool isReserved(QStringView base)
{
    static constexpr QStringView names[] = {u"CON", u"PRN", u"AUX", u"NUL", u"CONIN$", u"CONOUT$"};
    for (const QStringView name : names) {
        if (base.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    const QStringView port = base.first(std::min<qsizetype>(base.size(), 3));
    return base.size() == 4
        && (port.compare(u"COM", Qt::CaseInsensitive) == 0 || port.compare(u"LPT", Qt::CaseInsensitive) == 0)
        && QStringView(u"0123456789¹²³").contains(base[3]);
}

} // namespace

QString decodedEntryName(const QByteArray &raw)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(raw);
    if (!decoder.hasError())
        return text;
    QString old;
    old.reserve(raw.size());
    for (const char c : raw)
        old.append(quint8(c) < 0x80 ? QChar(u'\0' + c) : upperHalf437[quint8(c) - 0x80]);
    return old;
}

QString windowsSafeName(const QString &name)
{
    QString safe = name;
    for (QChar &c : safe) {
        if (QStringView(u"<>:\"|?*").contains(c))
            c = u'_';
    }
    if (safe.endsWith(u'.') || safe.endsWith(u' '))
        safe.back() = u'_';
    const qsizetype dot = safe.indexOf(u'.');
    const QStringView base = QStringView(safe).first(dot < 0 ? safe.size() : dot);
    if (isReserved(base.trimmed()))
        safe.insert(base.size(), u'_');
    return safe;
}

QString usableFileName(const QString &name)
{
    QString usable = name.toUtf8().size() == 0 ? QStringLiteral("_") : name;
    for (QChar &c : usable) {
        if (c == u'/' || c == u'\\' || isDeceptive(c))
            c = u'_';
    }
    if (usable.startsWith(QLatin1String(".runlight-"))) // What is ours and hidden is swept away.
        usable.prepend(u'_');
    usable = windowsSafeName(usable);
    while (usable.toUtf8().size() > longestChosenBytes)
        usable.chop(usable.back().isLowSurrogate() && usable.size() > 1 ? 2 : 1);
    return windowsSafeName(usable); // The end is another one.
}

EntryNames::EntryNames()
    : m_nodes(1)
{ }

EntryNames::Place EntryNames::place(const QString &name)
{
    if (const auto refusal = nameRefusal(name))
        return {refusal};
    const bool isFolder = name.endsWith(u'/');
    QStringList parts = name.split(u'/', Qt::SkipEmptyParts);
    parts.removeAll(QStringLiteral("."));
    if (const auto refusal = partsRefusal(parts))
        return {refusal};
    if (parts.isEmpty() && !isFolder)
        return {RefusalReason::EmptyName};
    const QString file = isFolder ? QString() : parts.takeLast();
    Place place;
    for (const QString &part : std::as_const(parts)) {
        if (const auto refusal = add(place.folder, part, true))
            return {refusal};
        place.folder = m_byName.value({place.folder, part});
    }
    if (isFolder) {
        place.isRenamed = m_nodes[size_t(place.folder)].isRenamed;
        return place;
    }
    if (const auto refusal = add(place.folder, file, false))
        return {refusal};
    const Node &node = m_nodes[size_t(m_byName.value({place.folder, file}))];
    place.file = node.name;
    place.isRenamed = node.isRenamed;
    return place;
}

//! Nothing to add where a folder is there already.
std::optional<RefusalReason> EntryNames::add(int parent, const QString &name, bool isFolder)
{
    if (const auto found = m_byName.constFind({parent, name}); found != m_byName.cend()) {
        const Node &node = m_nodes[size_t(*found)];
        if (node.isFolder != isFolder)
            return RefusalReason::Conflict;
        return isFolder ? std::nullopt : std::optional(RefusalReason::Duplicate);
    }
    const QString free = freeName(parent, name);
    Node node{parent, free.toUtf8(), isFolder, free != name || m_nodes[size_t(parent)].isRenamed};
    if (node.name.size() > longestNameBytes)
        return RefusalReason::NameTooLong;
    const int number = int(m_nodes.size());
    m_nodes.push_back(std::move(node));
    m_byName.insert({parent, name}, number);
    m_byLook.insert({parent, lookOf(free)}, 0);
    m_folders += isFolder ? 1 : 0;
    return std::nullopt;
}

QString EntryNames::freeName(int parent, const QString &name)
{
    const QString safe = windowsSafeName(name);
    const Key look(parent, lookOf(safe));
    if (!m_byLook.contains(look))
        return safe;
    // From the last one found, or a hundred thousand of the same would take hours.
    for (int number = std::max(m_byLook.value(look) + 1, 2);; ++number) {
        const QString numbered = numberedName(safe, number);
        if (m_byLook.contains({parent, lookOf(numbered)}))
            continue;
        m_byLook.insert(look, number);
        return numbered;
    }
}

QString EntryNames::pathOf(const Place &place) const
{
    QByteArray path = place.file;
    for (int folder = place.folder; folder != 0; folder = parentOf(folder))
        path.prepend(nameOf(folder) + '/');
    return QString::fromUtf8(path);
}

} // namespace Runlight
