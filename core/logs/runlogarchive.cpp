// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/runlogarchive.h"

#include <QStringList>

#include <algorithm>
#include <map>

namespace Runlight {

namespace {

constexpr qsizetype longestFileName = 90; //!< Of a job, in UTF-16 units.

//! How the characters of a job's name that no file name may have were treated. An archive has one way for all.
enum NameStyle { SlashesReplaced = 1, AllDropped = 2, AllReplaced = 4, AnyStyle = 7 };

//! What bears one job's name in an archive.
struct NamedLogs
{
    std::vector<size_t> jobFiles;
    std::vector<JobLogMatch::Step> steps;
    std::map<size_t, int> fittingStyles; //!< Of the jobs whose name this may be.
};

//! "1_build (1).txt" beside "1_build.txt".
struct NumberedFile
{
    QString number;
    QString name;
    size_t entry = 0;
};

bool isSlash(QChar c)
{
    return c == u'/' || c == u'\\';
}

bool isUnfitForFiles(QChar c)
{
    return isSlash(c) || c < u' ' || QStringView(u"\":<>|*?").contains(c);
}

QString withoutCutCharacter(QString name)
{
    while (!name.isEmpty() && (name.back().isSurrogate() || name.back() == QChar::ReplacementCharacter)) {
        if (name.back().isLowSurrogate() && name.size() > 1 && name.at(name.size() - 2).isHighSurrogate())
            break;
        name.chop(1);
    }
    return name;
}

//! What two names that stand for the same job have in common.
QString comparable(const QString &name)
{
    return withoutCutCharacter(name).normalized(QString::NormalizationForm_C).trimmed();
}

QString fileNameOf(const QString &jobName, NameStyle style)
{
    QString name;
    for (const QChar c : jobName) {
        if (!isUnfitForFiles(c))
            name += c;
        else if (style == AllReplaced || (style == SlashesReplaced && isSlash(c)))
            name += u'_';
    }
    return comparable(name.left(longestFileName));
}

//! Only letters and digits, for names that were changed in a way not known yet.
QString skeletonOf(const QString &name)
{
    QString skeleton;
    for (const QChar c : withoutCutCharacter(name.left(longestFileName))) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            skeleton += c;
    }
    return skeleton.normalized(QString::NormalizationForm_C);
}

bool isNumber(QStringView text)
{
    constexpr qsizetype mostDigits = 9;
    return !text.isEmpty() && text.size() <= mostDigits
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

//! "build" of "build (1)".
QString withoutCopyNumber(const QString &name)
{
    const qsizetype open = name.lastIndexOf(QLatin1String(" ("));
    const bool hasNumber = open >= 0 && name.endsWith(u')') && isNumber(QStringView(name).sliced(open + 2).chopped(1));
    return hasNumber ? name.first(open) : name;
}

//! "1" and "build" of "1_build.txt" or "-1_build.txt". Not by a regular expression: names may be no valid UTF-16.
std::optional<NumberedFile> readNumbered(QStringView fileName)
{
    const qsizetype underscore = fileName.indexOf(u'_');
    const qsizetype begin = fileName.startsWith(u'-') ? 1 : 0;
    if (underscore < begin || !fileName.endsWith(QLatin1String(".txt")))
        return {};
    const QStringView number = fileName.sliced(begin, underscore - begin);
    if (!isNumber(number))
        return {};
    return NumberedFile{number.toString(), fileName.sliced(underscore + 1).chopped(4).toString()};
}

//! Of a job's log and that of its preparation, which have one number, the smaller one goes.
std::vector<NumberedFile> withoutPreparations(const std::vector<NumberedFile> &files,
                                              const std::vector<RunLogEntry> &entries)
{
    std::map<std::pair<QString, QString>, std::vector<NumberedFile>> families;
    for (const NumberedFile &file : files)
        families[{file.number, withoutCopyNumber(file.name)}].push_back(file);
    std::vector<NumberedFile> kept;
    for (const auto &[key, family] : families) {
        const QString &plainName = key.second;
        const auto isPlain = [&](const NumberedFile &file) {
            return file.name == plainName;
        };
        if (family.size() != 2 || std::count_if(family.begin(), family.end(), isPlain) != 1) {
            kept.insert(kept.end(), family.begin(), family.end());
            continue;
        }
        const bool isFirst = entries[family[0].entry].size >= entries[family[1].entry].size;
        kept.push_back({key.first, plainName, family[isFirst ? 0 : 1].entry});
    }
    return kept;
}

std::map<QString, NamedLogs> logsByName(const std::vector<RunLogEntry> &entries)
{
    std::map<QString, NamedLogs> logs;
    std::vector<NumberedFile> jobFiles;
    for (size_t i = 0; i < entries.size(); ++i) {
        const QStringList parts = entries[i].name.split(u'/');
        const QString &folder = parts.constFirst();
        const std::optional<NumberedFile> file = readNumbered(parts.constLast());
        if (!file || parts.size() > 2 || folder.isEmpty() || folder == u"." || folder == u"..")
            continue;
        if (parts.size() == 1)
            jobFiles.push_back({file->number, comparable(file->name), i});
        else
            logs[comparable(folder)].steps.push_back({file->number.toInt(), i});
    }
    for (const NumberedFile &file : withoutPreparations(jobFiles, entries))
        logs[file.name].jobFiles.push_back(file.entry);
    return logs;
}

//! The ways of treating names that explain all names which can be but one job's.
int stylesOf(const std::map<QString, NamedLogs> &logs)
{
    int styles = AnyStyle;
    for (const auto &[name, named] : logs) {
        if (named.fittingStyles.size() == 1)
            styles &= named.fittingStyles.begin()->second;
    }
    return styles ? styles : AnyStyle;
}

//! Pairs of a job and a name that only fit each other. What fits several is told apart by nothing.
class OneToOne
{
public:
    explicit OneToOne(size_t jobs)
        : m_names(jobs)
    { }

    void add(size_t job, const QString &name)
    {
        m_names[job].append(name);
        m_jobs[name].push_back(job);
    }
    bool has(size_t job) const { return !m_names[job].isEmpty(); }
    bool has(const QString &name) const { return m_jobs.count(name) > 0; }
    std::optional<QString> nameOf(size_t job) const
    {
        const bool isUnique = m_names[job].size() == 1 && m_jobs.at(m_names[job].first()).size() == 1;
        return isUnique ? std::optional(m_names[job].first()) : std::nullopt;
    }

private:
    std::vector<QStringList> m_names;
    std::map<QString, std::vector<size_t>> m_jobs;
};

OneToOne pairsByName(std::map<QString, NamedLogs> &logs, const std::vector<RunLogJob> &jobs)
{
    for (size_t job = 0; job < jobs.size(); ++job) {
        for (const NameStyle style : {SlashesReplaced, AllDropped, AllReplaced}) {
            if (const auto named = logs.find(fileNameOf(jobs[job].name, style)); named != logs.end())
                named->second.fittingStyles[job] |= style;
        }
    }
    const int styles = stylesOf(logs);
    OneToOne pairs(jobs.size());
    for (const auto &[name, named] : logs) {
        for (const auto &[job, fitting] : named.fittingStyles) {
            if (fitting & styles)
                pairs.add(job, name);
        }
    }
    return pairs;
}

//! Of what \a pairs has nothing for.
OneToOne pairsBySkeleton(const std::map<QString, NamedLogs> &logs, const std::vector<RunLogJob> &jobs,
                         const OneToOne &pairs)
{
    std::map<QString, std::vector<size_t>> wanted;
    for (size_t job = 0; job < jobs.size(); ++job) {
        if (!pairs.has(job))
            wanted[skeletonOf(jobs[job].name)].push_back(job);
    }
    wanted.erase(QString());
    OneToOne more(jobs.size());
    for (const auto &[name, named] : logs) {
        if (pairs.has(name))
            continue;
        auto fitting = wanted.find(skeletonOf(name));
        if (fitting == wanted.end())
            fitting = wanted.find(skeletonOf(withoutCopyNumber(name)));
        for (const size_t job : fitting == wanted.end() ? std::vector<size_t>() : fitting->second)
            more.add(job, name);
    }
    return more;
}

JobLogMatch matchOf(NamedLogs logs)
{
    if (logs.jobFiles.size() > 1)
        return {};
    JobLogMatch match;
    if (!logs.jobFiles.empty())
        match.jobFile = logs.jobFiles.front();
    std::sort(logs.steps.begin(), logs.steps.end(),
              [](const JobLogMatch::Step &a, const JobLogMatch::Step &b) { return a.number < b.number; });
    const auto twice =
        std::adjacent_find(logs.steps.begin(), logs.steps.end(),
                           [](const JobLogMatch::Step &a, const JobLogMatch::Step &b) { return a.number == b.number; });
    if (twice == logs.steps.end())
        match.steps = std::move(logs.steps);
    return match;
}

} // namespace

std::vector<JobLogMatch> matchRunLog(const std::vector<RunLogEntry> &entries, const std::vector<RunLogJob> &jobs)
{
    std::map<QString, NamedLogs> logs = logsByName(entries);
    const OneToOne pairs = pairsByName(logs, jobs);
    const OneToOne more = pairsBySkeleton(logs, jobs, pairs);
    std::vector<JobLogMatch> matches(jobs.size());
    for (size_t job = 0; job < jobs.size(); ++job) {
        std::optional<QString> name = pairs.nameOf(job);
        if (!name)
            name = more.nameOf(job);
        if (name)
            matches[job] = matchOf(logs[*name]);
    }
    return matches;
}

} // namespace Runlight
