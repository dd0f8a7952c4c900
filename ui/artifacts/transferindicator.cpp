// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transferindicator.h"

#include "core/artifacts/downloads.h"
#include "ui/artifacts/transfertexts.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int indicatorBarWidth = 24 * Theme::grid;
constexpr int indicatorBarHeight = 6;
constexpr int indicatorGap = 3 * Theme::grid;
constexpr int longestName = 40 * Theme::grid;
constexpr int indicatorIcon = 16;

} // namespace

TransferIndicator::TransferIndicator(Downloads &downloads, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_downloads(downloads)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    for (const auto signal : {&Downloads::added, &Downloads::changed, &Downloads::removed})
        connect(&downloads, signal, this, &TransferIndicator::refresh);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

//! One that comes is told in full, several in sum; else what waits for the user, else that there are some.
void TransferIndicator::refresh()
{
    const QList<Transfer> all = m_downloads.transfers();
    QList<Transfer> active;
    std::copy_if(all.begin(), all.end(), std::back_inserter(active),
                 [](const Transfer &each) { return each.isActive(); });
    const auto asking = std::count_if(
        all.begin(), all.end(), [](const Transfer &each) { return each.state == Transfer::State::NeedsConfirmation; });
    m_progress = -1;
    m_detail.clear();
    QString name = tr("Downloads");
    if (asking > 0) {
        name = tr("%n download(s) ask before going on", nullptr, int(asking));
    } else if (!active.isEmpty()) {
        qint64 received = 0;
        qint64 total = 0;
        double speed = 0;
        for (const Transfer &each : active) {
            received += each.receivedBytes;
            total += each.totalBytes > 0 ? each.totalBytes : each.request.artifact.sizeBytes;
            speed += each.bytesPerSecond;
        }
        name = active.size() == 1 ? active.first().request.artifact.name
                                  : tr("%n download(s)", nullptr, int(active.size()));
        m_progress = total > 0 ? std::clamp(double(received) / double(total), 0.0, 1.0) : 0;
        m_detail = speed > 0
            ? tr("%1 % · %2/s", "percent and speed").arg(int(m_progress * 100)).arg(bytesText(qint64(speed)))
            : tr("%1 %", "percent").arg(int(m_progress * 100));
    }
    setText(oneLine(name));
    setAccessibleName(m_detail.isEmpty() ? text()
                                         : tr("%1, %2", "what is downloaded and how far").arg(text(), m_detail));
    setToolTip(plainToolTip(tr("All downloads (Ctrl+J)")));
    setVisible(!all.isEmpty());
    updateGeometry();
    QWidget::update();
}

QSize TransferIndicator::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(FontRole::Body));
    int width = indicatorIcon + Theme::grid + std::min(metrics.horizontalAdvance(text()), longestName);
    if (m_progress >= 0)
        width += indicatorGap + indicatorBarWidth;
    if (!m_detail.isEmpty())
        width += indicatorGap + metrics.horizontalAdvance(m_detail);
    return {width + 3 * Theme::grid, metrics.height() + Theme::grid};
}

QSize TransferIndicator::minimumSizeHint() const
{
    return {indicatorIcon + 2 * Theme::grid, sizeHint().height()};
}

void TransferIndicator::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(painter, rect(), 4);
    const ColorRole role = underMouse() ? ColorRole::Text : ColorRole::MutedText;
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(role));
    QRect room = rect().adjusted(Theme::grid, 0, -Theme::grid, 0);
    m_theme.icon(QStringLiteral("download"), role)
        .paint(&painter, QRect(room.left(), room.center().y() - indicatorIcon / 2 + 1, indicatorIcon, indicatorIcon));
    room.setLeft(room.left() + indicatorIcon + Theme::grid);
    const QFontMetrics metrics = painter.fontMetrics();
    const int behind = (m_progress >= 0 ? indicatorGap + indicatorBarWidth : 0)
        + (m_detail.isEmpty() ? 0 : indicatorGap + metrics.horizontalAdvance(m_detail));
    drawElidedText(painter, room.adjusted(0, 0, -behind, 0), text());
    if (m_progress >= 0) {
        const QRectF bar(room.right() + 1 - behind + indicatorGap, room.center().y() - indicatorBarHeight / 2 + 1,
                         indicatorBarWidth, indicatorBarHeight);
        drawRoundedBox(painter, bar, indicatorBarHeight / 2, m_theme.color(ColorRole::Chip), {});
        painter.setClipRect(QRectF(bar.left(), bar.top(), bar.width() * m_progress, bar.height()));
        drawRoundedBox(painter, bar, indicatorBarHeight / 2, m_theme.color(ColorRole::AccentGround), {});
        painter.setClipping(false);
    }
    drawElidedText(painter, room, m_detail, Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace Runlight
