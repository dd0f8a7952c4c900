// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/annotation.h"
#include "core/github/types/job.h"

#include "ui/log/firsterror.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace Runlight {

class ElidedLabel;
class ExcerptView;
class GlyphLabel;
class MessageText;
class Theme;

//! The failures worth a look first: those that name a place in a file before those that only say that a step failed.
QList<Annotation> firstFailures(const QList<Annotation> &annotations, int most);

//! Why the run failed, right under its jobs. Hidden where nothing says why.
class FirstErrorCard final : public QWidget
{
    Q_OBJECT

public:
    explicit FirstErrorCard(const Theme &theme, QWidget *parent = nullptr);

    void setAnnotations(const QList<Annotation> &annotations, const QList<Job> &jobs);
    //! What the log says, where it is there: it goes before the annotations.
    void setError(const std::optional<FirstError> &error);

Q_SIGNALS:
    void showAllRequested();
    void openLogRequested(Runlight::JobId job);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showWhatThereIs();

    const Theme &m_theme;
    QList<Annotation> m_failures;
    QList<Job> m_jobs;
    bool m_hasMore = false; //!< Annotations that are not shown.
    std::optional<FirstError> m_error;
    ElidedLabel *m_headline;
    ElidedLabel *m_place;
    QPushButton *m_all;
    QPushButton *m_open;
    ExcerptView *m_excerpt;
    MessageText *m_text;
    QWidget *m_head;
};

} // namespace Runlight
