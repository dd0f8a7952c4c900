// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>

namespace Runlight {

//! The context that the room's texts are translated in.
struct ExtractionText
{
    Q_DECLARE_TR_FUNCTIONS(Extraction)
};

} // namespace Runlight
