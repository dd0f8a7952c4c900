// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/annotation.h"
#include "core/github/types/job.h"
#include "ui/theme/rowsmodel.h"

#include <QCoreApplication>
#include <QHash>
#include <QUrl>

namespace Runlight {

//! "src/parser.cpp:211"; empty where the annotation belongs to no file.
QString placeText(const Annotation &annotation);

//! What an annotation says first and then: its title and message, or its message's first line and the rest.
struct AnnotationText
{
    QString title;
    QString message;
};

AnnotationText textOf(const Annotation &annotation);

class AnnotationsModel final : public RowsModel<Annotation>
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::AnnotationsModel)

public:
    using RowsModel::RowsModel;

    //! \a blobUrl is where the commit's files are shown, without a slash at its end.
    void setAnnotations(const QList<Annotation> &annotations, const QList<Job> &jobs, const QUrl &blobUrl);

protected:
    bool isSame(const Annotation &a, const Annotation &b) const override { return a == b; }
    QVariant cell(const Annotation &annotation, int role) const override;

private:
    QUrl urlOf(const Annotation &annotation) const;

    QHash<JobId, QString> m_jobNames;
    QUrl m_blobUrl;
};

} // namespace Runlight
