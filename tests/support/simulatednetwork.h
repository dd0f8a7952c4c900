// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/fakenetwork.h"

namespace Runlight {

class Simulator;

//! A network on which \a simulator answers everything, without sockets. It must outlive what is returned.
FakeNetwork::Handler simulatedNetwork(Simulator &simulator);

} // namespace Runlight
