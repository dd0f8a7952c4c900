// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/sha256.h"

#include <openssl/evp.h>

namespace Runlight {

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
    , m_isGood(m_context && EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr) == 1)
{ }

Sha256::~Sha256()
{
    EVP_MD_CTX_free(m_context);
}

void Sha256::add(QByteArrayView bytes)
{
    m_isGood = m_isGood && EVP_DigestUpdate(m_context, bytes.data(), size_t(bytes.size())) == 1;
}

QByteArray Sha256::result() const
{
    // Ending it ends a copy, so that more may be added.
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> copy(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    const bool isEnded = m_isGood && copy && EVP_MD_CTX_copy_ex(copy.get(), m_context) == 1
        && EVP_DigestFinal_ex(copy.get(), reinterpret_cast<unsigned char *>(digest.data()), &size) == 1;
    return isEnded ? digest.left(size) : QByteArray();
}

} // namespace Runlight
