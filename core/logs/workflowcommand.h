// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/loglinekind.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Runlight {

//! Where in the code an annotation belongs. Lines and columns count from 1; 0 where there is none.
struct AnnotationProperties
{
    QString file;
    int line = 0;
    int endLine = 0;
    int column = 0;
    int endColumn = 0;
    QString title;

    friend bool operator==(const AnnotationProperties &, const AnnotationProperties &) = default;
};

//! A workflow command that stands in the log as it was written: "::error file=a.c,line=1::text".
struct WorkflowCommand
{
    LogLineKind kind = LogLineKind::Plain;
    AnnotationProperties properties;
    QByteArray message; //!< On one line: a blank stands for each of its breaks.
};

//! Nothing where \a text does not begin with a command that says something about a line (others, such as
//! "::add-mask::", are plain text).
std::optional<WorkflowCommand> readWorkflowCommand(QByteArrayView text);

} // namespace Runlight
