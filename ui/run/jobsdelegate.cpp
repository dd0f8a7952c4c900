// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/jobsdelegate.h"

#include "ui/run/jobsmodel.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Runlight {

namespace {

constexpr int jobGlyphSize = 16;
constexpr int stepGlyphSize = 14;
constexpr int nameIndent = 30; //!< From a job's glyph to its name; a step's glyph stands below the name.
constexpr int stepNameIndent = 26;
constexpr int jobChevronSize = 12;

QRect centredSquare(int left, const QRect &rect, int size)
{
    return {left, rect.top() + (rect.height() - size) / 2, size, size};
}

} // namespace

JobsDelegate::JobsDelegate(const JobsModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{ }

void JobsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    switch (index.column()) {
    case JobsModel::Name:
        paintName(*painter, option, index);
        break;
    case JobsModel::Duration:
        paintDuration(*painter, option.rect, index);
        break;
    case JobsModel::Timeline:
        paintBar(*painter, option.rect, index);
        break;
    default:
        break;
    }
    painter->restore();
}

QSize JobsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int text = QFontMetrics(m_theme.font(FontRole::Body)).height();
    return {0, text + (m_model.isJob(index) ? 4 : 3) * Theme::grid};
}

int JobsDelegate::durationWidth() const
{
    const QFontMetrics metrics(m_theme.font(FontRole::Body));
    return metrics.horizontalAdvance(durationText(59 * 60'000 + 59'000)) + 5 * Theme::grid;
}

void JobsDelegate::paintName(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isJob = m_model.isJob(index);
    const QRect &rect = option.rect;
    const auto glyph = index.data(JobsModel::GlyphRole).value<StatusGlyph>();
    int left = rect.left() + margin;
    if (isJob && m_model.hasChildren(index)) {
        const bool open = option.state.testFlag(QStyle::State_Open);
        const QIcon chevron =
            m_theme.icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), ColorRole::MutedText);
        chevron.paint(&painter, centredSquare(rect.left() + (margin - jobChevronSize) / 2, rect, jobChevronSize));
    }
    if (!isJob)
        left += nameIndent;
    m_theme.paintGlyph(painter, centredSquare(left, rect, isJob ? jobGlyphSize : stepGlyphSize), glyph);
    left += isJob ? nameIndent : stepNameIndent;

    const bool broken = isJob && (glyph == StatusGlyph::Failure || glyph == StatusGlyph::TimedOut);
    const bool idle = glyph == StatusGlyph::Skipped || glyph == StatusGlyph::Queued;
    painter.setFont(m_theme.font(broken ? FontRole::BodyStrong : FontRole::Body));
    painter.setPen(m_theme.color(idle ? ColorRole::MutedText : ColorRole::Text));
    drawElidedText(painter, rect.adjusted(left - rect.left(), 0, 0, 0), index.data().toString());
}

void JobsDelegate::paintDuration(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::MutedText));
    drawElidedText(painter, rect.adjusted(0, 0, -2 * Theme::grid, 0), index.data().toString(),
                   Qt::AlignRight | Qt::AlignVCenter);
}

void JobsDelegate::paintBar(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const QString words = index.data().toString();
    if (!words.isEmpty()) {
        painter.setFont(m_theme.font(FontRole::Body));
        painter.setPen(m_theme.color(ColorRole::MutedText));
        drawElidedText(painter, rect.adjusted(0, 0, -margin, 0), words);
    }
    const QVariant value = index.data(JobsModel::BarRole);
    const qint64 length = m_model.axis().lengthMs;
    if (!value.isValid() || length <= 0 || rect.width() <= margin)
        return;
    const Bar bar = value.value<Bar>();
    const qreal width = rect.width() - margin;
    // A second is nothing on an axis of an hour, but it did happen: every bar can be seen.
    const qreal barWidth = qMax(3.0, width * qreal(bar.toMs - bar.fromMs) / qreal(length));
    const qreal from = qMin(width * qreal(bar.fromMs) / qreal(length), width - barWidth);
    const qreal height = m_model.isJob(index) ? 10 : 9;
    const QRectF box(rect.left() + from, rect.top() + (rect.height() - height) / 2.0, barWidth, height);
    const auto glyph = index.data(JobsModel::GlyphRole).value<StatusGlyph>();
    drawRoundedBox(painter, box, qMin(2.0, barWidth / 2), m_theme.barColor(glyph), {});
}

} // namespace Runlight
