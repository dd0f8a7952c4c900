// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/eventsender.h"
#include "core/store/store.h"
#include "ui/dispatch/dispatchtexts.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Runlight {

class PickBox;
class Theme;

//! What was typed for an event, kept while its form is closed.
struct EventDraft
{
    QString type;
    QString payload;
};

//! The form to send a repository event: where, which type, with what. It sends nothing itself, so that it may be closed
//! while something is on its way. Deletes itself when it is closed.
class EventDialog final : public QDialog
{
    Q_OBJECT

public:
    //! All must outlive the dialog. \a repository: else the first that is known.
    EventDialog(Store &store, Clock &clock, Theme &theme, EventDraft &draft,
                const std::optional<RepositoryRef> &repository, QWidget *parent);
    ~EventDialog() override;

    //! How what sendRequested() asked for has ended, unless the event was sent: whoever knows that closes this.
    void showOutcome(const Expected<EventResult> &outcome);
    //! Something is on its way, and its end is to be told here.
    bool isSending() const { return m_isSending; }

Q_SIGNALS:
    void sendRequested(const Runlight::EventRequest &request);

protected:
    void done(int result) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void connectParts();
    void takeRepositories(const Expected<QList<StoredRepository>> &stored);
    void choose(const RepositoryRef &ref);
    void edited();
    void check(bool isAsked);
    void send(bool again);
    void updateLook();
    void setSending(bool isSending, const DispatchNotice &notice);

    Store &m_store;
    Clock &m_clock;
    Theme &m_theme;
    EventDraft &m_draft;
    std::optional<RepositoryRef> m_ref;
    QList<RepositoryRef> m_repositories;
    QJsonObject m_object; //!< What the payload says, where it is right.
    bool m_isValid = false;
    bool m_isSending = false;

    PickBox *m_repository;
    QLineEdit *m_type;
    QLabel *m_typeError;
    QPlainTextEdit *m_payload;
    QLabel *m_payloadError;
    InlineBar *m_bar;
    QPushButton *m_cancel;
    QPushButton *m_send;
};

} // namespace Runlight
