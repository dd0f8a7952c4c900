// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/busguard.h"

#include <atomic>

#ifdef Q_OS_UNIX
#    include <cerrno>
#    include <csignal>
#    include <sys/mman.h>
#    include <unistd.h>
#endif

namespace Runlight {

//! Regions are never freed, only used again: the handler goes through their list at any time, and may take no lock.
struct BusGuard::Region
{
    std::atomic<bool> isUsed = true;
    std::atomic<quintptr> begin = 0;
    std::atomic<quintptr> end = 0; //!< 0: guards nothing.
    std::atomic<bool> wasHit = false;
    Region *next = nullptr;
};

#ifdef Q_OS_UNIX

struct BusGuardHandler
{
    using Region = BusGuard::Region;
    static_assert(std::atomic<quintptr>::is_always_lock_free);

    static inline std::atomic<Region *> regions = nullptr;
    static inline struct sigaction previous = {};
    static inline quintptr pageSize = 4096;

    static bool install()
    {
        pageSize = quintptr(::sysconf(_SC_PAGESIZE));
        struct sigaction action = {};
        action.sa_sigaction = &BusGuardHandler::handle;
        action.sa_flags = SA_SIGINFO;
        ::sigemptyset(&action.sa_mask);
        return ::sigaction(SIGBUS, &action, &previous) == 0;
    }

    static Region *take()
    {
        for (Region *region = regions.load(); region; region = region->next) {
            if (!region->isUsed.exchange(true))
                return region;
        }
        auto *region = new Region;
        region->next = regions.load();
        while (!regions.compare_exchange_weak(region->next, region)) { }
        return region;
    }

    static void handle(int signal, siginfo_t *info, void *context)
    {
        const int error = errno;
        if (!putZeros(quintptr(info->si_addr)))
            passOn(signal, info, context);
        errno = error;
    }

    //! Where the file has ended, all that follows is gone as well: one fault is enough.
    static bool putZeros(quintptr address)
    {
        for (Region *region = regions.load(); region; region = region->next) {
            const quintptr end = region->end.load();
            if (address < region->begin.load() || address >= end)
                continue;
            const quintptr page = address & ~(pageSize - 1);
            region->wasHit = true;
            return ::mmap(reinterpret_cast<void *>(page), end - page, PROT_READ,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
                != MAP_FAILED;
        }
        return false;
    }

    static void passOn(int signal, siginfo_t *info, void *context)
    {
        if (previous.sa_flags & SA_SIGINFO) {
            previous.sa_sigaction(signal, info, context);
        } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
            previous.sa_handler(signal);
        } else {
            // An access is tried again, and fails as if we were not here. What another process sent does not come
            // again.
            ::sigaction(signal, &previous, nullptr);
            if (info->si_code <= 0)
                ::raise(signal);
        }
    }
};

BusGuard::BusGuard(const uchar *data, qint64 size)
{
    static const bool isInstalled = BusGuardHandler::install();
    if (!isInstalled || size <= 0)
        return;
    m_region = BusGuardHandler::take();
    m_region->wasHit = false;
    m_region->begin = quintptr(data);
    m_region->end = quintptr(data) + quintptr(size);
}

BusGuard::~BusGuard()
{
    if (!m_region)
        return;
    m_region->end = 0;
    m_region->isUsed = false;
}

#else

BusGuard::BusGuard(const uchar *, qint64) { }

BusGuard::~BusGuard() = default;

#endif

bool BusGuard::wasHit() const
{
    return m_region && m_region->wasHit;
}

} // namespace Runlight
