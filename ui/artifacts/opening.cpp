// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/opening.h"

#include "core/artifacts/workercall.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace Runlight {

namespace {

struct OpeningTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::Opening)
};

//! Windows', those of Unix desktops and of macOS, interpreters', packages', and what only points at something else.
const QSet<QString> &programEndings()
{
    static const QSet<QString> endings = [] {
        const QString all = QStringLiteral(
            "exe com bat cmd msi msp msix appx msixbundle appxbundle scr pif cpl hta vb vbs vbe js jse mjs cjs ws wsf "
            "wsh wsc sct ps1 ps1xml ps2 psc1 psm1 psd1 lnk url scf inf reg chm hlp jnlp jar application gadget "
            "settingcontent-ms "
            "library-ms search-ms msc xll xlam docm dotm xlsm xltm pptm potm ppsm iqy slk sh bash zsh fish csh ksh run "
            "bin "
            "elf out so dylib dll sys o ko desktop service appimage flatpak flatpakref flatpakrepo snap deb rpm apk "
            "aab ipa "
            "app command tool workflow action scpt scptd applescript terminal webloc inetloc fileloc pkg mpkg dmg iso "
            "img "
            "vhd vhdx bundle plugin framework kext prefpane qlgenerator saver wdgt xpc py pyc pyw pyz pyzw pl pm rb "
            "php lua tcl "
            "awk nix class wasm crx xpi");
        const QStringList list = all.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        return QSet<QString>(list.begin(), list.end());
    }();
    return endings;
}

Error notOpened(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

//! Where \a path in \a place really is. What leads out of \a place is nowhere.
Expected<QFileInfo> found(const QString &place, const QString &path)
{
    const QString root = QFileInfo(place).canonicalFilePath();
    const QString real = path.isEmpty() ? root : QFileInfo(QDir(place).filePath(path)).canonicalFilePath();
    if (root.isEmpty() || real.isEmpty())
        return tl::unexpected(
            notOpened(ErrorKind::FileUnreadable, OpeningTexts::tr("It is no longer where it was put.")));
    if (real != root && !real.startsWith(root + QLatin1Char('/')))
        return tl::unexpected(
            notOpened(ErrorKind::FileUnreadable, OpeningTexts::tr("It leads out of the artifact's folder.")));
    return QFileInfo(real);
}

void openLater(std::function<Expected<QString>()> look, QObject *context,
               std::function<void(const Expected<void> &)> done)
{
    callOnWorker<Expected<QString>>(
        *QThreadPool::globalInstance(), context, std::move(look),
        [done = std::move(done)](const Expected<QString> &path) {
            if (!path)
                return done(tl::unexpected(path.error()));
            if (QDesktopServices::openUrl(QUrl::fromLocalFile(*path)))
                return done({});
            done(tl::unexpected(
                notOpened(ErrorKind::FileUnreadable, OpeningTexts::tr("No program of this system opens it."))));
        });
}

} // namespace

bool isProgramName(const QString &name)
{
    QString last = name.section(QLatin1Char('/'), -1);
    // Windows leaves these out where it looks for what to do with a file.
    while (last.endsWith(QLatin1Char('.')) || last.endsWith(QLatin1Char(' ')))
        last.chop(1);
    const qsizetype dot = last.lastIndexOf(QLatin1Char('.'));
    return dot >= 0 && programEndings().contains(last.mid(dot + 1).toLower());
}

bool isProgramHead(const QByteArray &head)
{
    static constexpr QByteArrayView marks[] = {"#!",
                                               "MZ",
                                               "\x7f"
                                               "ELF",
                                               "\xfe\xed\xfa\xce",
                                               "\xfe\xed\xfa\xcf",
                                               "\xce\xfa\xed\xfe",
                                               "\xcf\xfa\xed\xfe",
                                               "\xca\xfe\xba\xbe",
                                               "[Desktop Entry]"};
    const QByteArray text = head.startsWith("\xef\xbb\xbf") ? head.mid(3) : head;
    const auto begins = [&text](QByteArrayView mark) {
        return text.trimmed().startsWith(mark);
    };
    return std::any_of(std::begin(marks), std::end(marks), begins);
}

Expected<QString> openablePath(const QString &place, const QString &path)
{
    const Expected<QFileInfo> info = found(place, path);
    if (!info)
        return tl::unexpected(info.error());
    const auto refused = [] {
        return tl::unexpected(notOpened(
            ErrorKind::AccessDenied,
            OpeningTexts::tr("It may be a program, which is never started from here. Look at it in its folder.")));
    };
    if (isProgramName(info->fileName()))
        return refused();
    if (info->isDir())
        return info->filePath();
    QFile file(info->filePath());
    if (!info->isFile() || !file.open(QIODevice::ReadOnly))
        return tl::unexpected(notOpened(ErrorKind::FileUnreadable,
                                        OpeningTexts::tr("The file cannot be read: %1").arg(file.errorString())));
    if (info->isExecutable() || isProgramHead(file.read(1024)))
        return refused();
    return info->filePath();
}

void openFile(const QString &place, const QString &path, QObject *context,
              std::function<void(const Expected<void> &)> done)
{
    openLater([place, path] { return openablePath(place, path); }, context, std::move(done));
}

void showInFolder(const QString &place, const QString &path, QObject *context,
                  std::function<void(const Expected<void> &)> done)
{
    openLater(
        [place, path]() -> Expected<QString> {
            const Expected<QFileInfo> info = found(place, path);
            if (!info)
                return tl::unexpected(info.error());
            // A folder that the system takes for a program is shown from further outside.
            QString folder = info->path();
            while (isProgramName(folder) && QFileInfo(folder).path() != folder)
                folder = QFileInfo(folder).path();
            return folder;
        },
        context, std::move(done));
}

} // namespace Runlight
