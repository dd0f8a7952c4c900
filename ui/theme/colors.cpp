// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/colors.h"

namespace Runlight {

namespace {

struct Shade
{
    QRgb light;
    QRgb dark;
};

Shade shadeOf(ColorRole role)
{
    switch (role) {
    case ColorRole::Window:
        return {0xffffffff, 0xff0d1117};
    case ColorRole::Pane:
        return {0xfff6f8fa, 0xff151b23};
    case ColorRole::Line:
        return {0xffd8dee4, 0xff2f3742};
    case ColorRole::Text:
        return {0xff1f2328, 0xffe6edf3};
    case ColorRole::MutedText:
        return {0xff59636e, 0xff9198a1};
    case ColorRole::Selection:
        return {0xffddf4ff, 0xff12263f};
    case ColorRole::Accent:
        return {0xff0969da, 0xff4493f8};
    case ColorRole::AccentGround:
        return {0xff0969da, 0xff1f6feb};
    case ColorRole::AccentText:
        return {0xffffffff, 0xffffffff};
    case ColorRole::Control:
        return {0xfff6f8fa, 0xff212830};
    case ColorRole::ControlHover:
        return {0xffeaeef2, 0xff28303a};
    case ColorRole::Chip:
        return {0xffeaeef2, 0xff252c36};
    case ColorRole::ErrorGround:
        return {0xffffebe9, 0xff2d1418};
    case ColorRole::ErrorLine:
        return {0xffffc1bc, 0xff5c2329};
    case ColorRole::WarningGround:
        return {0xfffff8c5, 0xff272010};
    case ColorRole::WarningLine:
        return {0xffe8d68a, 0xff574615};
    case ColorRole::ReviewGround:
        return {0xfffbefff, 0xff1f1730};
    case ColorRole::ReviewLine:
        return {0xffdec5f5, 0xff493770};
    case ColorRole::TextSelection:
        return {0xffcfe8ff, 0xff1f3f6b};
    case ColorRole::MatchGround:
        return {0xfffff0b3, 0xff4a3a10};
    case ColorRole::CurrentMatchLine:
        return {0xff9a6700, 0xffd29922};
    }
    Q_UNREACHABLE();
}

Shade shadeOf(StatusGlyph glyph)
{
    switch (glyph) {
    case StatusGlyph::Success:
        return {0xff1a7f37, 0xff3fb950};
    case StatusGlyph::Failure:
    case StatusGlyph::TimedOut:
        return {0xffcf222e, 0xfff85149};
    case StatusGlyph::InProgress:
    case StatusGlyph::ActionRequired:
        return {0xff9a6700, 0xffd29922};
    case StatusGlyph::Waiting:
        return {0xff7a48d8, 0xffab7df8};
    case StatusGlyph::Queued:
    case StatusGlyph::Cancelled:
    case StatusGlyph::Skipped:
    case StatusGlyph::Neutral:
        break;
    }
    return shadeOf(ColorRole::MutedText);
}

Shade barShadeOf(StatusGlyph glyph)
{
    switch (glyph) {
    case StatusGlyph::Success:
        return {0xff4ac26b, 0xff238636};
    case StatusGlyph::Failure:
    case StatusGlyph::TimedOut:
        return {0xfffa4549, 0xffda3633};
    case StatusGlyph::InProgress:
    case StatusGlyph::ActionRequired:
        return {0xffd4a72c, 0xff9e6a03};
    case StatusGlyph::Waiting:
        return {0xffc297ff, 0xff8957e5};
    case StatusGlyph::Queued:
    case StatusGlyph::Cancelled:
    case StatusGlyph::Skipped:
    case StatusGlyph::Neutral:
        break;
    }
    return {0xffafb8c1, 0xff4b535d};
}

} // namespace

QColor Colors::color(ColorRole role) const
{
    const Shade shade = shadeOf(role);
    return QColor::fromRgb(m_dark ? shade.dark : shade.light);
}

QColor Colors::glyph(StatusGlyph glyph) const
{
    const Shade shade = shadeOf(glyph);
    return QColor::fromRgb(m_dark ? shade.dark : shade.light);
}

QColor Colors::bar(StatusGlyph glyph) const
{
    const Shade shade = barShadeOf(glyph);
    return QColor::fromRgb(m_dark ? shade.dark : shade.light);
}

} // namespace Runlight
