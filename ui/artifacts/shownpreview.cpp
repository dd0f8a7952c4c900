// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/shownpreview.h"

#include "ui/artifacts/opening.h"
#include "ui/artifacts/transfertexts.h"
#include "ui/theme/plaintext.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

namespace Runlight {

namespace {

struct PreviewTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::Preview)
};

void showImage(const Preview &preview, const ShownLimits &limits, ShownPreview &shown)
{
    if (preview.imageBytes.isEmpty()) {
        shown.text =
            PreviewTexts::tr("This image of %1 is too large to be shown here.").arg(bytesText(preview.fileBytes));
        return;
    }
    QBuffer buffer;
    buffer.setData(preview.imageBytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, preview.imageFormat);
    reader.setDecideFormatFromContent(false);
    const QSize size = reader.size();
    // Asked before anything is decoded: a few bytes may claim a size that takes all memory.
    if (size.isEmpty() || qint64(size.width()) * size.height() > limits.pixels) {
        shown.text = size.isEmpty() ? PreviewTexts::tr("This image cannot be read; it may be damaged.")
                                    : PreviewTexts::tr("This image of %1 × %2 pixels is too large to be shown here.")
                                          .arg(size.width())
                                          .arg(size.height());
        return;
    }
    if (size.width() > limits.side || size.height() > limits.side)
        reader.setScaledSize(size.scaled(limits.side, limits.side, Qt::KeepAspectRatio).expandedTo({1, 1}));
    if (!reader.read(&shown.image)) {
        shown.text = PreviewTexts::tr("This image cannot be read; it may be damaged.");
        return;
    }
    shown.note = PreviewTexts::tr("%1 × %2 pixels").arg(size.width()).arg(size.height());
}

} // namespace

QString shownText(const QString &text, int lineLength)
{
    QString spaced = text;
    spaced.replace(QLatin1Char('\t'), QLatin1String("    ")); // a control character that means something
    const QString harmless = harmlessText(spaced);
    QString result;
    result.reserve(harmless.size());
    qsizetype length = 0;
    for (const QChar c : harmless) {
        length = c == QLatin1Char('\n') ? 0 : length + 1;
        if (length > lineLength && !c.isLowSurrogate()) {
            result += QLatin1Char('\n');
            length = 1;
        }
        result += c;
    }
    return result;
}

Expected<ShownPreview> loadShownPreview(const QString &place, const QString &path, const ShownLimits &limits)
{
    const Expected<Preview> preview = readPreview(place, path, limits.file);
    if (!preview)
        return tl::unexpected(preview.error());
    ShownPreview shown;
    shown.kind = preview->kind;
    shown.canOpen = openablePath(place, path).has_value();
    switch (preview->kind) {
    case Preview::Kind::Text:
        shown.text = shownText(preview->text, limits.lineLength);
        if (preview->isCut)
            shown.note = PreviewTexts::tr("The beginning of %1").arg(bytesText(preview->fileBytes));
        break;
    case Preview::Kind::Image:
        showImage(*preview, limits, shown);
        break;
    case Preview::Kind::Binary:
        shown.text = PreviewTexts::tr("This file of %1 is binary: there is nothing to read in it.")
                         .arg(bytesText(preview->fileBytes));
        break;
    case Preview::Kind::Empty:
        shown.text = PreviewTexts::tr("This file is empty.");
        break;
    }
    return shown;
}

} // namespace Runlight
