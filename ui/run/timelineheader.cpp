// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/timelineheader.h"

#include "ui/run/jobsdelegate.h"
#include "ui/run/jobsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Runlight {

TimelineHeader::TimelineHeader(const JobsModel &model, const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_model(model)
    , m_theme(theme)
{
    setAccessibleName(tr("Time axis of the jobs"));
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(0);
    setStretchLastSection(false);
    connect(&model, &JobsModel::axisChanged, this, [this] { viewport()->update(); });
}

QSize TimelineHeader::sizeHint() const
{
    return {0, QFontMetrics(m_theme.font(FontRole::Body)).height() + 2 * Theme::grid};
}

void TimelineHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    painter->fillRect(rect, m_theme.color(ColorRole::Window));
    if (logicalIndex != JobsModel::Timeline || rect.width() <= JobsDelegate::margin)
        return;
    painter->setFont(m_theme.font(FontRole::Body));
    painter->setPen(m_theme.color(ColorRole::MutedText));
    const QFontMetrics metrics = painter->fontMetrics();
    const int width = rect.width() - JobsDelegate::margin;
    const int labelWidth = metrics.horizontalAdvance(tickText(90 * 60'000)) + 6 * Theme::grid;
    const qint64 length = m_model.axis().lengthMs;
    for (const qint64 tick : m_model.axis().ticks(width / labelWidth + 1)) {
        const QString text = tickText(tick);
        const int advance = metrics.horizontalAdvance(text);
        const int x = int(qint64(width) * tick / length);
        // The first stands at its mark, the others about theirs, and the last not past the edge.
        const int left = qMin(tick == 0 ? 0 : x - advance / 2, width - advance);
        painter->drawText(QRect(rect.left() + left, rect.top(), advance, rect.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    }
}

} // namespace Runlight
