// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/annotationsmodel.h"

#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

namespace Runlight {

namespace {

bool belongsToFile(const Annotation &annotation)
{
    return !annotation.path.isEmpty() && annotation.path != QLatin1String(".github");
}

QString wholeText(const Annotation &annotation)
{
    QStringList lines{annotation.title, annotation.message, placeText(annotation)};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString placeText(const Annotation &annotation)
{
    if (!belongsToFile(annotation))
        return {};
    if (annotation.startLine <= 0)
        return annotation.path;
    return QStringLiteral("%1:%2").arg(annotation.path).arg(annotation.startLine);
}

AnnotationText textOf(const Annotation &annotation)
{
    if (!annotation.title.isEmpty())
        return {annotation.title, annotation.message};
    const QString message = annotation.message.trimmed();
    const auto end = message.indexOf(QLatin1Char('\n'));
    return end < 0 ? AnnotationText{message, {}} : AnnotationText{message.left(end), message.mid(end + 1)};
}

void AnnotationsModel::setAnnotations(const QList<Annotation> &annotations, const QList<Job> &jobs, const QUrl &blobUrl)
{
    QHash<JobId, QString> names;
    for (const Job &job : jobs)
        names.insert(job.id, job.name);
    const bool namesDiffer = names != m_jobNames;
    m_jobNames = names;
    m_blobUrl = blobUrl;
    setRows(annotations);
    if (namesDiffer)
        allChanged();
}

QVariant AnnotationsModel::cell(const Annotation &annotation, int role) const
{
    const QString job = m_jobNames.value(annotation.jobId);
    switch (role) {
    case Qt::DisplayRole:
        return textOf(annotation).title;
    case MessageRole:
        return textOf(annotation).message;
    case SubtitleRole:
        return job;
    case MonoRole:
        return placeText(annotation);
    case CopyRole:
        return wholeText(annotation);
    case Qt::ToolTipRole:
        return plainToolTip(wholeText(annotation));
    case UrlRole:
        return urlOf(annotation);
    case GlyphRole:
        if (annotation.level == AnnotationLevel::Failure)
            return QVariant::fromValue(StatusGlyph::Failure);
        if (annotation.level == AnnotationLevel::Warning)
            return QVariant::fromValue(StatusGlyph::ActionRequired);
        return {};
    case IconRole:
        return QStringLiteral("info");
    case Qt::AccessibleTextRole:
        break;
    default:
        return {};
    }
    const QString text = textOf(annotation).title;
    if (annotation.level == AnnotationLevel::Failure)
        return tr("Failure in %1: %2").arg(job, text);
    if (annotation.level == AnnotationLevel::Warning)
        return tr("Warning in %1: %2").arg(job, text);
    return tr("Notice in %1: %2").arg(job, text);
}

QUrl AnnotationsModel::urlOf(const Annotation &annotation) const
{
    if (!belongsToFile(annotation) || m_blobUrl.isEmpty())
        return {};
    QUrl url = m_blobUrl;
    url.setPath(url.path() + QLatin1Char('/') + annotation.path, QUrl::DecodedMode);
    if (annotation.startLine > 0)
        url.setFragment(QStringLiteral("L%1").arg(annotation.startLine));
    return url;
}

} // namespace Runlight
