// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/zipwriter.h"

#include <archive.h>
#include <archive_entry.h>

namespace Runlight::Sim {

ZipWriter::ZipWriter(Method method)
    : m_archive(archive_write_new())
{
    archive_write_set_format_zip(m_archive);
    // Names that are not ASCII are stored as UTF-8 whatever the locale is.
    archive_write_set_options(m_archive,
                              method == Method::Store ? "zip:compression=store,hdrcharset=UTF-8"
                                                      : "zip:compression=deflate,hdrcharset=UTF-8");
    archive_write_set_bytes_in_last_block(m_archive, 1);
    archive_write_open(
        m_archive, &m_bytes, nullptr,
        [](archive *, void *bytes, const void *data, size_t size) -> la_ssize_t {
            static_cast<QByteArray *>(bytes)->append(static_cast<const char *>(data), qsizetype(size));
            return la_ssize_t(size);
        },
        nullptr);
}

ZipWriter::~ZipWriter()
{
    archive_write_free(m_archive);
}

void ZipWriter::add(const QString &name, const QByteArray &data)
{
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, name.toUtf8().constData());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    // A time that never changes keeps the digest of the same content the same.
    archive_entry_set_mtime(entry, 1'767'225'600, 0);
    // No size is set: that makes it a stream.
    archive_write_header(m_archive, entry);
    archive_write_data(m_archive, data.constData(), size_t(data.size()));
    archive_entry_free(entry);
}

QByteArray ZipWriter::finish()
{
    archive_write_close(m_archive);
    return m_bytes;
}

} // namespace Runlight::Sim
