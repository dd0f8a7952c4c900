// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/annotation.h"
#include "core/github/types/job.h"

#include <QWidget>

class QPushButton;

namespace Runlight {

class ElidedLabel;
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

Q_SIGNALS:
    void showAllRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    QList<Annotation> m_failures;
    ElidedLabel *m_headline;
    ElidedLabel *m_place;
    QPushButton *m_all;
    MessageText *m_text;
    QWidget *m_head;
};

} // namespace Runlight
