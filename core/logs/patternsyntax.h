// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace Runlight {

//! ASCII texts, one of which at least is in whatever the valid \a expression (UTF-8) matches; none where that is not
//! known for sure. Where the case does not count, not even that of ASCII letters does.
QByteArrayList requiredTexts(const QByteArray &expression, bool matchCase);

//! An expression, in UTF-8, that matches \a text and nothing else.
QByteArray literalExpression(const QString &text);

} // namespace Runlight
