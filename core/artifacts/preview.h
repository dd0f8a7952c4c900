// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QString>

namespace Runlight {

//! What of a file is shown. Nothing of it is unpacked or copied anywhere.
struct Preview
{
    enum class Kind {
        Empty,
        Text, //!< `text`, plain.
        Image, //!< `imageFormat` and `imageBytes`.
        Binary, //!< Neither.
    };

    Kind kind = Kind::Empty;
    qint64 fileBytes = 0;
    QString text;
    QString encoding; //!< Of the text: "UTF-8", "UTF-16LE", "UTF-16BE" or "Latin-1".
    QByteArray imageFormat; //!< As QImageReader calls it: "png", "jpeg", "gif", "bmp" or "webp". (SVG is text.)
    QByteArray imageBytes; //!< The whole file; empty where it is too large (`isCut`). Data: decode with bounds.
    bool isCut = false; //!< The file has more.

    friend bool operator==(const Preview &, const Preview &) = default;
};

struct PreviewLimits
{
    qint64 textBytes = 512 << 10;
    qint64 imageBytes = 32LL << 20;
};

//! What \a head, the first bytes of a file of \a fileBytes bytes, is. Pure.
Preview previewOf(const QByteArray &head, qint64 fileBytes, const PreviewLimits &limits = {});

//! The file \a path (relative, with '/') in \a folder; an empty \a path: \a folder is the file. Fails with
//! FileUnreadable where it is gone, no plain file, or where it is really outside of \a folder. Blocking: for a worker.
Expected<Preview> readPreview(const QString &folder, const QString &path, const PreviewLimits &limits = {});

} // namespace Runlight
