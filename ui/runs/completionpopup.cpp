// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/completionpopup.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QCompleter>
#include <QPainter>
#include <QStyledItemDelegate>

namespace Runlight {

namespace {

constexpr int framePadding = Theme::grid; //!< From the frame to the rows.
constexpr qreal rowRadius = 4;

class CompletionDelegate : public QStyledItemDelegate
{
public:
    CompletionDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, QFontMetrics(m_theme.font(FontRole::Body)).height() + 3 * Theme::grid};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            drawRoundedBox(*painter, option.rect, rowRadius, m_theme.color(ColorRole::Selection), {});
        else if (option.state.testFlag(QStyle::State_MouseOver))
            drawRoundedBox(*painter, option.rect, rowRadius, m_theme.color(ColorRole::ControlHover), {});
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(m_theme.color(ColorRole::Text));
        drawElidedText(*painter, option.rect.adjusted(2 * Theme::grid, 0, -2 * Theme::grid, 0), index.data().toString());
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

CompletionPopup::CompletionPopup(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
{
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setViewportMargins(framePadding, framePadding, framePadding, framePadding);
    connect(&theme, &Theme::changed, this, &CompletionPopup::updateLook);
    updateLook();
}

void CompletionPopup::installOn(QCompleter &completer)
{
    completer.setPopup(this);
    // A completer gives each popup a delegate of its own.
    setItemDelegate(new CompletionDelegate(m_theme, this));
}

int CompletionPopup::heightFor(int rows) const
{
    return rows * sizeHintForRow(0) + 2 * (frameWidth() + framePadding);
}

//! A plain frame is drawn in the colour of text.
void CompletionPopup::updateLook()
{
    QPalette colors;
    colors.setColor(QPalette::WindowText, m_theme.color(ColorRole::Line));
    setPalette(colors);
}

} // namespace Runlight
