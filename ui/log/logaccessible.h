// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Runlight {

//! Makes every LogView tell screen readers its text, as far as it is on screen. To be called once; more does no harm.
void installLogAccessibility();

} // namespace Runlight
