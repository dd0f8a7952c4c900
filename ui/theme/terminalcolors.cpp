// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/terminalcolors.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Runlight {

namespace {

constexpr double readableContrast = 4.5;

//! The light of each of the 256 values of a channel: asked for several times with every line that is painted.
const std::array<double, 256> &linear()
{
    static const std::array<double, 256> table = [] {
        std::array<double, 256> values{};
        for (size_t i = 0; i < values.size(); ++i) {
            const double channel = double(i) / 255;
            values[i] = channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
        }
        return values;
    }();
    return table;
}

double luminance(const QColor &color)
{
    const auto &light = linear();
    return 0.2126 * light[size_t(color.red())] + 0.7152 * light[size_t(color.green())]
        + 0.0722 * light[size_t(color.blue())];
}

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto channel = [share](double a, double b) {
        return int(std::lround((a + (b - a) * share) * 255));
    };
    return QColor(channel(from.redF(), to.redF()), channel(from.greenF(), to.greenF()),
                  channel(from.blueF(), to.blueF()));
}

} // namespace

QColor terminalColor(int index, bool dark)
{
    // Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones.
    static constexpr std::array<QRgb, 16> onLight = {0x1f2328, 0xc0202b, 0x116329, 0x7d5200, 0x0757ba, 0x7a3fc9,
                                                     0x1a6c75, 0x59636e, 0x424a53, 0xa40e26, 0x1a7f37, 0x8f6000,
                                                     0x0969da, 0x8a4fd8, 0x187b86, 0x6b7480};
    static constexpr std::array<QRgb, 16> onDark = {0x7d8590, 0xf85149, 0x3fb950, 0xd29922, 0x539bf5, 0xb083f0,
                                                    0x39c5cf, 0xb1bac4, 0x8b949e, 0xff7b72, 0x56d364, 0xe3b341,
                                                    0x79c0ff, 0xd2a8ff, 0x56d4dd, 0xf0f6fc};
    return QColor::fromRgb((dark ? onDark : onLight)[size_t(std::clamp(index, 0, 15))]);
}

QColor terminalPaletteColor(int index)
{
    if (index >= 232) {
        const int grey = 8 + 10 * (std::min(index, 255) - 232);
        return QColor(grey, grey, grey);
    }
    static constexpr std::array<int, 6> levels = {0, 95, 135, 175, 215, 255};
    const int cube = std::max(index, 16) - 16;
    return QColor(levels[size_t(cube / 36)], levels[size_t(cube / 6 % 6)], levels[size_t(cube % 6)]);
}

QColor legibleOn(const QColor &ground, const QColor &color)
{
    const QColor goal = luminance(ground) > 0.18 ? QColor(Qt::black) : QColor(Qt::white);
    constexpr int steps = 16;
    for (int step = 0; step < steps; ++step) {
        const QColor candidate = mixed(color, goal, double(step) / steps);
        if (contrastRatio(ground, candidate) >= readableContrast)
            return candidate;
    }
    return goal;
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double first = luminance(one) + 0.05;
    const double second = luminance(other) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

} // namespace Runlight
