// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/messagetext.h"

#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QTextBlockFormat>
#include <QtMath>

namespace Runlight {

namespace {

constexpr int mostShownLines = 12; //!< Shown at once; the rest scrolls.
constexpr int lineHeightPercent = 130;

} // namespace

MessageText::MessageText(const Theme &theme, QWidget *parent)
    : QTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setFont(theme.font(FontRole::Mono));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAcceptRichText(false);
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
    QTextEdit::resizeEvent(event);
    updateGeometry(); // another width, other lines
}

void MessageText::fill()
{
    clear();
    QTextCursor cursor(document());
    QTextBlockFormat lines;
    lines.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
    const auto insert = [&](const QString &text, const QColor &color) {
        if (text.isEmpty())
            return;
        QTextCharFormat format;
        format.setForeground(color);
        if (!document()->isEmpty())
            cursor.insertBlock();
        cursor.setBlockFormat(lines);
        cursor.insertText(harmlessText(text), format);
    };
    for (const Part &part : std::as_const(m_parts)) {
        insert(part.place, m_theme.color(ColorRole::MutedText));
        insert(part.title, m_theme.glyphColor(StatusGlyph::Failure));
        insert(part.message.trimmed(), m_theme.color(ColorRole::Text));
    }
    updateGeometry();
}

QSize MessageText::sizeHint() const
{
    const int mostHeight = mostShownLines * QFontMetrics(font()).lineSpacing() * lineHeightPercent / 100;
    return {QTextEdit::sizeHint().width(), qMin(qCeil(document()->size().height()) + 2, mostHeight)};
}

QSize MessageText::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace Runlight
