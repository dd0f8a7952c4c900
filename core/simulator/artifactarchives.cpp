// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/artifactarchives.h"

#include "core/simulator/entities.h"
#include "core/simulator/testreport.h"
#include "core/simulator/zipwriter.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace Runlight::Sim {

namespace {

// Bytes that do not compress, as those of most artifacts.
QByteArray binary(qint64 size, quint32 seed)
{
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    QRandomGenerator(seed).fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(size);
    return bytes;
}

} // namespace

QByteArray ArtifactArchives::zipOf(const Artifact &artifact)
{
    ZipWriter zip(ZipWriter::Method::Store);
    zip.add(QStringLiteral("README.txt"), "Made by Runlight's simulator.\n");
    if (artifact.content != Artifact::Content::Binary) {
        const bool fails = artifact.content == Artifact::Content::FailedTests;
        zip.add(QStringLiteral("junit/parser.xml"), testReport(fails));
        zip.add(QStringLiteral("coverage/summary.txt"), coverageSummary());
        zip.add(QStringLiteral("coverage/lines.png"), coverageImage());
    }
    zip.add(QStringLiteral("bin/") + artifact.name,
            binary(artifact.payload, quint32(artifact.payload + artifact.name.size())));
    return zip.finish();
}

ArtifactArchives::Facts ArtifactArchives::factsOf(const Artifact &artifact)
{
    // No name of an artifact has a line break.
    Facts &facts =
        m_facts[{artifact.name + QLatin1Char('\n') + QString::number(int(artifact.content)), artifact.payload}];
    if (facts.size == 0) {
        const QByteArray zip = zipOf(artifact);
        facts = {zip.size(), QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toHex()};
    }
    return facts;
}

} // namespace Runlight::Sim
