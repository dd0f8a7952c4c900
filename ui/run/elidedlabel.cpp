// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/elidedlabel.h"

#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

namespace Runlight {

ElidedLabel::ElidedLabel(const Theme &theme, Ground ground, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_ground(ground)
{
    setTextFormat(Qt::PlainText);
    if (ground == Ground::Chip)
        setContentsMargins(6, 1, 6, 1);
    auto *copy = new QAction(tr("Copy"), this);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ElidedLabel::setLine(const QString &line, const QString &toolTip)
{
    if (const QString shown = oneLine(line); shown != text())
        setText(shown);
    setToolTip(plainToolTip(toolTip.isEmpty() ? line : toolTip));
}

QSize ElidedLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(text()) + margins.left() + margins.right() + 1,
            metrics.height() + margins.top() + margins.bottom()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_ground == Ground::Chip)
        drawRoundedBox(painter, rect(), 4, m_theme.color(ColorRole::Chip), {});
    painter.setPen(palette().color(foregroundRole()));
    drawElidedText(painter, contentsRect(), text());
}

} // namespace Runlight
