// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

struct archive;

namespace Runlight::Sim {

//! A zip in memory, written as a stream like GitHub's: sizes stand after the data, not before.
class ZipWriter
{
public:
    enum class Method { Deflate, Store };

    explicit ZipWriter(Method method);
    ~ZipWriter();
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;

    void add(const QString &name, const QByteArray &data);
    //! The whole zip. Nothing can be added after it.
    QByteArray finish();

private:
    archive *m_archive;
    QByteArray m_bytes;
};

} // namespace Runlight::Sim
