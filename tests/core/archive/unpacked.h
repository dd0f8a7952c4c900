// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/bytequeue.h"
#include "core/archive/extraction.h"
#include "core/archive/stagingfolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>

namespace Runlight {

//! Bytes that are there from the beginning, handed out in pieces.
class MadeSource : public ByteSource
{
public:
    MadeSource(const QByteArray &bytes, qsizetype pieceBytes)
        : m_bytes(bytes)
        , m_pieceBytes(pieceBytes)
    { }

    Expected<QByteArray> next() override
    {
        const QByteArray piece = m_bytes.mid(m_at, m_pieceBytes);
        m_at += piece.size();
        return piece;
    }

private:
    const QByteArray m_bytes;
    const qsizetype m_pieceBytes;
    qsizetype m_at = 0;
};

//! Each file below \a folder with its content; folders end with '/' and have none. Links and the like are "!".
inline QMap<QString, QByteArray> filesBelow(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator each(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        const QString name = path.sliced(folder.size() + 1);
        const QFileInfo info(path);
        QFile file(path);
        if (info.isDir() && !info.isSymLink())
            files.insert(name + QLatin1Char('/'), {});
        else
            files.insert(name, info.isFile() && !info.isSymLink() && file.open(QFile::ReadOnly) ? file.readAll() : "!");
    }
    return files;
}

} // namespace Runlight
