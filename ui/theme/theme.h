// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/status.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

#include <memory>

class QPainter;

namespace Runlight {

//! A colour's part in the window; its value differs between light and dark.
enum class ColorRole {
    Window,
    Pane,
    Line,
    Text,
    MutedText,
    Selection,
    Accent, //!< Links, the mark of what is current.
    AccentGround, //!< The accent button.
    AccentText, //!< On AccentGround.
    Control, //!< Buttons.
    ControlHover,
    Chip, //!< Ground of refs and counts.
    ErrorGround,
    ErrorLine,
    WarningGround,
    WarningLine,
    ReviewGround,
    ReviewLine,
    TextSelection, //!< Ground of selected text in a log.
    MatchGround, //!< Of what was searched for.
    CurrentMatchLine, //!< Around the matches of the current line.
};

//! The shapes of states: never colour alone.
enum class StatusGlyph {
    Success,
    Failure,
    InProgress,
    Queued,
    Waiting, //!< For review.
    Cancelled,
    Skipped,
    TimedOut,
    ActionRequired,
    Neutral,
};

enum class FontRole {
    Title,
    Body,
    BodyStrong,
    Mono, //!< Hashes, refs and logs only.
};

StatusGlyph glyphFor(const RunState &state);
//! The state in words for people and screen readers ("failed", "in progress"), translated.
QString stateText(const RunState &state);

//! Colours, fonts, icons and the drawing of states, in one place. Follows the system's light or dark unless told
//! otherwise, and switches live. Lives on the GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };

    explicit Theme(Scheme scheme = Scheme::System, QObject *parent = nullptr);
    ~Theme() override;

    //! Applies palette and style to the application, now and on every change.
    void install();
    void setScheme(Scheme scheme);
    //! What was asked for; isDark() is what came of it.
    Scheme scheme() const;
    bool isDark() const;

    QColor color(ColorRole role) const;
    QColor glyphColor(StatusGlyph glyph) const;
    //! The quieter fill of an area in a state's colour, such as a duration bar. Nothing is written on it.
    QColor barColor(StatusGlyph glyph) const;
    QFont font(FontRole style) const;
    //! One of resources/icons by its name without ending, in the colour of \a role, crisp at every scale.
    QIcon icon(const QString &name, ColorRole role = ColorRole::Text) const;
    QIcon glyphIcon(StatusGlyph glyph) const;
    //! Draws \a glyph into \a rect (square). InProgress turns with animationPhase().
    void paintGlyph(QPainter &painter, const QRectF &rect, StatusGlyph glyph) const;
    //! The mark of what has the keyboard's focus, along the inside of \a rect.
    void paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius) const;
    //! A ref or label in a small rounded box, elided to \a maxWidth; returns the width used.
    int paintChip(QPainter &painter, const QPoint &topLeft, const QString &text, int maxWidth) const;

    //! 0…1. Moves while in-progress glyphs are being painted, and stands still where reduced motion is set.
    double animationPhase() const;

    static constexpr int grid = 4; //!< px: every distance is a multiple.

Q_SIGNALS:
    void changed();
    //! A frame of the in-progress glyph; repaint what shows one. Ends by itself when none is painted any more.
    void animationFrame();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! "3m 12s", "41m 02s", "1h 04m", "44s"; "—" for a negative duration.
QString durationText(qint64 milliseconds);
//! "now", "2m ago", "5h ago", "3d ago", then a date; \a now and \a when in UTC.
QString relativeTimeText(const QDateTime &when, const QDateTime &now);
//! \a when in full, in local time, for tooltips.
QString exactTimeText(const QDateTime &when);

} // namespace Runlight
