// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpmessage.h"
#include "core/simulator/entities.h"

#include <QUrl>

namespace Runlight::Sim {

class RunEngine;
class World;

//! The second origin, where logs and artifacts lie: whoever has a signed URL gets them for a minute, and an
//! `Authorization` header is refused, as the storage behind GitHub does. A part of a thing is to be had by `Range`.
class Blobs
{
public:
    Blobs(World &world, RunEngine &engine);

    void setOrigin(const QUrl &origin) { m_origin = origin; }
    QUrl origin() const { return m_origin; }

    QUrl urlOf(const Job &job) const; //!< Its log.
    QUrl urlOf(const Run &run, const Attempt &attempt) const; //!< The archive of all logs.
    QUrl urlOf(const Artifact &artifact) const;

    HttpReply handle(const HttpRequest &request) const;
    //! Something is wrong with the storage.
    static HttpReply outage(int status);

private:
    QUrl signedUrl(const QString &path) const;
    QByteArray signature(const QString &path, const QString &expiry) const;
    HttpReply download(const QStringList &path) const;
    HttpReply log(qint64 jobId) const;
    HttpReply logs(qint64 runId, int attempt) const;
    HttpReply artifact(qint64 id) const;

    World &m_world;
    RunEngine &m_engine;
    QUrl m_origin;
};

} // namespace Runlight::Sim
