// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/preview.h"

#include <QImage>

namespace Runlight {

//! A file as it is shown: text that can do no harm, or an image that was decoded within bounds.
struct ShownPreview
{
    Preview::Kind kind = Preview::Kind::Empty;
    QString text; //!< Of Text; else a translated sentence that says what the file is, or why it is not shown.
    QImage image; //!< Of Image, where it could be decoded.
    QString note; //!< Translated: what one should know of what is shown; mostly empty.
    bool canOpen = false; //!< It is not a program.
};

struct ShownLimits
{
    PreviewLimits file{256 << 10, 32LL << 20};
    qint64 pixels = 40'000'000; //!< A larger image is not decoded.
    int side = 2048; //!< Pixels; what is larger is made smaller.
    int lineLength = 2000; //!< Characters; longer lines go on in the next.
};

//! \a preview's text without what turns directions or controls terminals, in lines that can be laid out at once.
QString shownText(const QString &text, int lineLength);

//! The file \a path in \a place, as readPreview() has them. Fails as that does. Blocking: for a worker.
Expected<ShownPreview> loadShownPreview(const QString &place, const QString &path, const ShownLimits &limits = {});

} // namespace Runlight
