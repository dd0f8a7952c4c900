// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/colors.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Runlight;

namespace {

//! https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

constexpr double textMinimum = 4.5; // WCAG 1.4.3
constexpr double shapeMinimum = 3.0; // WCAG 1.4.11

const QList<ColorRole> plainGrounds{ColorRole::Window, ColorRole::Pane, ColorRole::Selection};

void addSchemes()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

QByteArray describe(const QColor &color, const QColor &ground)
{
    return QStringLiteral("%1 on %2: %3").arg(color.name(), ground.name()).arg(contrast(color, ground)).toUtf8();
}

void verify(const QColor &color, const QColor &ground, double minimum)
{
    QVERIFY2(contrast(color, ground) >= minimum, describe(color, ground).constData());
}

} // namespace

class TestColors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsContrast()
    {
        QCOMPARE(qRound(contrast(Qt::white, Qt::black)), 21);
        QCOMPARE(qRound(contrast(Qt::white, Qt::white)), 1);
    }

    void textCanBeRead_data() { addSchemes(); }
    void textCanBeRead()
    {
        QFETCH(bool, dark);
        const Colors colors(dark);
        const QList<ColorRole> grounds =
            plainGrounds + QList{ColorRole::Control,     ColorRole::ControlHover,  ColorRole::Chip,
                                 ColorRole::ErrorGround, ColorRole::WarningGround, ColorRole::ReviewGround};
        for (const ColorRole text : {ColorRole::Text, ColorRole::MutedText}) {
            for (const ColorRole ground : grounds)
                verify(colors.color(text), colors.color(ground), textMinimum);
        }
    }

    void accentCanBeRead_data() { addSchemes(); }
    void accentCanBeRead()
    {
        QFETCH(bool, dark);
        const Colors colors(dark);
        for (const ColorRole ground : plainGrounds)
            verify(colors.color(ColorRole::Accent), colors.color(ground), textMinimum);
        verify(colors.color(ColorRole::AccentText), colors.color(ColorRole::AccentGround), textMinimum);
    }

    void statesCanBeToldApart_data() { addSchemes(); }
    void statesCanBeToldApart()
    {
        QFETCH(bool, dark);
        const Colors colors(dark);
        for (int glyph = 0; glyph <= int(StatusGlyph::Neutral); ++glyph) {
            for (const ColorRole ground : plainGrounds)
                verify(colors.glyph(StatusGlyph(glyph)), colors.color(ground), shapeMinimum);
        }
    }

    // "3rd in a row" and the environment that waits are words in these colours.
    void statesThatAreWordsCanBeRead_data() { addSchemes(); }
    void statesThatAreWordsCanBeRead()
    {
        QFETCH(bool, dark);
        const Colors colors(dark);
        for (const StatusGlyph glyph : {StatusGlyph::Failure, StatusGlyph::Waiting}) {
            for (const ColorRole ground : plainGrounds)
                verify(colors.glyph(glyph), colors.color(ground), textMinimum);
        }
    }
};

QTEST_MAIN(TestColors)
#include "tst_colors.moc"
