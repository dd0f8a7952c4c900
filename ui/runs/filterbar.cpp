// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/filterbar.h"

#include "ui/runs/completionpopup.h"
#include "ui/runs/tokenedit.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace Runlight {

namespace {

constexpr QSize designSize(560, 30);
constexpr int fieldRadius = 6;
constexpr int leastProblemWidth = 120;
constexpr int iconSize = 16;
constexpr int shownCompletions = 10;
constexpr int popupWidth = 280;

//! The key that leads here, drawn as on a keyboard.
class KeyHint : public QWidget
{
public:
    KeyHint(const QString &key, const Theme &theme)
        : m_key(key)
        , m_theme(theme)
    {
        setFixedSize(18, 16);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawRoundedBox(painter, rect(), 3, m_theme.color(ColorRole::Pane), m_theme.color(ColorRole::Line));
        painter.setFont(m_theme.font(FontRole::Mono));
        painter.setPen(m_theme.color(ColorRole::MutedText));
        painter.drawText(rect(), Qt::AlignCenter, m_key);
    }

private:
    QString m_key;
    const Theme &m_theme;
};

} // namespace

FilterBar::FilterBar(const RunCatalog &catalog, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_theme(theme)
    , m_icon(new QLabel)
    , m_edit(new TokenEdit(theme))
    , m_problem(new QLabel)
    , m_clear(new QToolButton)
    , m_keyHint(new KeyHint(QStringLiteral("/"), theme))
    , m_completer(new QCompleter(&m_offered, this))
    , m_popup(new CompletionPopup(theme))
{
    setFocusProxy(m_edit);
    setAccessibleName(tr("Filter runs"));
    m_clear->setToolTip(tr("Clear filter"));
    m_clear->setAccessibleName(tr("Clear filter"));
    m_clear->setAutoRaise(true);
    m_clear->setFocusPolicy(Qt::NoFocus);
    m_problem->setTextFormat(Qt::PlainText);
    m_completer->setWidget(m_edit);
    m_popup->installOn(*m_completer);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(shownCompletions);
    m_edit->installEventFilter(this);
    m_popup->installEventFilter(this); // after the completer's, so before it
    layOut();
    connectParts();
    updateIcons();
    updateButtons();
    showProblem();
}

void FilterBar::connectParts()
{
    connect(m_edit, &TokenEdit::filterChanged, this, &FilterBar::filterEdited);
    connect(m_edit, &QLineEdit::textEdited, this, &FilterBar::offerCompletions);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        // Else Enter was for what is offered: the completer lets the field have it too.
        if (!m_popup->isVisible())
            Q_EMIT accepted();
    });
    connect(m_clear, &QToolButton::clicked, this, &FilterBar::clear);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterBar::complete);
    connect(&m_theme, &Theme::changed, this, &FilterBar::updateIcons);
}

void FilterBar::layOut()
{
    setFixedHeight(designSize.height());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_clear->setFixedSize(20, 20);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 8, 0);
    row->setSpacing(Theme::grid);
    for (QWidget *part : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_edit),
                          static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_clear), m_keyHint})
        row->addWidget(part, part == m_edit ? 1 : 0);
}

QSize FilterBar::sizeHint() const
{
    return designSize;
}

RunFilter FilterBar::filter() const
{
    return m_edit->filter();
}

QString FilterBar::text() const
{
    return m_edit->text();
}

void FilterBar::setText(const QString &text)
{
    m_edit->setText(text);
}

void FilterBar::filterEdited()
{
    showProblem();
    updateButtons();
    if (m_told == m_edit->filter())
        return;
    m_told = m_edit->filter();
    Q_EMIT filterChanged(m_told);
}

//! In short beside the text, whole in the tool tip.
void FilterBar::showProblem()
{
    const QList<FilterProblem> &problems = m_edit->filter().problems();
    QStringList messages;
    for (const FilterProblem &problem : problems)
        messages.append(problem.message);
    const QString whole = messages.join(QLatin1Char('\n'));
    setToolTip(plainToolTip(whole));
    m_edit->setAccessibleDescription(whole);
    const int room = width() / 3;
    m_problem->setVisible(!problems.isEmpty() && room >= leastProblemWidth);
    if (problems.isEmpty())
        return;
    const QString term = text().mid(problems.first().start, problems.first().length);
    m_problem->setText(fontMetrics().elidedText(tr("%1 is not known").arg(term), Qt::ElideMiddle, room));
}

void FilterBar::updateButtons()
{
    m_clear->setVisible(!text().isEmpty());
    m_keyHint->setVisible(!m_edit->hasFocus());
}

void FilterBar::updateIcons()
{
    m_icon->setPixmap(m_theme.icon(QStringLiteral("search"), ColorRole::MutedText).pixmap(iconSize, iconSize));
    m_clear->setIcon(m_theme.icon(QStringLiteral("close"), ColorRole::MutedText));
    QPalette palette;
    palette.setColor(QPalette::WindowText, m_theme.glyphColor(StatusGlyph::Failure));
    m_problem->setPalette(palette);
    update();
}

void FilterBar::offerCompletions()
{
    offer(filterCompletions(text(), m_edit->cursorPosition(), m_catalog));
}

//! For those who have not begun a term, and ask what there is.
void FilterBar::offerKeys()
{
    QList<FilterCompletion> keys;
    for (const FilterKey key : RunFilter::keys())
        keys.append({RunFilter::keyWord(key) + QLatin1Char(':'), m_edit->cursorPosition(), 0});
    offer(keys);
}

void FilterBar::offer(const QList<FilterCompletion> &completions)
{
    m_completions = completions;
    QStringList texts;
    for (const FilterCompletion &completion : completions)
        texts.append(completion.text);
    m_offered.setStringList(texts);
    if (texts.isEmpty()) {
        m_popup->hide();
        return;
    }
    m_popup->setFixedHeight(m_popup->heightFor(qMin(shownCompletions, int(texts.size()))));
    // A step of the grid below the bar, or above it where there is no room below.
    const int top = m_edit->mapFrom(this, QPoint()).y() - Theme::grid;
    m_completer->complete(QRect(m_edit->cursorX(), top, popupWidth, height() + 2 * Theme::grid + 1));
}

void FilterBar::complete(const QString &chosen)
{
    for (const FilterCompletion &completion : std::as_const(m_completions)) {
        if (completion.text != chosen)
            continue;
        m_edit->setText(completion.applyTo(text()));
        m_edit->setCursorPosition(int(completion.cursorAfter()));
        break;
    }
    if (chosen.endsWith(QLatin1Char(':')))
        offerCompletions();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        return watched == m_popup ? handlePopupKey(key) : handleKey(key);
    }
    // Escape closes what is offered first; the window's key for it would leave it open and lead away.
    if (event->type() == QEvent::ShortcutOverride && m_popup->isVisible()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        updateButtons();
        update();
    }
    return QWidget::eventFilter(watched, event);
}

bool FilterBar::handleKey(int key)
{
    if (key != Qt::Key_Down || m_popup->isVisible())
        return false;
    const int cursor = m_edit->cursorPosition();
    const bool inTerm = cursor > 0 && !text().at(cursor - 1).isSpace();
    if (inTerm)
        offerCompletions();
    else
        offerKeys();
    return true;
}

//! Enter takes what is offered only where it was chosen; else it is the filter as it stands that is meant.
bool FilterBar::handlePopupKey(int key)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!isEnter || m_popup->selectionModel()->hasSelection())
        return false;
    m_popup->hide();
    Q_EMIT accepted();
    return true;
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showProblem();
}

void FilterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedBox(painter, rect(), fieldRadius, m_theme.color(ColorRole::Window), m_theme.color(ColorRole::Line));
    if (m_edit->hasFocus())
        m_theme.paintFocusRing(painter, rect(), fieldRadius);
}

} // namespace Runlight
