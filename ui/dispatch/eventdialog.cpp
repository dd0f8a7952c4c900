// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/eventdialog.h"

#include "core/base/clock.h"
#include "core/github/github.h"
#include "ui/dispatch/inputfield.h"
#include "ui/dispatch/pickbox.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>

#include <tuple>
#include <utility>

namespace Runlight {

namespace {

constexpr int eventDialogWidth = 140 * Theme::grid;
constexpr int eventDialogHeight = 100 * Theme::grid;
constexpr int eventDialogMargin = 5 * Theme::grid;

QString eventPlaceId(const RepositoryRef &ref)
{
    return ref.account.value + QLatin1Char('\n') + ref.repository.fullName().toLower();
}

QLabel *errorLine()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void tellError(QLabel &line, QWidget &field, const QString &error)
{
    line.setText(harmlessText(error));
    line.setVisible(!error.isEmpty());
    field.setAccessibleDescription(error);
}

} // namespace

EventDialog::EventDialog(Store &store, Clock &clock, Theme &theme, EventDraft &draft,
                         const std::optional<RepositoryRef> &repository, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_clock(clock)
    , m_theme(theme)
    , m_draft(draft)
    , m_ref(repository)
    , m_repository(new PickBox(theme))
    , m_type(new QLineEdit(draft.type))
    , m_typeError(errorLine())
    , m_payload(new QPlainTextEdit(draft.payload))
    , m_payloadError(errorLine())
    , m_bar(new InlineBar(theme))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_send(new QPushButton(tr("Send event")))
{
    setWindowTitle(tr("Send repository event"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    connectParts();
    check(false);
    m_type->setFocus(Qt::OtherFocusReason);
    store.repositories(this, [this](const Expected<QList<StoredRepository>> &stored) { takeRepositories(stored); });
}

EventDialog::~EventDialog() = default;

void EventDialog::layOut()
{
    auto *title = new QLabel(tr("Send repository event"));
    title->setFont(m_theme.font(FontRole::Title));
    m_type->setPlaceholderText(tr("deploy", "an example of an event's type"));
    m_payload->setPlaceholderText(QStringLiteral("{\"environment\": \"staging\"}"));
    m_payload->setFont(m_theme.font(FontRole::Mono));
    // Tab leads on: everything is reached by keys.
    m_payload->setTabChangesFocus(true);
    auto *rows = new QGridLayout;
    rows->setHorizontalSpacing(3 * Theme::grid);
    rows->setVerticalSpacing(Theme::grid);
    const std::tuple<QString, QWidget *, QLabel *> fields[] = {{tr("Repository"), m_repository, nullptr},
                                                               {tr("Event type"), m_type, m_typeError},
                                                               {tr("Client payload"), m_payload, m_payloadError}};
    int row = 0;
    for (const auto &[name, field, error] : fields) {
        field->setAccessibleName(name);
        // In line with what is typed beside it.
        QLabel *label = formLabel(name, field);
        label->setMinimumHeight(m_type->sizeHint().height());
        rows->addWidget(label, row, 0, Qt::AlignTop);
        rows->addWidget(field, row++, 1);
        if (error)
            rows->addWidget(error, row, 1);
        rows->setRowMinimumHeight(row++, 2 * Theme::grid);
    }
    m_send->setProperty("accent", true);
    m_send->setToolTip(
        tr("Send (%1)", "a key").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    auto *footer = new QHBoxLayout;
    footer->setSpacing(2 * Theme::grid);
    footer->addStretch(1);
    footer->addWidget(m_cancel);
    footer->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(eventDialogMargin, 4 * Theme::grid, eventDialogMargin, eventDialogMargin);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(title);
    layout->addLayout(rows, 1);
    layout->addWidget(m_bar);
    layout->addLayout(footer);
    const QSize room = parentWidget() ? parentWidget()->size() - QSize(2, 2) * eventDialogMargin
                                      : QSize(eventDialogWidth, eventDialogHeight);
    resize(room.boundedTo({eventDialogWidth, eventDialogHeight}));
}

void EventDialog::connectParts()
{
    connect(m_repository, &PickBox::searched, this, [this](const QString &text) {
        QList<Pick> picks;
        for (const RepositoryRef &ref : std::as_const(m_repositories))
            picks.append({eventPlaceId(ref), ref.repository.fullName(), ref.account.value});
        m_repository->offer(matchingPicks(picks, text));
    });
    connect(m_repository, &PickBox::picked, this, [this](const Pick &pick) {
        for (const RepositoryRef &ref : QList<RepositoryRef>(m_repositories)) {
            if (eventPlaceId(ref) == pick.id)
                choose(ref);
        }
    });
    connect(m_type, &QLineEdit::textEdited, this, &EventDialog::edited);
    connect(m_payload, &QPlainTextEdit::textChanged, this, &EventDialog::edited);
    connect(m_bar, &InlineBar::primaryTriggered, this, [this] { send(true); });
    connect(&m_theme, &Theme::changed, this, &EventDialog::updateLook);
    updateLook();
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, [this] { send(false); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, [this] { send(false); });
    }
    // Enter in a field is a slip, not a decision: Ctrl+Enter sends.
    for (QPushButton *button : findChildren<QPushButton *>()) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
}

void EventDialog::takeRepositories(const Expected<QList<StoredRepository>> &stored)
{
    // A store that fails says so itself; what is looked at can be chosen all the same.
    for (const StoredRepository &each : stored.value_or(QList<StoredRepository>()))
        m_repositories.append({each.account, each.repository.name});
    if (m_ref && !m_repositories.contains(*m_ref))
        m_repositories.append(*m_ref);
    if (!m_repositories.isEmpty()) {
        choose(m_ref.value_or(m_repositories.first()));
        return;
    }
    showNotice(*m_bar,
               {InlineBar::Kind::Info,
                tr("No repository is known yet"),
                tr("Runlight learns of them with the first look at what you watch."),
                {},
                {}});
}

void EventDialog::choose(const RepositoryRef &ref)
{
    m_ref = ref;
    m_repository->setCurrent({eventPlaceId(ref), ref.repository.fullName(), {}});
    edited();
}

void EventDialog::edited()
{
    m_draft = {m_type->text(), m_payload->toPlainText()};
    m_bar->hide();
    check(false);
}

//! \a isAsked: also that nothing was typed yet.
void EventDialog::check(bool isAsked)
{
    const auto typeError = DispatchesService::objectionTo(RepositoryEvent{m_type->text(), {}});
    const Expected<QJsonObject> payload = parsePayload(m_payload->toPlainText());
    const bool isTold = typeError && (isAsked || !m_type->text().isEmpty());
    tellError(*m_typeError, *m_type, isTold ? typeError->message : QString());
    tellError(*m_payloadError, *m_payload, payload ? QString() : payload.error().message);
    m_object = payload.value_or(QJsonObject());
    m_isValid = m_ref && !typeError && payload;
}

void EventDialog::send(bool again)
{
    // What is typed in the list is not chosen yet: it would be sent elsewhere.
    if (m_isSending || m_repository->isOpen())
        return;
    check(true);
    if (!m_isValid) {
        QWidget *wrong = !m_typeError->isHidden() ? static_cast<QWidget *>(m_type)
            : !m_payloadError->isHidden()         ? static_cast<QWidget *>(m_payload)
                                                  : m_repository;
        wrong->setFocus(Qt::OtherFocusReason);
        return;
    }
    setSending(true, requestedNotice(DispatchState::Sending));
    Q_EMIT sendRequested({*m_ref, {m_type->text(), m_object}, again});
}

void EventDialog::showOutcome(const Expected<EventResult> &outcome)
{
    setSending(false, outcome ? eventNotice(*outcome, m_clock.now()) : eventRefusedNotice(outcome.error()));
}

void EventDialog::setSending(bool isSending, const DispatchNotice &notice)
{
    m_isSending = isSending;
    // What is switched off gives its focus away.
    if (isSending)
        m_cancel->setFocus(Qt::OtherFocusReason);
    m_repository->setEnabled(!isSending);
    m_type->setReadOnly(isSending);
    m_payload->setReadOnly(isSending);
    m_send->setEnabled(!isSending);
    m_cancel->setText(isSending ? tr("Close") : tr("Cancel"));
    showNotice(*m_bar, notice);
    if (!isSending && !notice.primary.isEmpty())
        m_bar->focusButton();
    else if (!isSending)
        m_type->setFocus(Qt::OtherFocusReason);
}

void EventDialog::updateLook()
{
    QPalette colors;
    colors.setColor(QPalette::WindowText, m_theme.glyphColor(StatusGlyph::Failure));
    for (QLabel *line : {m_typeError, m_payloadError})
        line->setPalette(colors);
}

void EventDialog::done(int result)
{
    if (result != Accepted)
        m_draft = {m_type->text(), m_payload->toPlainText()};
    QDialog::done(result);
}

void EventDialog::keyPressEvent(QKeyEvent *event)
{
    // There is no default button, which would take this from the one that has the focus.
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier) && !event->isAutoRepeat();
    if (isEnter && isPlain && button)
        button->click();
    else if (!isEnter)
        QDialog::keyPressEvent(event);
}

} // namespace Runlight
