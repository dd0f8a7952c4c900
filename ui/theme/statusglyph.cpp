// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

StatusGlyph glyphFor(Conclusion conclusion)
{
    switch (conclusion) {
    case Conclusion::Success:
        return StatusGlyph::Success;
    case Conclusion::Failure:
    case Conclusion::StartupFailure:
        return StatusGlyph::Failure;
    case Conclusion::TimedOut:
        return StatusGlyph::TimedOut;
    case Conclusion::Cancelled:
        return StatusGlyph::Cancelled;
    case Conclusion::Skipped:
        return StatusGlyph::Skipped;
    case Conclusion::ActionRequired:
        return StatusGlyph::ActionRequired;
    case Conclusion::None:
    case Conclusion::Unknown:
    case Conclusion::Neutral:
    case Conclusion::Stale:
        break;
    }
    return StatusGlyph::Neutral;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Runlight::StateText", text);
}

QString conclusionText(const RunState &state)
{
    switch (state.conclusion) {
    case Conclusion::Success:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "succeeded"));
    case Conclusion::Failure:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "failed"));
    case Conclusion::StartupFailure:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "failed to start"));
    case Conclusion::TimedOut:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "timed out"));
    case Conclusion::Cancelled:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "cancelled"));
    case Conclusion::Skipped:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "skipped"));
    case Conclusion::ActionRequired:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "action required"));
    case Conclusion::Neutral:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "neutral"));
    case Conclusion::Stale:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "stale"));
    case Conclusion::Unknown:
        return state.conclusionText;
    case Conclusion::None:
        break;
    }
    return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "completed"));
}

} // namespace

StatusGlyph glyphFor(const RunState &state)
{
    switch (state.status) {
    case Status::Completed:
        return glyphFor(state.conclusion);
    case Status::InProgress:
        return StatusGlyph::InProgress;
    case Status::Waiting:
        return StatusGlyph::Waiting;
    case Status::Queued:
    case Status::Requested:
    case Status::Pending:
        return StatusGlyph::Queued;
    case Status::Unknown:
        break;
    }
    return StatusGlyph::Neutral;
}

QString stateText(const RunState &state)
{
    switch (state.status) {
    case Status::Completed:
        return conclusionText(state);
    case Status::InProgress:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "in progress"));
    case Status::Waiting:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "waiting"));
    case Status::Queued:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "queued"));
    case Status::Requested:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "requested"));
    case Status::Pending:
        return tr(QT_TRANSLATE_NOOP("Runlight::StateText", "pending"));
    case Status::Unknown:
        break;
    }
    return state.statusText.isEmpty() ? tr(QT_TRANSLATE_NOOP("Runlight::StateText", "unknown")) : state.statusText;
}

} // namespace Runlight
