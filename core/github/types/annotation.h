// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QString>

namespace Runlight {

enum class AnnotationLevel { Notice, Warning, Failure, Unknown };

//! GitHub's word ("notice"); empty for Unknown.
QLatin1String annotationLevelWord(AnnotationLevel level);
AnnotationLevel annotationLevelFromWord(QStringView word);

//! What a job said about a line of a file, through its check run.
struct Annotation
{
    JobId jobId; //!< Equals the check run's id.
    AnnotationLevel level = AnnotationLevel::Unknown;
    QString path; //!< ".github" where it belongs to no file.
    int startLine = 0; //!< From 1; 0 where it belongs to no line.
    int endLine = 0;
    QString title;
    QString message;

    friend bool operator==(const Annotation &, const Annotation &) = default;
};

} // namespace Runlight
