// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logpattern.h"
#include "core/logs/patternsyntax.h"

#include <QByteArray>
#include <QByteArrayView>

#define PCRE2_CODE_UNIT_WIDTH 0 // Only functions that bear the width in their name.
#include <hs.h>
#include <pcre2.h>

#include <memory>
#include <mutex>
#include <utility>

namespace Runlight {

//! Lets a C library's own function free what it made.
template <auto function>
struct FreedBy
{
    template <typename T>
    void operator()(T *made) const
    {
        function(made);
    }
};

using PcreCode = std::unique_ptr<pcre2_code_8, FreedBy<pcre2_code_free_8>>;
using PcreData = std::unique_ptr<pcre2_match_data_8, FreedBy<pcre2_match_data_free_8>>;
using PcreContext = std::unique_ptr<pcre2_match_context_8, FreedBy<pcre2_match_context_free_8>>;
using PcreStack = std::unique_ptr<pcre2_jit_stack_8, FreedBy<pcre2_jit_stack_free_8>>;
using HsDatabase = std::unique_ptr<hs_database_t, FreedBy<hs_free_database>>;
using HsScratch = std::unique_ptr<hs_scratch_t, FreedBy<hs_free_scratch>>;

//! The memory of PCRE2 for one thread.
class PcreMatch
{
public:
    //! \a limit bounds the steps of one find().
    PcreMatch(const pcre2_code_8 *code, quint32 limit);

    //! Looks in \a utf8, which must be valid, from \a at on for a match that is not empty: 1 where there is one, 0
    //! where there is none, -1 where telling would take too long.
    int find(QByteArrayView utf8, qsizetype at = 0) const;
    //! Where that match begins and ends.
    std::pair<qsizetype, qsizetype> place() const;

private:
    const pcre2_code_8 *const m_code;
    PcreStack m_stack;
    PcreContext m_context;
    PcreData m_data;
};

struct LogPattern::Engines
{
    PcreCode pcre;
    QByteArrayList required; //!< See requiredTexts().
    bool matchCase = false;
    bool isRequiredAll = false; //!< What has the required text matches.

    //! Finds the required text in bytes. Null where there is none, or one of several. Compiled by whoever asks first;
    //! others wait. Any thread.
    const hs_database_t *database();

private:
    HsDatabase compileDatabase() const;

    std::once_flag m_once;
    HsDatabase m_database;
};

} // namespace Runlight
