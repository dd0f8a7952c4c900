// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <memory>

struct evp_md_ctx_st;

namespace Runlight {

//! The SHA-256 of bytes as they come, at the speed of the processor's own instructions for it, which Qt's lacks: a
//! download would wait for its checksum.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Q_DISABLE_COPY_MOVE(Sha256)

    void add(QByteArrayView bytes);
    //! Of all bytes so far. Empty where the system's cryptography does not work, so that it equals no checksum.
    QByteArray result() const;

private:
    evp_md_ctx_st *const m_context;
    bool m_isGood = false;
};

} // namespace Runlight
