// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/opening.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Runlight;

//! Takes the place of whatever the system would start.
class UrlCatcher : public QObject
{
    Q_OBJECT

public:
    UrlCatcher() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "take"); }
    ~UrlCatcher() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QList<QUrl> urls;

public Q_SLOTS:
    void take(const QUrl &url) { urls.append(url); }
};

class TestOpening : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString put(const QString &name, const QByteArray &content)
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path : QString();
    }

private Q_SLOTS:
    void programsAreKnownByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isProgram");
        for (const char *name : {"setup.exe", "SETUP.EXE", "a.b.Bat", "run.sh", "x.desktop", "App.app", "tool.AppImage",
                                 "evil.exe.", "evil.exe ", "evil.exe. .", "lib/x.dll", "page.hta", "doc.docm", "a.lnk",
                                 "a.jar", "script.py", "in/a.command"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        for (const char *name : {"report.xml", "page.html", "image.png", "exe", "README", "notes.txt", "a.pdf", "a.zip",
                                 "in.exe/notes.txt", ""})
            QTest::newRow(name) << QString::fromLatin1(name) << false;
    }

    void programsAreKnownByName()
    {
        QFETCH(QString, name);
        QFETCH(bool, isProgram);
        QCOMPARE(isProgramName(name), isProgram);
    }

    void programsAreKnownByTheirBeginning()
    {
        QVERIFY(isProgramHead("#!/bin/sh\n"));
        QVERIFY(isProgramHead("MZ\x90"));
        QVERIFY(isProgramHead("\x7f"
                              "ELF\x02"));
        QVERIFY(isProgramHead("\xef\xbb\xbf#!/bin/sh"));
        QVERIFY(isProgramHead("\n\n[Desktop Entry]\nExec=x"));
        QVERIFY(!isProgramHead("# a heading"));
        QVERIFY(!isProgramHead("<?xml"));
        QVERIFY(!isProgramHead({}));
    }

    void whatIsHarmlessIsOpened()
    {
        UrlCatcher catcher;
        const QString path = put(QStringLiteral("place/page #1 %20?.html"), "<html>");
        bool isDone = false;
        openFile(m_dir.filePath(QStringLiteral("place")), QStringLiteral("page #1 %20?.html"), this,
                 [&](const Expected<void> &result) { isDone = result.has_value(); });
        QTRY_VERIFY(isDone);
        QCOMPARE(catcher.urls, QList<QUrl>{QUrl::fromLocalFile(QFileInfo(path).canonicalFilePath())});
    }

    void whatMayRunIsNot_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isExecutable");
        QTest::newRow("by name") << QStringLiteral("a.exe") << QByteArray("nothing") << false;
        QTest::newRow("by content") << QStringLiteral("notes.txt") << QByteArray("#!/bin/sh\nrm") << false;
        QTest::newRow("by its mode") << QStringLiteral("notes2.txt") << QByteArray("text") << true;
    }

    void whatMayRunIsNot()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(bool, isExecutable);
        UrlCatcher catcher;
        const QString path = put(QStringLiteral("place/") + name, content);
        if (isExecutable)
            QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ExeOwner));
        std::optional<Error> error;
        openFile(m_dir.filePath(QStringLiteral("place")), name, this,
                 [&](const Expected<void> &result) { error = result ? Error() : result.error(); });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, ErrorKind::AccessDenied);
        QVERIFY(catcher.urls.isEmpty());
        // Its folder is all that is shown of it.
        bool isShown = false;
        showInFolder(m_dir.filePath(QStringLiteral("place")), name, this,
                     [&](const Expected<void> &result) { isShown = result.has_value(); });
        QTRY_VERIFY(isShown);
        QCOMPARE(catcher.urls.size(), 1);
        QVERIFY(QFileInfo(catcher.urls.first().toLocalFile()).isDir());
    }

    void whatIsElsewhereIsNot()
    {
        put(QStringLiteral("outside.txt"), "secret");
        put(QStringLiteral("place/in.txt"), "in");
        const QString place = m_dir.filePath(QStringLiteral("place"));
        QVERIFY(QFile::link(m_dir.filePath(QStringLiteral("outside.txt")), place + QStringLiteral("/link.txt")));
        for (const char *path : {"../outside.txt", "link.txt", "gone.txt", "/etc/passwd"}) {
            const Expected<QString> found = openablePath(place, QString::fromLatin1(path));
            QVERIFY2(!found, path);
            QCOMPARE(found.error().kind, ErrorKind::FileUnreadable);
        }
        QVERIFY(openablePath(place, QStringLiteral("in.txt")));
        QVERIFY(openablePath(place, {}));
        QVERIFY(!openablePath(m_dir.filePath(QStringLiteral("nowhere")), {}));
    }

    void aFolderThatIsAProgramIsNeverOpened()
    {
        put(QStringLiteral("Evil.app/Contents/x"), "x");
        const QString place = m_dir.filePath(QStringLiteral("Evil.app"));
        QVERIFY(!openablePath(place, {}));
        UrlCatcher catcher;
        bool isShown = false;
        showInFolder(place, QStringLiteral("Contents/x"), this,
                     [&](const Expected<void> &result) { isShown = result.has_value(); });
        QTRY_VERIFY(isShown);
        QVERIFY(!catcher.urls.first().toLocalFile().endsWith(QLatin1String(".app")));
    }
};

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
