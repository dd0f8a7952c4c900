// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/scenario.h"

namespace Runlight::Sim {

//! The YAML that \a workflow would be written in.
QByteArray workflowFile(const Scenario::Workflow &workflow);

} // namespace Runlight::Sim
