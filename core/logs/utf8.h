// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace Runlight {

//! Takes one code point off the front of \a bytes, which are not empty. Where they are not valid UTF-8, U+FFFD for as
//! many bytes as could have begun a character (the Unicode Standard's "maximal subpart"): the byte that broke it is
//! left, since it may be a letter or an escape.
char32_t takeUtf8(QByteArrayView &bytes);

} // namespace Runlight
