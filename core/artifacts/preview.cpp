// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/preview.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>

namespace Runlight {

namespace {

struct PreviewText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::Preview)
};

QByteArray imageFormatOf(QByteArrayView head)
{
    if (head.startsWith("\x89PNG\r\n\x1A\n"))
        return "png";
    if (head.startsWith("\xFF\xD8\xFF"))
        return "jpeg";
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a"))
        return "gif";
    if (head.startsWith("RIFF") && head.size() >= 12 && head.sliced(8, 4) == "WEBP")
        return "webp";
    // "BM" begins many a text: what follows is to be a bitmap's header of one of its lengths.
    if (head.startsWith("BM") && head.size() >= 18 && head.sliced(15, 3) == QByteArrayView("\0\0\0", 3)
        && QByteArrayView("\x0C\x28\x34\x38\x40\x6C\x7C").contains(head[14]))
        return "bmp";
    return {};
}

//! The text that \a bytes are in \a encoding; nothing where they are none. What is cut may end within a character.
std::optional<QString> decoded(QByteArrayView bytes, QStringConverter::Encoding encoding)
{
    QStringDecoder decoder(encoding, QStringConverter::Flag::Default);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

bool isControl(char byte)
{
    const auto code = static_cast<unsigned char>(byte);
    return (code < 0x20 && !QByteArrayView("\t\n\r\f\b\x1B").contains(byte)) || code == 0x7F;
}

// One in a hundred may stray into a log.
bool hasManyControls(QByteArrayView bytes)
{
    return std::count_if(bytes.begin(), bytes.end(), isControl) * 100 > bytes.size();
}

//! UTF-16 that does not say so: every other byte of what is written in Western languages is 0.
std::optional<QStringConverter::Encoding> wideEncodingOf(QByteArrayView bytes)
{
    if (bytes.startsWith("\xFF\xFE"))
        return QStringConverter::Utf16LE;
    if (bytes.startsWith("\xFE\xFF"))
        return QStringConverter::Utf16BE;
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
    const qsizetype pairs = bytes.size() / 2;
    if (zeros[1] * 2 > pairs && zeros[0] == 0)
        return QStringConverter::Utf16LE;
    if (zeros[0] * 2 > pairs && zeros[1] == 0)
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

void readText(Preview &preview, QByteArrayView bytes)
{
    preview.kind = Preview::Kind::Text;
    if (const auto wide = wideEncodingOf(bytes)) {
        if (const std::optional<QString> text = decoded(bytes, *wide)) {
            preview.text = *text;
            preview.encoding = QString::fromLatin1(*wide == QStringConverter::Utf16LE ? "UTF-16LE" : "UTF-16BE");
            return;
        }
    }
    if (bytes.contains('\0') || hasManyControls(bytes)) {
        preview.kind = Preview::Kind::Binary;
        return;
    }
    const std::optional<QString> text = decoded(bytes, QStringConverter::Utf8);
    preview.text = text ? *text : QString::fromLatin1(bytes);
    preview.encoding = QString::fromLatin1(text ? "UTF-8" : "Latin-1");
}

Error unreadable(const QString &path, const QString &reason)
{
    return {.kind = ErrorKind::FileUnreadable, .message = PreviewText::tr("%1 cannot be shown: %2").arg(path, reason)};
}

//! Where \a path in \a folder really is, as long as that is in there.
Expected<QString> insideOf(const QString &folder, const QString &path)
{
    if (path.isEmpty())
        return folder;
    const QString root = QFileInfo(folder).canonicalFilePath();
    const QString real = QFileInfo(folder + QLatin1Char('/') + path).canonicalFilePath();
    if (real.isEmpty() || root.isEmpty())
        return Unexpected(unreadable(path, PreviewText::tr("it is not there any more.")));
    if (!real.startsWith(root + QLatin1Char('/')))
        return Unexpected(unreadable(path, PreviewText::tr("it is not a file of this artifact.")));
    return real;
}

} // namespace

Preview previewOf(const QByteArray &head, qint64 fileBytes, const PreviewLimits &limits)
{
    Preview preview;
    preview.fileBytes = fileBytes;
    if (head.isEmpty())
        return preview;
    preview.imageFormat = imageFormatOf(head);
    if (!preview.imageFormat.isEmpty()) {
        preview.kind = Preview::Kind::Image;
        preview.isCut = fileBytes > std::min<qint64>(head.size(), limits.imageBytes);
        if (!preview.isCut)
            preview.imageBytes = head;
        return preview;
    }
    const QByteArrayView shown = QByteArrayView(head).first(std::min<qint64>(head.size(), limits.textBytes));
    preview.isCut = fileBytes > shown.size();
    readText(preview, shown);
    return preview;
}

Expected<Preview> readPreview(const QString &folder, const QString &path, const PreviewLimits &limits)
{
    const Expected<QString> real = insideOf(folder, path);
    if (!real)
        return Unexpected(real.error());
    const QString shownName = path.isEmpty() ? QFileInfo(folder).fileName() : path;
    QFile file(*real);
    if (!QFileInfo(*real).isFile())
        return Unexpected(unreadable(shownName, PreviewText::tr("it is not there any more, or no file.")));
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(unreadable(shownName, file.errorString()));
    QByteArray head = file.read(limits.textBytes);
    if (!imageFormatOf(head).isEmpty() && file.size() <= limits.imageBytes)
        head += file.read(limits.imageBytes - head.size());
    if (head.isEmpty() && file.error() != QFileDevice::NoError)
        return Unexpected(unreadable(shownName, file.errorString()));
    return previewOf(head, file.size(), limits);
}

} // namespace Runlight
