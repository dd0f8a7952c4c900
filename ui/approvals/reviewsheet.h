// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/availability.h"
#include "core/store/store.h"
#include "ui/theme/inlinebar.h"

#include <QDialog>

#include <optional>

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace Runlight {

class ElidedLabel;
class EnvironmentList;
class HistoryView;
class ReviewInquiry;
class RoundedBox;
class TextLink;
class Theme;

//! What a run waits for, and the decision about it: deployments to be approved or rejected, or a fork's run to be let
//! begin. A sheet beside the work, never in its way; from values: knows nothing of where they come from.
class ReviewSheet final : public QDialog
{
    Q_OBJECT

public:
    enum class Intent { Approve, Reject };

    //! What was decided.
    struct Decision
    {
        CommandKind kind = CommandKind::ReviewDeployments; //!< Or ApproveRun.
        bool approve = true;
        QList<EnvironmentId> environments; //!< Of deployments.
        QString comment;
    };

    //! \a theme must outlive this. \a login: the user's own. \a intent is what Ctrl+Enter does.
    ReviewSheet(const Theme &theme, const QString &login, Intent intent, QWidget *parent);

    void setIntent(Intent intent);
    //! What is known of the run. What it waited for before and does not any more is told, unless that was asked for
    //! here.
    void setDetails(const RunDetails &details, const QDateTime &now);
    //! What else is known of it; \a inquiry may change afterwards: call again.
    void setInquiry(const ReviewInquiry &inquiry, const QDateTime &now);
    //! Whether it may be done at all.
    void setAvailability(const Availability &availability);
    //! UTC
    void setNow(const QDateTime &now);
    //! The decision is on its way; \a note says how it stands. Nothing: it is not, any more.
    void setRequested(const std::optional<QString> &note);
    //! It was refused: all stays as it was, to be sent again.
    void setRefused(const Decision &decision, const Error &error);
    //! The run is no more.
    void setGone();

    CommandKind kind() const { return m_kind; }
    //! Which environments wait.
    QStringList environments() const;
    QString comment() const;
    void setComment(const QString &comment);

Q_SIGNALS:
    void decided(const Runlight::ReviewSheet::Decision &decision);
    //! The user wants to see \a url; it comes from GitHub and is not checked.
    void openUrlRequested(const QUrl &url);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    QBoxLayout *createHead();
    QBoxLayout *createFoot();
    void place();
    void showHead();
    void showKind();
    void noticeWhatIsGone(const QList<PendingDeployment> &before);
    void refresh();
    std::optional<InlineBar::Notice> notice() const;
    void decide(bool approve);
    bool canDecide() const;

    const Theme &m_theme;
    Intent m_intent;
    CommandKind m_kind = CommandKind::ReviewDeployments;
    std::optional<RunDetails> m_details;
    QList<DeploymentReview> m_history;
    Availability m_availability;
    QStringList m_reviewedMeanwhile; //!< Environments.
    std::optional<QString> m_requested;
    std::optional<InlineBar::Notice> m_refusal;
    bool m_isGone = false;
    bool m_isOver = false; //!< Nothing waits any more.

    QLabel *m_title;
    ElidedLabel *m_subject;
    ElidedLabel *m_branch;
    ElidedLabel *m_sha;
    ElidedLabel *m_cause;
    TextLink *m_open;
    InlineBar *m_bar;
    QLabel *m_explanation; //!< Of a fork's run.
    EnvironmentList *m_environments;
    RoundedBox *m_commentBox;
    QPlainTextEdit *m_comment;
    HistoryView *m_historyView;
    ElidedLabel *m_hint;
    QPushButton *m_reject;
    QPushButton *m_approve;
};

} // namespace Runlight
