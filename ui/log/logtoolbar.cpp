// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logtoolbar.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace Runlight {

namespace {

// px
constexpr int oneRowFrom = 210 * Theme::grid;
constexpr int twoRowsFrom = 110 * Theme::grid;
constexpr int widestJob = 60 * Theme::grid;
constexpr int jobChrome = 27 * Theme::grid; //!< The margins, and what the button has around its text.
constexpr int widestField = 80 * Theme::grid;
constexpr int leastField = 30 * Theme::grid;

} // namespace

LogToolBar::LogToolBar(const Tools &tools, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
    , m_job(new QToolButton)
    , m_field(new QLineEdit)
    , m_count(new QLabel(m_field))
    , m_problem(new QLabel)
    , m_toggles(createToggles())
    , m_tools(createTools(tools))
{
    m_job->setObjectName(QStringLiteral("job"));
    m_job->setAccessibleName(tr("Job"));
    m_job->setToolTip(tr("Choose the job whose log is shown"));
    m_job->setPopupMode(QToolButton::InstantPopup);
    m_job->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_job->setFocusPolicy(Qt::TabFocus);
    m_job->hide();
    createField();
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    const auto colorProblem = [this] {
        QPalette palette = m_problem->palette();
        palette.setColor(QPalette::WindowText, m_theme.glyphColor(StatusGlyph::Failure));
        m_problem->setPalette(palette);
    };
    colorProblem();
    connect(&theme, &Theme::changed, this, colorProblem);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_grid->setContentsMargins(5 * Theme::grid, 2 * Theme::grid, 4 * Theme::grid, 2 * Theme::grid);
    m_grid->setHorizontalSpacing(2 * Theme::grid);
    m_grid->setVerticalSpacing(2 * Theme::grid);
    arrange();
}

void LogToolBar::setJob(const QString &name, const QIcon &icon)
{
    m_jobName = name;
    m_job->setIcon(icon);
    if (m_job->isHidden() != name.isEmpty())
        m_rows = 0; // where there is no job the field begins in its place
    m_job->setVisible(!name.isEmpty());
    arrange();
}

void LogToolBar::setJobMenu(QMenu *menu)
{
    m_job->setMenu(menu);
}

void LogToolBar::setCount(const QString &text)
{
    m_count->setText(text);
    placeCount();
}

void LogToolBar::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    m_field->setAccessibleDescription(text);
}

void LogToolBar::setAllJobsVisible(bool visible)
{
    m_allJobs->setVisible(visible);
    for (QToolButton *button : m_toggles->findChildren<QToolButton *>()) {
        if (button->defaultAction() == m_allJobs)
            button->setVisible(visible);
    }
}

QAction *LogToolBar::addToggle(QWidget *row, const QString &text, const QString &toolTip)
{
    auto *action = new QAction(text, this);
    action->setCheckable(true);
    action->setToolTip(toolTip);
    addButton(row, action, true);
    return action;
}

QToolButton *LogToolBar::addButton(QWidget *row, QAction *action, bool withText)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(withText ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->toolTip());
    if (!withText)
        button->setAutoRaise(true);
    row->layout()->addWidget(button);
    return button;
}

void LogToolBar::createField()
{
    m_field->setPlaceholderText(tr("Find in log"));
    m_field->setAccessibleName(tr("Find in log"));
    m_field->setMinimumWidth(leastField);
    m_field->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("matchCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
}

QWidget *LogToolBar::createToggles()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::grid + 2);
    m_matchCase = addToggle(row, tr("Aa"), tr("Match upper and lower case"));
    m_wholeWord = addToggle(row, tr("W"), tr("Whole words only"));
    m_regularExpression = addToggle(row, tr(".*"), tr("Regular expression"));
    m_allJobs = addToggle(row, tr("All jobs"), tr("Find in the logs of all jobs of this run"));
    m_filter = addToggle(row, tr("Filter"), tr("Show only what was found, with the lines around it"));
    layout->addStretch(1);
    return row;
}

QWidget *LogToolBar::createTools(const Tools &tools)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::grid);
    m_nextError = addButton(row, tools.nextError, true);
    const QToolButton *times = addButton(row, tools.times, false);
    // Opened by hand: a button with a menu of its own would draw an arrow beside its icon.
    connect(tools.times, &QAction::triggered, times, [times, menu = tools.timesMenu] {
        menu->popup(times->mapToGlobal(times->rect().bottomRight() - QPoint(menu->sizeHint().width(), -Theme::grid)));
    });
    for (QAction *action : {tools.wrap, tools.follow, tools.save})
        addButton(row, action, false);
    return row;
}

void LogToolBar::placeCount()
{
    m_count->adjustSize();
    const int right = 2 * Theme::grid;
    m_field->setTextMargins(0, 0, m_count->text().isEmpty() ? 0 : m_count->width() + right, 0);
    m_count->move(m_field->width() - m_count->width() - right, (m_field->height() - m_count->height()) / 2);
}

void LogToolBar::elideJob()
{
    const int room = std::clamp(width() - m_tools->sizeHint().width() - jobChrome, 0, widestJob);
    // The style leaves no gap behind the icon.
    m_job->setText(u' ' + m_job->fontMetrics().elidedText(m_jobName, Qt::ElideMiddle, room));
}

void LogToolBar::arrange()
{
    const int rows = width() >= oneRowFrom ? 1 : width() >= twoRowsFrom ? 2 : 3;
    if (rows == m_rows) {
        elideJob();
        return;
    }
    m_rows = rows;
    for (QWidget *part : {static_cast<QWidget *>(m_job), static_cast<QWidget *>(m_field), m_toggles, m_tools,
                          static_cast<QWidget *>(m_problem)})
        m_grid->removeWidget(part);
    m_grid->addWidget(m_job, 0, 0, 1, rows == 3 ? 2 : 1, Qt::AlignLeft);
    m_grid->addWidget(m_tools, 0, rows == 3 ? 2 : 3, 1, rows == 3 ? 2 : 1, Qt::AlignRight);
    m_field->setMaximumWidth(rows == 1 ? widestField : QWIDGETSIZE_MAX);
    // Where it is narrow the job's name has the room: it tells little when it is cut to a few letters.
    if (rows == 3)
        m_grid->addWidget(m_nextError, 1, 3);
    else
        static_cast<QBoxLayout *>(m_tools->layout())->insertWidget(0, m_nextError);
    if (rows == 1) {
        const bool hasJob = !m_job->isHidden();
        m_grid->addWidget(m_field, 0, hasJob ? 1 : 0, 1, hasJob ? 1 : 2);
        m_grid->addWidget(m_toggles, 0, 2);
    } else if (rows == 2) {
        m_grid->addWidget(m_field, 1, 0, 1, 2);
        m_grid->addWidget(m_toggles, 1, 2, 1, 2);
    } else {
        m_grid->addWidget(m_field, 1, 0, 1, 3);
        m_grid->addWidget(m_toggles, 2, 0, 1, 4);
    }
    m_grid->addWidget(m_problem, 3, 0, 1, 4);
    m_grid->setColumnStretch(1, rows == 1 ? 3 : 1);
    m_grid->setColumnStretch(2, 1);
    elideJob();
}

//! It takes the width that there is, in more rows if need be.
QSize LogToolBar::minimumSizeHint() const
{
    return {0, QWidget::minimumSizeHint().height()};
}

//! As from the field, Escape leads back to the log from the buttons.
bool LogToolBar::event(QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        Q_EMIT left();
    return true;
}

//! A line parts it from the log, which may begin with half a row.
void LogToolBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(ColorRole::Line));
}

void LogToolBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool LogToolBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::Resize)
        placeCount();
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_field || !isKey)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (event->type() == QEvent::ShortcutOverride) {
        // From here Escape leads back to the log, not to wherever the window would.
        if (key->key() == Qt::Key_Escape)
            event->accept();
        return false;
    }
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() & Qt::ShiftModifier)
            Q_EMIT findPreviousRequested();
        else
            Q_EMIT findNextRequested();
        return true;
    case Qt::Key_Down:
        Q_EMIT findNextRequested();
        return true;
    case Qt::Key_Up:
        Q_EMIT findPreviousRequested();
        return true;
    case Qt::Key_Escape:
        Q_EMIT left();
        return true;
    default:
        return false;
    }
}

} // namespace Runlight
