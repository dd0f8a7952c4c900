// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/core/archive/unpacked.h"
#include "tests/support/madezip.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

namespace Runlight {

using Files = QMap<QString, QByteArray>;

inline const std::atomic_bool neverCancelled = false;

inline QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(7);
    for (char &c : bytes)
        c = char(generator.generate());
    return bytes;
}

enum class Way {
    File,
    Stream,
    StreamByByte, //!< Of a big archive, in pieces that fit nowhere.
};

inline constexpr std::pair<const char *, Way> ways[] = {
    {"file", Way::File}, {"stream", Way::Stream}, {"stream by byte", Way::StreamByByte}};

//! A place to unpack made archives in, each way.
class ExtractionFixture
{
protected:
    bool begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto staging = StagingFolder::create(m_folder->path());
        if (staging)
            m_staging = *std::move(staging);
        return staging.has_value();
    }

    //! What is beside the folder: nothing, whatever a test did.
    QStringList end()
    {
        m_staging.reset();
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    static void addWays()
    {
        QTest::addColumn<Way>("way");
        for (const auto &[name, way] : ways)
            QTest::newRow(name) << way;
    }

    Expected<Extraction> unpack(const QByteArray &zip, Way way, const ArchiveLimits &limits = {},
                                const std::atomic_bool &cancelled = neverCancelled)
    {
        m_progress = std::make_unique<ExtractionProgress>();
        if (way != Way::File) {
            MadeSource source(zip, way == Way::Stream ? 10'000 : zip.size() < 100'000 ? 1 : 997);
            return extractStream(source, *m_staging, cancelled, *m_progress, limits);
        }
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.zip")));
        if (!file.open(QFile::WriteOnly) || file.write(zip) != zip.size())
            qFatal("No room for the test's archive");
        file.close();
        return extractFile(file.fileName(), *m_staging, cancelled, *m_progress, limits);
    }

    Files files() const { return filesBelow(m_staging->path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StagingFolder> m_staging;
    std::unique_ptr<ExtractionProgress> m_progress;
};

} // namespace Runlight

Q_DECLARE_METATYPE(Runlight::Way)
