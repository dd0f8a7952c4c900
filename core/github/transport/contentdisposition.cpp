// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/contentdisposition.h"

#include <QRegularExpression>

namespace Runlight {

namespace {

// UTF-8'language'percent%20encoded; other character sets are not sent any more (RFC 8187).
QString extendedName(const QString &value)
{
    const QStringList parts = value.split(QLatin1Char('\''));
    if (parts.size() < 3 || parts.first().compare(QLatin1String("utf-8"), Qt::CaseInsensitive) != 0)
        return {};
    return QString::fromUtf8(QByteArray::fromPercentEncoding(parts.mid(2).join(QLatin1Char('\'')).toUtf8()));
}

QString unescaped(QString quoted)
{
    static const QRegularExpression escape(QStringLiteral("\\\\(.)"));
    return quoted.replace(escape, QStringLiteral("\\1"));
}

} // namespace

QString fileNameOf(const QByteArray &contentDisposition)
{
    static const QRegularExpression parameter(
        QStringLiteral(";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]*))"));
    QString plain;
    QString extended;
    // Servers write UTF-8 where the standard knows Latin-1 only.
    const QString field = QString::fromUtf8(contentDisposition);
    for (auto matches = parameter.globalMatch(field); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString name = match.captured(1).toLower();
        const QString value = match.capturedLength(3) > 0 ? match.captured(3) : unescaped(match.captured(2));
        if (name == QLatin1String("filename*") && extended.isEmpty())
            extended = extendedName(value);
        else if (name == QLatin1String("filename") && plain.isEmpty())
            plain = value;
    }
    return extended.isEmpty() ? plain : extended;
}

} // namespace Runlight
