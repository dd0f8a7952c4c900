// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/logs/lineparser.h"
#include "core/logs/logfile.h"
#include "core/logs/logsteps.h"
#include "ui/log/logrows.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace Runlight {

//! A step as the viewer heads its lines with it.
struct LogStepHeading
{
    int number = 0; //!< GitHub's, from 1 with gaps.
    QString name;
    StatusGlyph glyph = StatusGlyph::Neutral;
    QString state; //!< In words, for screen readers.
    QDateTime startedAt; //!< UTC, to the second; invalid where it has not begun.
    QDateTime completedAt; //!< UTC; invalid where it has not ended.

    friend bool operator==(const LogStepHeading &, const LogStepHeading &) = default;
};

QList<LogStepHeading> headingsOf(const QList<Step> &steps);
//! As core/logs looks for where they begin.
std::vector<LogStep> logStepsOf(const QList<LogStepHeading> &headings);

//! One job's log as the viewer shows it: the file, where its steps are, what is folded, what the filter lets through.
//! It may have headings only, while the job runs, or lines only. Lives on the GUI thread.
class LogDocument : public QObject
{
    Q_OBJECT

public:
    explicit LogDocument(QObject *parent = nullptr);
    ~LogDocument() override;

    //! Shows \a file from now on, in place of what was shown; null for none.
    void setFile(std::unique_ptr<LogFile> file);
    const LogFile *file() const { return m_file.get(); }
    //! More of the file is still to come: what is there is shown as it comes, without its steps, some times a second.
    void setGrowing(bool growing);
    bool isGrowing() const { return m_isGrowing; }
    //! The file may have grown.
    void extend();

    //! In their order.
    void setSteps(const QList<LogStepHeading> &steps);
    const QList<LogStepHeading> &steps() const { return m_steps; }
    //! Where each step begins, where that is known for certain; else it is found out as well as can be.
    void setStepStarts(const std::vector<StepStart> &starts);
    //! The first line of step \a index; nothing where it has no lines, or where that is not known.
    std::optional<LineNumber> firstLineOf(int index) const;
    //! The place in steps() of the step that \a line belongs to.
    std::optional<int> stepAt(LineNumber line) const;

    const LogRows &rows() const { return m_rows; }
    //! Only \a rows are shown, which LogRows::filtered() has made of this log; nothing shows all again. What comes
    //! later has no row.
    void setFilter(std::optional<LogRows> rows);
    bool isFiltered() const { return m_isFiltered; }

    const LogFolds &folds() const { return m_folds; }
    void setFolds(const LogFolds &folds);
    void setStepOpen(int step, bool open);
    void setAllOpen(bool open);
    //! \a line is that of the group's `##[group]`.
    void setGroupOpen(LineNumber line, bool open);
    bool isGroupOpen(LineNumber line) const { return m_folds.isGroupOpen(line.value); }
    //! Opens what \a line is folded away in. A filter that leaves it out is lifted.
    void reveal(LineNumber line);

    qint64 lineCount() const { return m_file ? m_file->lineCount() : 0; }
    //! What \a line is. Nothing but Plain lines where there is no file.
    MarkKinds kindsOf(LineNumber line) const;
    //! \a line in the style that the lines before it leave. A huge one is cut: see isCut().
    LogLine parsedLine(LineNumber line);
    bool isCut(LineNumber line) const;
    //! The stamp of \a line itself.
    std::optional<LogTime> ownTimeOf(LineNumber line) const;
    //! When \a line was written, be it by a line above that it belongs to.
    std::optional<LogTime> timeOf(LineNumber line) const;
    //! When the step that \a line belongs to wrote its first line, or the log did.
    std::optional<LogTime> stepTimeOf(LineNumber line) const;
    //! The first error behind \a line, from the start again where there is none; nothing where there are no errors.
    std::optional<LineNumber> nextError(LineNumber line) const;
    std::optional<LineNumber> previousError(LineNumber line) const;
    //! The line that says why the job failed, as far as that can be told.
    std::optional<LineNumber> tellingError() const;

Q_SIGNALS:
    //! rows() are others, or more; what a line says may have changed too where the file is another.
    void rowsChanged();
    //! folds() are others, and not by setFolds().
    void foldsChanged();
    //! The filter was in the way of a line that was to be shown: isFiltered() no longer.
    void filterLifted();
    //! Another file, or none: nothing of what was known of lines is true any more.
    void reset();
    //! All lines that there are now are known, and, unless it is growing, where its steps are.
    void completed();
    //! The file was cut short or can't be read any further; what is known stays.
    void failed(const Runlight::Error &error);

private:
    void growOn();
    void indexed();
    void take();
    void locateSteps();
    void refold();
    void updateRows();

    std::unique_ptr<LogFile> m_file;
    QList<LogStepHeading> m_steps;
    std::vector<StepStart> m_stepStarts; //!< As told; empty: unknown.
    std::vector<StepLines> m_stepLines; //!< Of each of m_steps; empty while nothing is known.
    LogFolds m_folds;
    LogRows m_rows;
    bool m_isFiltered = false;
    QTimer m_growth; //!< Rows follow a growing file in steps, not with every block.
    bool m_isGrowing = false;
    bool m_hasGrown = false; //!< Since the last look at the file.
    LineNumber m_styledLine{-1}; //!< The line that m_style is the end of.
    TextStyle m_style;
};

} // namespace Runlight
