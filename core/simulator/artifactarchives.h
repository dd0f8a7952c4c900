// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <utility>

namespace Runlight::Sim {

struct Artifact;

//! The zips behind artifacts. They are made when asked for; what a list says of them is remembered.
class ArtifactArchives
{
public:
    struct Facts
    {
        qint64 size = 0; //!< Bytes of the zip.
        QByteArray sha256; //!< In hexadecimal.
    };

    Facts factsOf(const Artifact &artifact);
    static QByteArray zipOf(const Artifact &artifact);

private:
    QHash<std::pair<QString, qint64>, Facts> m_facts; // The same name, content and payload make the same zip.
};

} // namespace Runlight::Sim
