// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/inlinebar.h"

#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace Runlight {

namespace {

constexpr int narrow = 440; //!< px; below, buttons would leave the words no room.

struct Look
{
    ColorRole ground;
    ColorRole line;
};

Look lookOf(InlineBar::Kind kind)
{
    switch (kind) {
    case InlineBar::Kind::Warning:
        return {ColorRole::WarningGround, ColorRole::WarningLine};
    case InlineBar::Kind::Error:
        return {ColorRole::ErrorGround, ColorRole::ErrorLine};
    case InlineBar::Kind::Review:
        return {ColorRole::ReviewGround, ColorRole::ReviewLine};
    case InlineBar::Kind::Info:
        break;
    }
    return {ColorRole::Pane, ColorRole::Line};
}

QIcon iconOf(InlineBar::Kind kind, const Theme &theme)
{
    switch (kind) {
    case InlineBar::Kind::Warning:
        return theme.icon(QStringLiteral("warning"));
    case InlineBar::Kind::Error:
        return theme.glyphIcon(StatusGlyph::Failure);
    case InlineBar::Kind::Review:
        return theme.glyphIcon(StatusGlyph::Waiting);
    case InlineBar::Kind::Info:
        break;
    }
    return theme.icon(QStringLiteral("info"), ColorRole::MutedText);
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

InlineBar::InlineBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_headline(plainLabel(this))
    , m_detail(plainLabel(this))
    , m_primary(new QPushButton(this))
    , m_secondary(new QPushButton(this))
    , m_close(new QToolButton(this))
    , m_body(new QBoxLayout(QBoxLayout::LeftToRight))
{
    m_headline->setFont(theme.font(FontRole::BodyStrong));
    m_detail->setForegroundRole(QPalette::PlaceholderText);
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setIcon(theme.icon(QStringLiteral("close"), ColorRole::MutedText));

    auto *texts = new QVBoxLayout;
    texts->setSpacing(Theme::grid / 2);
    texts->addWidget(m_headline);
    texts->addWidget(m_detail);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * Theme::grid);
    buttons->addWidget(m_secondary);
    buttons->addWidget(m_primary);
    buttons->addStretch();
    m_body->setSpacing(2 * Theme::grid);
    m_body->addLayout(texts, 1);
    m_body->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * Theme::grid, 2 * Theme::grid, 3 * Theme::grid, 2 * Theme::grid);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addLayout(m_body, 1);
    layout->addWidget(m_close, 0, Qt::AlignVCenter);

    setTabOrder(m_secondary, m_primary); // as they stand
    setTabOrder(m_primary, m_close);
    for (QPushButton *button : {m_primary, m_secondary})
        button->setAutoDefault(true); // Enter presses the one with the focus
    connect(m_primary, &QPushButton::clicked, this, &InlineBar::primaryTriggered);
    connect(m_secondary, &QPushButton::clicked, this, &InlineBar::secondaryTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(&theme, &Theme::changed, this, &InlineBar::updateLook);
    setActions({});
    setClosable(false);
    setText({});
    updateLook();
    hide();
}

void InlineBar::setKind(Kind kind)
{
    m_kind = kind;
    // What waits for a person is what there is to do here.
    m_primary->setProperty("accent", kind == Kind::Review);
    m_primary->update();
    updateLook();
}

void InlineBar::setText(const QString &headline, const QString &detail)
{
    m_headline->setText(harmlessText(headline));
    m_detail->setText(harmlessText(detail));
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(detail);
}

void InlineBar::setActions(const QString &primary, const QString &secondary)
{
    m_primary->setText(primary);
    m_primary->setVisible(!primary.isEmpty());
    m_secondary->setText(secondary);
    m_secondary->setVisible(!secondary.isEmpty());
}

void InlineBar::setActionsEnabled(bool enabled, const QString &whyNot)
{
    for (QPushButton *button : {m_primary, m_secondary}) {
        button->setEnabled(enabled);
        button->setToolTip(enabled ? QString() : plainToolTip(whyNot));
    }
}

void InlineBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void InlineBar::tell(const std::optional<Notice> &notice)
{
    if (notice) {
        setKind(notice->kind);
        setText(notice->headline, notice->detail);
        setActions(notice->primary, notice->secondary);
        setClosable(notice->closable);
    }
    setVisible(notice.has_value());
}

void InlineBar::focusButton()
{
    (m_secondary->isHidden() ? m_primary : m_secondary)->setFocus(Qt::OtherFocusReason);
}

QString InlineBar::headline() const
{
    return m_headline->text();
}

QString InlineBar::detail() const
{
    return m_detail->text();
}

QSize InlineBar::minimumSizeHint() const
{
    // Words wrap; the bar must never be what keeps a pane wide.
    return {0, QWidget::minimumSizeHint().height()};
}

//! Esc says no to what is asked, and closes what can be closed, wherever it leads otherwise.
bool InlineBar::event(QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::event(event);
    const bool asks = !m_primary->isHidden() && !m_secondary->isHidden();
    if (!asks && m_close->isHidden())
        return QWidget::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        (asks ? static_cast<QAbstractButton *>(m_secondary) : m_close)->click();
    return true;
}

void InlineBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look look = lookOf(m_kind);
    drawRoundedBox(painter, rect(), 6, m_theme.color(look.ground), m_theme.color(look.line));
}

void InlineBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_body->setDirection(width() < narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void InlineBar::updateLook()
{
    m_icon->setPixmap(iconOf(m_kind, m_theme).pixmap(QSize(16, 16), devicePixelRatioF()));
    update();
}

} // namespace Runlight
