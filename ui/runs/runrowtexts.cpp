// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runrowtexts.h"

#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QLocale>

namespace Runlight {

namespace {

const QString separator = QStringLiteral(" · ");

QString exactTime(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::LongFormat);
}

} // namespace

RunRowTexts::RunRowTexts(const RunEntry &run, const QDateTime &now, Place::Kind place)
    : m_run(run)
    , m_now(now)
    , m_place(place)
    , m_state(run.state())
{ }

QString RunRowTexts::title() const
{
    const QString title = m_run.title();
    return oneLine(title.isEmpty() ? m_run.workflow() : title);
}

QString RunRowTexts::branch() const
{
    return oneLine(m_run.branch());
}

//! Nobody is behind a schedule, though GitHub names whoever wrote it last.
QString RunRowTexts::who() const
{
    if (m_run.event() == QLatin1String("schedule"))
        return oneLine(m_run.event());
    QString login = oneLine(m_run.actor());
    if (login.endsWith(QLatin1String("[bot]")))
        login.chop(5);
    return login;
}

QDateTime RunRowTexts::when() const
{
    return m_state.isCompleted() ? m_run.updatedAt() : m_run.startedAt();
}

QString RunRowTexts::origin() const
{
    QStringList parts;
    const QString number = QLatin1Char('#') + QString::number(m_run.number());
    const QString workflow = oneLine(m_run.workflow());
    const bool titleSaysWorkflow = workflow.isEmpty() || workflow == title();
    const QString numbered = titleSaysWorkflow ? number : workflow + QLatin1Char(' ') + number;
    const QString repository = m_run.repository().repository.fullName();
    if (m_place == Place::Kind::Repository)
        parts = {numbered};
    else if (titleSaysWorkflow)
        parts = {repository + QLatin1Char(' ') + numbered};
    else
        parts = {repository, numbered};
    parts += {who(), noteKind() == RunNote::Review ? QString() : relativeTimeText(when(), m_now)};
    parts.removeAll(QString());
    return parts.join(separator);
}

RunNote RunRowTexts::noteKind() const
{
    if (m_state.status == Status::Waiting)
        return RunNote::Review;
    if (m_state.conclusion == Conclusion::ActionRequired)
        return RunNote::Approval;
    if (m_run.attention().failuresInARow > 1)
        return RunNote::Failures;
    return m_run.step() ? RunNote::Progress : RunNote::None;
}

namespace {

//! "4m": to the minute, for what would only flicker by the second.
QString coarseDuration(qint64 ms)
{
    const qint64 minutes = ms / 60'000;
    if (minutes < 60)
        return RunRowTexts::tr("%1m").arg(minutes);
    if (minutes < 24 * 60)
        return RunRowTexts::tr("%1h").arg(minutes / 60);
    return RunRowTexts::tr("%1d").arg(minutes / (24 * 60));
}

QString inARow(int count)
{
    const int lastTwo = count % 100;
    if (lastTwo < 11 || lastTwo > 13) {
        switch (count % 10) {
        case 1:
            //: One of four forms of an English ordinal: the 21st failure in a row. Others may translate all alike.
            return RunRowTexts::tr("%1st in a row").arg(count);
        case 2:
            return RunRowTexts::tr("%1nd in a row").arg(count);
        case 3:
            return RunRowTexts::tr("%1rd in a row").arg(count);
        default:
            break;
        }
    }
    return RunRowTexts::tr("%1th in a row").arg(count);
}

} // namespace

QString RunRowTexts::note() const
{
    switch (noteKind()) {
    case RunNote::Review: {
        const QString waited = coarseDuration(qMax<qint64>(0, m_run.updatedAt().msecsTo(m_now)));
        const QStringList environments = m_run.waitingFor();
        if (environments.isEmpty())
            return tr("waiting %1").arg(waited);
        return tr("waiting %1 · %2").arg(waited, oneLine(environments.join(QLatin1String(", "))));
    }
    case RunNote::Approval:
        return tr("awaits approval to run");
    case RunNote::Failures:
        return inARow(m_run.attention().failuresInARow);
    case RunNote::Progress: {
        const RunStep step = *m_run.step();
        return tr("step %1 of %2 · %3")
            .arg(QString::number(step.number), QString::number(step.count), oneLine(step.name));
    }
    case RunNote::Requested: // not the run's own
    case RunNote::None:
        break;
    }
    return {};
}

qint64 RunRowTexts::durationMs() const
{
    return m_state.hasBegun() ? m_run.durationMs(m_now) : -1;
}

double RunRowTexts::progress() const
{
    const qint64 usual = m_run.medianDurationMs();
    if (m_state.status != Status::InProgress || usual <= 0)
        return -1;
    // One that takes longer than usual is nearly there, but not there.
    return qBound(0.0, double(durationMs()) / double(usual), 0.96);
}

QString RunRowTexts::spoken() const
{
    const QString repository = m_run.repository().repository.fullName();
    QStringList sentences{
        tr("%1, %2.").arg(title(), stateText(m_state)),
        tr("Run %1 of %2 in %3, branch %4, by %5, %6.")
            .arg(QString::number(m_run.number()), oneLine(m_run.workflow()), repository, branch(), who(),
                 relativeTimeText(when(), m_now)),
    };
    if (durationMs() >= 0)
        sentences.append(tr("Duration %1.").arg(durationText(durationMs())));
    if (noteKind() == RunNote::Failures)
        sentences.append(tr("Failure %1 in a row.").arg(m_run.attention().failuresInARow));
    else if (noteKind() != RunNote::None)
        sentences.append(note() + QLatin1Char('.'));
    return sentences.join(QLatin1Char(' '));
}

QString RunRowTexts::toolTip() const
{
    QStringList lines{title(), branch(), tr("Created %1").arg(exactTime(m_run.createdAt()))};
    if (m_state.hasBegun() && m_run.startedAt() != m_run.createdAt())
        lines.append(tr("Started %1").arg(exactTime(m_run.startedAt())));
    if (m_state.isCompleted())
        lines.append(tr("Ended %1").arg(exactTime(m_run.updatedAt())));
    lines.removeAll(QString());
    return plainToolTip(lines.join(QLatin1Char('\n')));
}

} // namespace Runlight
