// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/pickbox.h"

#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int shownPicks = 8;
constexpr int detailGap = 3 * Theme::grid; //!< px; between a text and its detail.
constexpr int pickDetailRole = Qt::UserRole;

class PickDelegate : public QStyledItemDelegate
{
public:
    PickDelegate(const PickBox &box, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_box(box)
        , m_theme(theme)
    { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, QFontMetrics(m_box.font()).height() + 3 * Theme::grid};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        constexpr qreal radius = 4;
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            drawRoundedBox(*painter, option.rect, radius, m_theme.color(ColorRole::Selection), {});
        else if (option.state.testFlag(QStyle::State_MouseOver))
            drawRoundedBox(*painter, option.rect, radius, m_theme.color(ColorRole::ControlHover), {});
        QRect place = option.rect.adjusted(2 * Theme::grid, 0, -2 * Theme::grid, 0);
        painter->setFont(m_box.font());
        painter->setPen(m_theme.color(ColorRole::Text));
        place.setLeft(place.left() + drawElidedText(*painter, place, index.data().toString()) + detailGap);
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(m_theme.color(ColorRole::MutedText));
        if (place.width() > detailGap)
            drawElidedText(*painter, place, index.data(pickDetailRole).toString());
        painter->restore();
    }

private:
    const PickBox &m_box;
    const Theme &m_theme;
};

} // namespace

QList<Pick> matchingPicks(const QList<Pick> &picks, const QString &text)
{
    const QString sought = text.trimmed();
    QList<Pick> beginnings;
    QList<Pick> others;
    for (const Pick &pick : picks) {
        if (pick.text.startsWith(sought, Qt::CaseInsensitive))
            beginnings.append(pick);
        else if (pick.text.contains(sought, Qt::CaseInsensitive) || pick.detail.contains(sought, Qt::CaseInsensitive))
            others.append(pick);
    }
    return beginnings + others;
}

PickBox::PickBox(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_model(new QStandardItemModel(this))
    , m_popup(new QFrame(this, Qt::Popup | Qt::FramelessWindowHint))
    , m_list(new QListView(m_popup))
    , m_note(new QLabel(m_popup))
{
    QAction *all = addAction(theme.icon(QStringLiteral("chevron-down"), ColorRole::MutedText), TrailingPosition);
    connect(all, &QAction::triggered, this, &PickBox::open);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PickDelegate(*this, theme, this));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setContentsMargins(2 * Theme::grid, Theme::grid, 2 * Theme::grid, Theme::grid);
    m_popup->setFrameStyle(QFrame::Box | QFrame::Plain);
    m_popup->setAttribute(Qt::WA_NoMouseReplay);
    m_popup->installEventFilter(this);
    auto *layout = new QVBoxLayout(m_popup);
    layout->setContentsMargins(Theme::grid, Theme::grid, Theme::grid, Theme::grid);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    connect(this, &QLineEdit::textEdited, this, &PickBox::typed);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { pickRow(index.row()); });
    connect(&theme, &Theme::changed, this, &PickBox::updateLook);
    updateLook();
}

PickBox::~PickBox()
{
    // Closing would be told to what is half gone.
    m_popup->removeEventFilter(this);
}

void PickBox::setCurrent(const Pick &pick)
{
    m_current = pick;
    if (!isOpen())
        showCurrent();
}

void PickBox::offer(const QList<Pick> &picks, const QString &note, bool isAll)
{
    const int before = m_list->currentIndex().row();
    const bool isSame = picks.mid(0, before + 1) == m_picks.mid(0, before + 1);
    m_picks = picks;
    m_isAll = isAll;
    m_model->clear();
    for (const Pick &pick : picks) {
        auto *item = new QStandardItem(oneLine(pick.text));
        item->setData(oneLine(pick.detail), pickDetailRole);
        item->setData(pick.detail.isEmpty() ? oneLine(pick.text)
                                            : oneLine(pick.text) + QStringLiteral(", ") + oneLine(pick.detail),
                      Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    if (!isOpen())
        return;
    const qsizetype at = m_looked.isEmpty() ? picks.indexOf(m_current) : 0;
    const int row = before >= 0 && isSame ? before : int(qMax<qsizetype>(0, at));
    m_list->setCurrentIndex(m_model->index(row, 0));
    place();
    if (m_picksWhenFound && (!picks.isEmpty() || isAll)) {
        m_picksWhenFound = false;
        pickRow(0);
    }
}

bool PickBox::isOpen() const
{
    return m_popup->isVisible();
}

void PickBox::open()
{
    if (isOpen() || !isEnabled() || isReadOnly())
        return;
    m_looked.clear();
    m_picksWhenFound = false;
    m_popup->show();
    place();
    selectAll();
    Q_EMIT searched(m_looked);
}

//! Below the field, or above where there is more room.
void PickBox::place()
{
    const int rowHeight = qMax(1, m_list->sizeHintForRow(0));
    const int rows = int(qMin<qsizetype>(m_picks.size(), shownPicks));
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(rows * rowHeight);
    const int noteHeight = m_note->isHidden() ? 0 : m_note->heightForWidth(width() - 2 * Theme::grid - 2);
    const int height = rows * rowHeight + noteHeight + 2 * (Theme::grid + m_popup->frameWidth());
    const QRect field(mapToGlobal(QPoint()), size());
    QRect place(field.left(), field.bottom() + 1 + Theme::grid, field.width(), height);
    const QRect room = screen()->availableGeometry();
    if (place.bottom() > room.bottom() && field.top() - room.top() > height + Theme::grid)
        place.moveBottom(field.top() - Theme::grid);
    m_popup->setGeometry(place);
}

void PickBox::giveUp()
{
    m_picksWhenFound = false;
    m_popup->hide();
    showCurrent();
}

void PickBox::typed(const QString &text)
{
    if (!isOpen())
        m_popup->show();
    m_looked = text;
    m_picksWhenFound = false;
    m_list->setCurrentIndex({});
    Q_EMIT searched(text);
}

void PickBox::showCurrent()
{
    setText(oneLine(m_current.text));
    setCursorPosition(0);
    setToolTip(plainToolTip(m_current.text));
    if (hasFocus())
        selectAll();
}

void PickBox::pickRow(int row)
{
    if (row < 0 || row >= m_picks.size())
        return;
    m_current = m_picks[row];
    m_popup->hide();
    showCurrent();
    Q_EMIT picked(m_current);
}

void PickBox::move(int key)
{
    const int last = m_model->rowCount() - 1;
    const int row = m_list->currentIndex().row();
    const int step = key == Qt::Key_PageDown || key == Qt::Key_PageUp ? shownPicks : 1;
    const bool isDown = key == Qt::Key_Down || key == Qt::Key_PageDown;
    m_list->setCurrentIndex(m_model->index(std::clamp(isDown ? row + step : row - step, 0, qMax(0, last)), 0));
}

bool PickBox::handleOpenKey(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        move(event.key());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_picksWhenFound = m_picks.isEmpty() && !m_isAll;
        pickRow(m_list->currentIndex().row());
        return true;
    case Qt::Key_Escape:
        giveUp();
        return true;
    default:
        return false;
    }
}

bool PickBox::handleKey(const QKeyEvent &event)
{
    if (isOpen())
        return handleOpenKey(event);
    const bool isChord = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_F4:
        open();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isChord)
            return false;
        open();
        return true;
    default:
        return false;
    }
}

void PickBox::keyPressEvent(QKeyEvent *event)
{
    if (handleKey(*event))
        event->accept();
    else
        QLineEdit::keyPressEvent(event);
}

bool PickBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_popup)
        return QLineEdit::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::InputMethod:
    case QEvent::ShortcutOverride:
        // The popup has the keyboard, the field is where one types.
        static_cast<QObject *>(this)->event(event);
        return true;
    case QEvent::Hide:
        if (text() != oneLine(m_current.text))
            showCurrent();
        break;
    default:
        break;
    }
    return QLineEdit::eventFilter(watched, event);
}

bool PickBox::focusNextPrevChild(bool next)
{
    // Going on means what is marked, where anything was looked for.
    if (isOpen() && !m_looked.isEmpty())
        pickRow(m_list->currentIndex().row());
    if (isOpen())
        giveUp();
    return QLineEdit::focusNextPrevChild(next);
}

void PickBox::mousePressEvent(QMouseEvent *event)
{
    QLineEdit::mousePressEvent(event);
    if (event->button() == Qt::LeftButton)
        open();
}

void PickBox::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    // Whoever types begins anew.
    selectAll();
}

void PickBox::focusOutEvent(QFocusEvent *event)
{
    // To its own list: one types on here.
    if (event->reason() == Qt::PopupFocusReason && isOpen())
        return;
    QLineEdit::focusOutEvent(event);
    if (isOpen())
        giveUp();
    deselect();
}

void PickBox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const int left = 3 * Theme::grid + QFontMetrics(font()).horizontalAdvance(text()) + detailGap;
    const QRect place(QPoint(left, 0), QPoint(width() - 8 * Theme::grid, height() - 1));
    if (isOpen() || place.width() < 4 * detailGap)
        return;
    QPainter painter(this);
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::MutedText));
    drawElidedText(painter, place, m_current.detail);
}

//! A plain frame is drawn in the colour of text.
void PickBox::updateLook()
{
    QPalette colors;
    colors.setColor(QPalette::WindowText, m_theme.color(ColorRole::Line));
    m_popup->setPalette(colors);
    QPalette words;
    words.setColor(QPalette::WindowText, m_theme.color(ColorRole::MutedText));
    m_note->setPalette(words);
}

} // namespace Runlight
