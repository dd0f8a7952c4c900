// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/patternengines.h"

namespace Runlight {

PcreMatch::PcreMatch(const pcre2_code_8 *code, quint32 limit)
    : m_code(code)
    , m_stack(pcre2_jit_stack_create_8(32'768, 1'048'576, nullptr))
    , m_context(pcre2_match_context_create_8(nullptr))
    , m_data(pcre2_match_data_create_8(1, nullptr))
{
    constexpr quint32 heapKilobytes = 65'536; // Only where there is no compiler for the processor.
    pcre2_set_match_limit_8(m_context.get(), limit);
    pcre2_set_heap_limit_8(m_context.get(), heapKilobytes);
    pcre2_jit_stack_assign_8(m_context.get(), nullptr, m_stack.get());
}

int PcreMatch::find(QByteArrayView utf8, qsizetype at) const
{
    const int result = pcre2_match_8(m_code, reinterpret_cast<PCRE2_SPTR8>(utf8.data()), size_t(utf8.size()),
                                     size_t(at), PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, m_data.get(), m_context.get());
    if (result == PCRE2_ERROR_NOMATCH)
        return 0;
    return result < 0 ? -1 : 1; // 0 is a match with more groups than there is room for.
}

std::pair<qsizetype, qsizetype> PcreMatch::place() const
{
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer_8(m_data.get());
    return {qsizetype(ends[0]), qsizetype(ends[1])};
}

const hs_database_t *LogPattern::Engines::database()
{
    std::call_once(m_once, [this] { m_database = compileDatabase(); });
    return m_database.get();
}

HsDatabase LogPattern::Engines::compileDatabase() const
{
    if (required.size() != 1)
        return {};
    const QByteArray expression = literalExpression(QString::fromLatin1(required.front()));
    hs_database_t *made = nullptr;
    hs_compile_error_t *error = nullptr;
    if (hs_compile(expression.constData(), matchCase ? 0 : HS_FLAG_CASELESS, HS_MODE_BLOCK, nullptr, &made, &error)
        != HS_SUCCESS)
        hs_free_compile_error(error);
    return HsDatabase(made);
}

} // namespace Runlight
