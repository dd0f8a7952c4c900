// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/placetexts.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

struct PlaceTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::PlaceTexts)
};

} // namespace

QString placeCountText(const Place &place, int count)
{
    switch (place.kind) {
    case Place::Kind::NeedsYou:
        return PlaceTexts::tr("%Ln need(s) you", nullptr, count);
    case Place::Kind::Failing:
        return PlaceTexts::tr("%Ln failing", nullptr, count);
    case Place::Kind::Running:
        return PlaceTexts::tr("%Ln running", nullptr, count);
    case Place::Kind::Mine:
        return PlaceTexts::tr("%Ln run(s) of yours", nullptr, count);
    case Place::Kind::All:
        return PlaceTexts::tr("%Ln run(s)", nullptr, count);
    case Place::Kind::Repository:
        return PlaceTexts::tr("%Ln run(s) of %1", nullptr, count).arg(place.repository.repository.fullName());
    }
    Q_UNREACHABLE();
}

EmptyText emptyPlaceText(const Place &place)
{
    switch (place.kind) {
    case Place::Kind::NeedsYou:
        return {
            PlaceTexts::tr("Nothing needs you"),
            PlaceTexts::tr("Reviews that you may give, runs of forks that await approval, and failures of runs that "
                           "you started appear here.")};
    case Place::Kind::Failing:
        return {PlaceTexts::tr("Nothing is failing"),
                PlaceTexts::tr("A workflow and branch whose latest run failed in the last 14 days appears here.")};
    case Place::Kind::Running:
        return {PlaceTexts::tr("Nothing is running"),
                PlaceTexts::tr("Runs that are queued, in progress or waiting appear here.")};
    case Place::Kind::Mine:
        return {PlaceTexts::tr("No runs of yours"),
                PlaceTexts::tr("Runs that you caused or started again appear here.")};
    case Place::Kind::All:
        return {PlaceTexts::tr("No runs yet"),
                PlaceTexts::tr("Runs appear here as soon as a workflow of a watched repository has run.")};
    case Place::Kind::Repository:
        return {PlaceTexts::tr("No runs yet"),
                PlaceTexts::tr("Runs appear here as soon as a workflow of %1 has run.")
                    .arg(place.repository.repository.fullName())};
    }
    Q_UNREACHABLE();
}

} // namespace Runlight
