// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include "ui/theme/colors.h"
#include "ui/theme/flatstyle.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/svgicon.h"
#include "ui/theme/systemappearance.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPainter>
#include <QPalette>
#include <QPointer>
#include <QTimer>
#include <QToolTip>

#include <chrono>

using namespace std::chrono_literals;

// The resources live in a static library, from which nothing is linked that nobody names.
static void initResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace Runlight {

namespace {

constexpr int animationFrames = 24; //!< To one turn; each is drawn once and cached.
constexpr auto animationInterval = 50ms;

QString iconName(StatusGlyph glyph)
{
    switch (glyph) {
    case StatusGlyph::Success:
        return QStringLiteral("status-success");
    case StatusGlyph::Failure:
        return QStringLiteral("status-failure");
    case StatusGlyph::InProgress:
        return QStringLiteral("status-in-progress");
    case StatusGlyph::Queued:
        return QStringLiteral("status-queued");
    case StatusGlyph::Waiting:
        return QStringLiteral("status-waiting");
    case StatusGlyph::Cancelled:
        return QStringLiteral("status-cancelled");
    case StatusGlyph::Skipped:
        return QStringLiteral("status-skipped");
    case StatusGlyph::TimedOut:
        return QStringLiteral("status-timed-out");
    case StatusGlyph::ActionRequired:
        return QStringLiteral("status-action-required");
    case StatusGlyph::Neutral:
        break;
    }
    return QStringLiteral("status-neutral");
}

//! A desktop has its own font and the user may have chosen it; offscreen and bare X have only a stand-in.
bool platformHasOwnFont()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return true;
#else
    const QString platform = QGuiApplication::platformName();
    return platform != QLatin1String("offscreen") && platform != QLatin1String("minimal")
        && !qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP");
#endif
}

QFont bodyFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (platformHasOwnFont())
        return font;
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamily(QStringLiteral("Inter"));
    font.setPointSizeF(9.75); // 13 px at 96 dpi
    return font;
}

QFont monoFont(const QFont &body)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!platformHasOwnFont()) {
        for (const auto &family : {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")}) {
            if (QFontDatabase::hasFamily(family)) {
                font.setFamily(family);
                break;
            }
        }
    }
    // Fixed-pitch faces look a size larger than text faces of the same height.
    font.setPointSizeF(body.pointSizeF() * 0.89);
    return font;
}

QPalette paletteFrom(const Colors &colors)
{
    const auto color = [&colors](ColorRole role) {
        return colors.color(role);
    };
    QPalette palette;
    palette.setColor(QPalette::Window, color(ColorRole::Window));
    palette.setColor(QPalette::Base, color(ColorRole::Window));
    palette.setColor(QPalette::AlternateBase, color(ColorRole::Pane));
    palette.setColor(QPalette::Button, color(ColorRole::Control));
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText,
                      QPalette::ToolTipText, QPalette::HighlightedText})
        palette.setColor(role, color(ColorRole::Text));
    for (auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
        palette.setColor(role, color(ColorRole::Line));
    palette.setColor(QPalette::ToolTipBase, color(ColorRole::Pane));
    palette.setColor(QPalette::PlaceholderText, color(ColorRole::MutedText));
    palette.setColor(QPalette::Highlight, color(ColorRole::Selection));
    palette.setColor(QPalette::Link, color(ColorRole::Accent));
    palette.setColor(QPalette::LinkVisited, color(ColorRole::Accent));
    QColor faded = color(ColorRole::MutedText);
    faded.setAlphaF(0.6F);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faded);
    return palette;
}

} // namespace

struct Theme::Private
{
    SystemAppearance system;
    Scheme scheme = Scheme::System;
    Colors colors;
    QFont body;
    QFont mono;
    bool installed = false;
    QPointer<FlatStyle> style;
    QTimer animation;
    int frame = 0;
    bool glyphTurned = false; //!< An in-progress glyph was painted since the last frame.

    bool wantsDark() const { return scheme == Scheme::System ? system.isDark() : scheme == Scheme::Dark; }
    void apply();
    void keepTurning();
};

void Theme::Private::apply()
{
    if (!installed)
        return;
    if (!style) {
        style = new FlatStyle;
        QApplication::setStyle(style); // takes ownership
        QApplication::setFont(body);
    }
    style->setColors(colors);
    const QPalette palette = paletteFrom(colors);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

//! The animation lives by being looked at: whoever paints a turning glyph keeps it going for one more frame.
void Theme::Private::keepTurning()
{
    glyphTurned = true;
    if (!animation.isActive() && !system.reducedMotion())
        animation.start();
}

Theme::Theme(Scheme scheme, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    initResources();
    d->scheme = scheme;
    d->colors = Colors(d->wantsDark());
    d->body = bodyFont();
    d->mono = monoFont(d->body);
    d->animation.setInterval(animationInterval);
    connect(&d->animation, &QTimer::timeout, this, [this] {
        if (!d->glyphTurned || d->system.reducedMotion()) {
            d->animation.stop();
            return;
        }
        d->glyphTurned = false;
        d->frame = (d->frame + 1) % animationFrames;
        Q_EMIT animationFrame();
    });
    connect(&d->system, &SystemAppearance::changed, this, [this] { setScheme(d->scheme); });
}

Theme::~Theme() = default;

void Theme::install()
{
    d->installed = true;
    d->apply();
}

void Theme::setScheme(Scheme scheme)
{
    d->scheme = scheme;
    if (d->wantsDark() == d->colors.isDark())
        return;
    d->colors = Colors(d->wantsDark());
    d->apply();
    Q_EMIT changed();
}

Theme::Scheme Theme::scheme() const
{
    return d->scheme;
}

bool Theme::isDark() const
{
    return d->colors.isDark();
}

QColor Theme::color(ColorRole role) const
{
    return d->colors.color(role);
}

QColor Theme::glyphColor(StatusGlyph glyph) const
{
    return d->colors.glyph(glyph);
}

QColor Theme::barColor(StatusGlyph glyph) const
{
    return d->colors.bar(glyph);
}

QFont Theme::font(FontRole style) const
{
    QFont font = style == FontRole::Mono ? d->mono : d->body;
    if (style == FontRole::Title)
        font.setPointSizeF(font.pointSizeF() * 1.25);
    if (style == FontRole::Title || style == FontRole::BodyStrong)
        font.setWeight(QFont::DemiBold);
    return font;
}

QIcon Theme::icon(const QString &name, ColorRole role) const
{
    return QIcon(new SvgIconEngine(name, *this, [role](const Theme &theme) { return theme.color(role); }));
}

QIcon Theme::glyphIcon(StatusGlyph glyph) const
{
    return QIcon(
        new SvgIconEngine(iconName(glyph), *this, [glyph](const Theme &theme) { return theme.glyphColor(glyph); }));
}

void Theme::paintGlyph(QPainter &painter, const QRectF &rect, StatusGlyph glyph) const
{
    int degrees = 0;
    if (glyph == StatusGlyph::InProgress) {
        d->keepTurning();
        degrees = d->frame * 360 / animationFrames;
    }
    const qreal ratio = painter.device()->devicePixelRatioF();
    QPixmap pixmap = svgPixmap(iconName(glyph), glyphColor(glyph), (rect.size() * ratio).toSize(), degrees);
    pixmap.setDevicePixelRatio(ratio);
    // On whole device pixels, or the edges blur.
    const QPointF corner(qRound(rect.x() * ratio) / ratio, qRound(rect.y() * ratio) / ratio);
    painter.drawPixmap(corner, pixmap);
}

void Theme::paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius) const
{
    drawFocusRing(painter, rect, radius, color(ColorRole::Accent));
}

int Theme::paintChip(QPainter &painter, const QPoint &topLeft, const QString &text, int maxWidth) const
{
    constexpr int padding = 6;
    constexpr int minimum = 2 * padding + 12;
    if (text.isEmpty() || maxWidth < minimum)
        return 0;
    painter.save();
    painter.setFont(d->mono);
    const QFontMetrics metrics(d->mono, painter.device());
    const QString shown = metrics.elidedText(oneLine(text), Qt::ElideMiddle, maxWidth - 2 * padding);
    const QRect box(topLeft, QSize(metrics.horizontalAdvance(shown) + 2 * padding, metrics.height() + 2));
    drawRoundedBox(painter, box, 4, color(ColorRole::Chip), {});
    painter.setPen(color(ColorRole::MutedText));
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, shown);
    painter.restore();
    return box.width();
}

double Theme::animationPhase() const
{
    return double(d->frame) / animationFrames;
}

} // namespace Runlight
