// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/annotation.h"

namespace Runlight {

QLatin1String annotationLevelWord(AnnotationLevel level)
{
    switch (level) {
    case AnnotationLevel::Notice:
        return QLatin1String("notice");
    case AnnotationLevel::Warning:
        return QLatin1String("warning");
    case AnnotationLevel::Failure:
        return QLatin1String("failure");
    case AnnotationLevel::Unknown:
        break;
    }
    return {};
}

AnnotationLevel annotationLevelFromWord(QStringView word)
{
    for (const AnnotationLevel level : {AnnotationLevel::Notice, AnnotationLevel::Warning, AnnotationLevel::Failure}) {
        if (word == annotationLevelWord(level))
            return level;
    }
    return AnnotationLevel::Unknown;
}

} // namespace Runlight
