// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/shownline.h"

#include "ui/theme/terminalcolors.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace Runlight {

namespace {

constexpr int unlimitedWidth = 1 << 24; //!< px; QTextLine can hold little more.

using Formats = QList<QTextLayout::FormatRange>;

QColor colorOf(const TextColor &color, bool dark, const QColor &fallback)
{
    switch (color.kind) {
    case TextColor::Kind::Default:
        break;
    case TextColor::Kind::Basic:
        return terminalColor(int(color.value), dark);
    case TextColor::Kind::Palette:
        return terminalPaletteColor(int(color.value));
    case TextColor::Kind::Rgb:
        return QColor::fromRgb(color.value);
    }
    return fallback;
}

ColorRole groundOf(LogLineKind kind)
{
    switch (kind) {
    case LogLineKind::Error:
        return ColorRole::ErrorGround;
    case LogLineKind::Warning:
        return ColorRole::WarningGround;
    default:
        return ColorRole::Window;
    }
}

QColor textColorOf(LogLineKind kind, const Theme &theme)
{
    switch (kind) {
    case LogLineKind::Error:
        return theme.glyphColor(StatusGlyph::Failure);
    case LogLineKind::Warning:
        return theme.glyphColor(StatusGlyph::ActionRequired);
    case LogLineKind::Debug:
        return theme.color(ColorRole::MutedText);
    case LogLineKind::Command:
        return theme.color(ColorRole::Accent);
    default:
        return theme.color(ColorRole::Text);
    }
}

QTextCharFormat formatOf(const TextStyle &style, LogLineKind kind, const Theme &theme)
{
    const bool dark = theme.isDark();
    const QColor lineGround = theme.color(groundOf(kind));
    QColor text = colorOf(style.foreground, dark, textColorOf(kind, theme));
    QColor ground = colorOf(style.background, dark, lineGround);
    if (style.inverse)
        std::swap(text, ground);
    text = legibleOn(ground, text);
    QTextCharFormat format;
    format.setForeground(text);
    if (ground != lineGround)
        format.setBackground(ground);
    if (style.bold)
        format.setFontWeight(QFont::Bold);
    if (style.italic)
        format.setFontItalic(true);
    if (style.underline)
        format.setFontUnderline(true);
    if (style.strikethrough)
        format.setFontStrikeOut(true);
    return format;
}

Formats formatsOf(const LogLine &line, const ShownLine &shown, const Theme &theme)
{
    Formats formats;
    QTextCharFormat plain;
    plain.setForeground(legibleOn(theme.color(groundOf(line.kind)), textColorOf(line.kind, theme)));
    if (line.kind == LogLineKind::Section)
        plain.setFontWeight(QFont::DemiBold);
    formats.append({0, int(shown.text.size()), plain});
    for (const StyleRun &run : line.runs)
        formats.append({int(run.start), int(run.length), formatOf(run.style, line.kind, theme)});
    QTextCharFormat link;
    link.setForeground(legibleOn(theme.color(groundOf(line.kind)), theme.color(ColorRole::Accent)));
    for (const SourcePlace &place : shown.places)
        formats.append({int(place.start), int(place.length), link});
    link.setFontUnderline(true);
    for (const TextLink &address : shown.links)
        formats.append({int(address.start), int(address.length), link});
    return formats;
}

//! All rows are of one height and on one baseline, also where another font had to help out.
void breakIntoRows(ShownLine &shown, const LineLook &look)
{
    const QFontMetricsF metrics(look.font);
    const qreal baseline = std::round((look.rowHeight - metrics.height()) / 2 + metrics.ascent());
    shown.layout->beginLayout();
    shown.rows = 0;
    for (QTextLine row = shown.layout->createLine(); row.isValid(); row = shown.layout->createLine()) {
        row.setLineWidth(look.wrapWidth > 0 ? look.wrapWidth : unlimitedWidth);
        row.setPosition({0, shown.rows * look.rowHeight + baseline - row.ascent()});
        shown.width = std::max(shown.width, row.naturalTextWidth());
        ++shown.rows;
    }
    shown.layout->endLayout();
    shown.rows = std::max(shown.rows, 1);
}

} // namespace

int ShownLine::columnAt(const QPointF &point) const
{
    const int row = std::clamp(int(point.y()) / rowHeight, 0, rows - 1);
    return row < layout->lineCount() ? layout->lineAt(row).xToCursor(point.x()) : 0;
}

QPointF ShownLine::positionOf(int column) const
{
    const QTextLine row = layout->lineForTextPosition(std::min(column, int(text.size())));
    return row.isValid() ? QPointF(row.cursorToX(column), row.lineNumber() * qreal(rowHeight)) : QPointF();
}

std::vector<QRectF> ShownLine::boxesOf(const TextRange &range) const
{
    std::vector<QRectF> boxes;
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine row = layout->lineAt(i);
        const int from = std::max(int(range.start), row.textStart());
        const int to = std::min(int(range.start + range.length), row.textStart() + row.textLength());
        if (from >= to)
            continue;
        const qreal left = row.cursorToX(from);
        boxes.emplace_back(left, i * rowHeight, row.cursorToX(to) - left, rowHeight);
    }
    return boxes;
}

ShownLine layOutLine(LogLine line, bool isCut, const LineLook &look)
{
    ShownLine shown;
    shown.kind = line.kind;
    shown.text = withoutDirectionControls(std::move(line.text));
    if (isCut)
        shown.text += QCoreApplication::translate("Runlight::LogView", " … the line goes on; saving has it whole");
    shown.links = findLinks(shown.text);
    shown.places = findSourcePlaces(shown.text);
    shown.rowHeight = look.rowHeight;
    shown.layout = std::make_unique<QTextLayout>(shown.text, look.font);
    shown.layout->setCacheEnabled(true);
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(look.wrapWidth > 0 ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    option.setTabStopDistance(8 * QFontMetricsF(look.font).horizontalAdvance(u' '));
    shown.layout->setTextOption(option);
    shown.layout->setFormats(formatsOf(line, shown, look.theme));
    breakIntoRows(shown, look);
    return shown;
}

QString withoutDirectionControls(QString text)
{
    const auto turns = [](QChar c) {
        const char16_t unit = c.unicode();
        return (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069) || unit == 0x200e
            || unit == 0x200f || unit == 0x061c || unit == 0x2028 || unit == 0x2029;
    };
    for (QChar &c : text) {
        if (turns(c))
            c = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace Runlight
