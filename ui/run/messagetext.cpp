// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/messagetext.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QTextBlock>

namespace Runlight {

namespace {

constexpr int mostLines = 12; //!< Shown at once; the rest scrolls.

} // namespace

MessageText::MessageText(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setFont(theme.font(TextStyle::Mono));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    setViewportMargins(3 * Theme::grid, 0, 2 * Theme::grid, 0);
    setUndoRedoEnabled(false);
    viewport()->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, this, &MessageText::fill);
}

void MessageText::setParts(const QList<Part> &parts)
{
    m_parts = parts;
    fill();
}

void MessageText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void MessageText::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void MessageText::fill()
{
    clear();
    QTextCursor cursor(document());
    const auto insert = [&](const QString &text, const QColor &color) {
        if (text.isEmpty())
            return;
        if (!document()->isEmpty())
            cursor.insertBlock();
        QTextCharFormat format;
        format.setForeground(color);
        cursor.insertText(text, format);
    };
    for (const Part &part : std::as_const(m_parts)) {
        insert(part.place, m_theme.color(ColorRole::MutedText));
        insert(part.title, m_theme.glyphColor(StatusGlyph::Failure));
        insert(part.message.trimmed(), m_theme.color(ColorRole::Text));
    }
    fitHeight();
}

void MessageText::fitHeight()
{
    // The layout of a plain text document counts its height in lines.
    const int lines = qBound(1, int(document()->size().height()), mostLines);
    const int lineHeight = QFontMetrics(font()).lineSpacing();
    setFixedHeight(lines * lineHeight + 2);
}

} // namespace Runlight
