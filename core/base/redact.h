// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

namespace Runlight {

//! \a text with everything that could be a credential replaced by "***": GitHub's token forms (`ghp_`, `github_pat_`,
//! `gho_`, `ghu_`, `ghs_`, `ghr_`), JSON Web Tokens, `Authorization` header values and the query of signed URLs.
//! Whatever leaves the process or reaches a log passes through here.
QString redact(QStringView text);

} // namespace Runlight
