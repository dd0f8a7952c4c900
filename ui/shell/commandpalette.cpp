// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/commandpalette.h"

#include "ui/shell/palettedelegate.h"
#include "ui/theme/paint.h"

#include <QApplication>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace Runlight {

namespace {

constexpr int shadow = 4 * Theme::grid; //!< px around the box.
constexpr int widest = 150 * Theme::grid; //!< px
constexpr int fromTop = 12 * Theme::grid; //!< px; from the window's edge.
constexpr int fieldHeight = 11 * Theme::grid;
constexpr int shownRows = 11;
constexpr int escapeWidth = 12 * Theme::grid; //!< px; for the key that closes, beside the field.
constexpr qreal boxRadius = 8;

} // namespace

CommandPalette::CommandPalette(Theme &theme, QWidget &window)
    : QWidget(&window)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing answers to that"), this))
{
    setAccessibleName(tr("Commands"));
    m_edit->setAccessibleName(tr("What to do or to show"));
    m_edit->setPlaceholderText(tr("Type an action, a repository, a workflow or a run"));
    m_edit->setFrame(false);
    m_edit->installEventFilter(this);
    m_list->setAccessibleName(tr("What answers to that"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_model, theme, this));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    layOut();
    window.installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::tellCurrent);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void CommandPalette::layOut()
{
    auto *field = new QHBoxLayout;
    field->setContentsMargins(2 * Theme::grid, 0, 2 * Theme::grid, 0);
    field->addWidget(m_edit);
    field->addSpacing(escapeWidth);
    auto *line = new QWidget;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    m_edit->setFixedHeight(fieldHeight);
    m_nothing->setContentsMargins(4 * Theme::grid, 2 * Theme::grid, 4 * Theme::grid, 2 * Theme::grid);
    auto *layout = new QVBoxLayout(this);
    const int side = shadow + 2 * Theme::grid;
    layout->setContentsMargins(side, shadow + 1, side, side);
    layout->setSpacing(Theme::grid);
    layout->addLayout(field);
    layout->addWidget(line);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
}

void CommandPalette::open(PaletteItems items)
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_model.setItems(std::move(items));
    m_edit->clear();
    search();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::addItems(PaletteItems items)
{
    if (!isVisible())
        return;
    const int row = m_list->currentIndex().row();
    m_model.addItems(std::move(items));
    place();
    m_list->setCurrentIndex(m_model.index(qMax(0, row)));
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    // What is hidden loses the focus to some neighbour: it goes where it came from first.
    if (m_focusBefore && m_focusBefore->isVisible() && isAncestorOf(QApplication::focusWidget()))
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    hide();
}

void CommandPalette::search()
{
    m_model.setTyped(m_edit->text());
    place();
    m_list->setCurrentIndex(m_model.index(0));
    m_list->scrollToTop();
}

//! As high as what is found, in the middle of the window's upper part.
void CommandPalette::place()
{
    const int rows = m_model.rowCount();
    m_list->setVisible(rows > 0);
    m_nothing->setVisible(rows == 0);
    const int rowHeight = qMax(1, m_list->sizeHintForRow(0));
    const int room = parentWidget()->height() - fromTop - fieldHeight - 2 * shadow - 6 * Theme::grid;
    m_list->setFixedHeight(qMin(rows, qBound(1, room / rowHeight, shownRows)) * rowHeight);
    const int width = qMin(widest, parentWidget()->width() - 8 * Theme::grid) + 2 * shadow;
    setGeometry((parentWidget()->width() - width) / 2, fromTop - shadow, width, layout()->totalSizeHint().height());
}

void CommandPalette::choose()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid() || !m_model.item(current.row()).isPossible())
        return;
    const PaletteItem item = m_model.item(current.row());
    close();
    if (item.action)
        item.action->trigger();
    Q_EMIT chosen(item);
}

//! In a circle: the last is one step from the first.
void CommandPalette::move(int key)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const int row = m_list->currentIndex().row();
    const int page = qMax(1, m_list->height() / qMax(1, m_list->sizeHintForRow(0)) - 1);
    int next = row;
    switch (key) {
    case Qt::Key_Down:
        next = (row + 1) % rows;
        break;
    case Qt::Key_Up:
        next = (row + rows - 1) % rows;
        break;
    case Qt::Key_PageDown:
        next = qMin(row + page, rows - 1);
        break;
    case Qt::Key_PageUp:
        next = qMax(row - page, 0);
        break;
    default:
        break;
    }
    m_list->setCurrentIndex(m_model.index(next));
}

bool CommandPalette::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        move(key);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // there is nothing else to go to
    default:
        return false;
    }
}

//! The list never has the focus: the field says what is chosen in it.
void CommandPalette::tellCurrent()
{
    m_edit->setAccessibleDescription(m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        // Another window, or the field's own menu, is no other place in this one.
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            hide();
    }
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    // Many faint boxes, each a little larger, are one soft shadow.
    QColor shade(Qt::black);
    shade.setAlphaF(m_theme.isDark() ? 0.06F : 0.012F);
    for (int distance = 1; distance < shadow; ++distance)
        drawRoundedBox(painter, box.adjusted(-distance, -distance, distance, distance).translated(0, 2),
                       boxRadius + distance, shade, {});
    drawRoundedBox(painter, box, boxRadius, m_theme.color(ColorRole::Window), m_theme.color(ColorRole::Line));
    const QRect field(0, m_edit->y(), int(box.right()) - 4 * Theme::grid, m_edit->height());
    PaletteDelegate::paintKey(painter, field, QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText), m_theme);
}

} // namespace Runlight
