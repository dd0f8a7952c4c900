// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/filtercompletion.h"
#include "core/runs/runfilter.h"

#include <QStringListModel>
#include <QWidget>

class QCompleter;
class QLabel;
class QToolButton;

namespace Runlight {

class CompletionPopup;
class RunCatalog;
class Theme;
class TokenEdit;

//! The field in which runs are filtered: terms marked as they are recognised, completed from the keys there are and the
//! values that runs have; what cannot be meant is said beside it.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    //! Both must outlive this.
    FilterBar(const RunCatalog &catalog, const Theme &theme, QWidget *parent = nullptr);

    RunFilter filter() const;
    QString text() const;
    void setText(const QString &text);
    void clear() { setText({}); }

    QSize sizeHint() const override;

Q_SIGNALS:
    void filterChanged(const Runlight::RunFilter &filter);
    //! Enter: the filter says what was meant.
    void accepted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void filterEdited();
    void showProblem();
    void updateButtons();
    void updateIcons();
    void connectParts();
    void offerCompletions();
    void offerKeys();
    void offer(const QList<FilterCompletion> &completions);
    bool handleKey(int key);
    bool handlePopupKey(int key);
    void complete(const QString &text);

    const RunCatalog &m_catalog;
    const Theme &m_theme;
    QLabel *m_icon;
    TokenEdit *m_edit;
    QLabel *m_problem;
    QToolButton *m_clear;
    QWidget *m_keyHint;
    QStringListModel m_offered;
    QCompleter *m_completer;
    CompletionPopup *m_popup;
    QList<FilterCompletion> m_completions;
    RunFilter m_told;
};

} // namespace Runlight
