# SPDX-FileCopyrightText: Runlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by app/run and tests/run: brings a fresh machine to where Runlight builds.

# What building and running take, by Debian's names (Debian 12, Debian 13 and Ubuntu 24.04 share them).
runlight_packages=(
    g++ cmake ninja-build
    qt6-base-dev qt6-svg-dev qt6-websockets-dev qt6-httpserver-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libqt6sql6-sqlite qtkeychain-qt6-dev libexpected-dev libarchive-dev
    libdeflate-dev zlib1g-dev libssl-dev libvectorscan-dev libpcre2-dev libyaml-cpp-dev pkgconf
    fonts-inter fonts-dejavu-core
)

# True on a system whose packages bear these names.
runlight_known_system() {
    local ID='' VERSION_ID=''
    [ -r /etc/os-release ] && . /etc/os-release
    case "$ID:$VERSION_ID" in
        debian:12 | debian:13 | ubuntu:24.04) return 0 ;;
        *) return 1 ;;
    esac
}

# Prints those of the given packages that are not installed.
runlight_missing() {
    comm -23 <(printf '%s\n' "$@" | sort -u) \
        <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^.i *//p' | sort -u)
}

# runlight_install PACKAGE...: installs what is missing of them, saying so first.
runlight_install() {
    if ! runlight_known_system; then
        printf 'Runlight sets itself up on Debian 12, Debian 13 and Ubuntu 24.04 only.\n' >&2
        printf 'On this system, install the equivalents of these packages:\n  %s\n' "$*" >&2
        printf 'then build with: cmake --preset release && cmake --build --preset release\n' >&2
        exit 1
    fi
    local missing as_root=()
    mapfile -t missing < <(runlight_missing "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            printf 'These packages are missing and there is no sudo; install them as root:\n  apt-get install %s\n' \
                "${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    printf 'Installing with apt-get%s: %s\n' "${as_root:+ (through sudo)}" "${missing[*]}" >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" >&2
}

# runlight_build PRESET: configures when there is nothing to build with yet, then builds. Quiet unless it fails.
runlight_build() {
    local log=build/$1/build.log
    mkdir -p "build/$1"
    if [ ! -f "build/$1/build.ninja" ]; then
        printf 'Configuring (%s)…\n' "$1" >&2
        cmake --preset "$1" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    fi
    # What ninja prints on a terminal is its progress line; elsewhere it stays in the log.
    if [ -t 2 ]; then
        cmake --build --preset "$1" >&2 || exit 1
    else
        cmake --build --preset "$1" >"$log" 2>&1 || { tail -n 60 "$log" >&2; exit 1; }
    fi
}
