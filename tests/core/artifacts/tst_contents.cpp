// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/contents.h"
#include "tests/support/await.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Runlight;
using Kind = Preview::Kind;

class TestContents : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::atomic_bool m_isCancelled = false;

    void put(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    static QByteArray wide(const QString &text, bool bigEndian)
    {
        QByteArray bytes;
        for (const QChar c : text) {
            const char low = char(c.unicode() & 0xFF);
            const char high = char(c.unicode() >> 8);
            bytes += bigEndian ? high : low;
            bytes += bigEndian ? low : high;
        }
        return bytes;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_isCancelled = false;
    }

    void kinds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("text");
        const auto none = QString();
        const QString word = QStringLiteral("Grüße <b>x</b>\n");
        QTest::newRow("nothing") << QByteArray() << Kind::Empty << none << none;
        QTest::newRow("ASCII") << QByteArray("a\tb\r\n") << Kind::Text << QStringLiteral("UTF-8")
                               << QStringLiteral("a\tb\r\n");
        QTest::newRow("UTF-8") << word.toUtf8() << Kind::Text << QStringLiteral("UTF-8") << word;
        QTest::newRow("UTF-8 with a mark")
            << "\xEF\xBB\xBF" + word.toUtf8() << Kind::Text << QStringLiteral("UTF-8") << word;
        QTest::newRow("Latin-1") << word.toLatin1() << Kind::Text << QStringLiteral("Latin-1") << word;
        QTest::newRow("UTF-16LE with a mark")
            << "\xFF\xFE" + wide(word, false) << Kind::Text << QStringLiteral("UTF-16LE") << word;
        QTest::newRow("UTF-16BE with a mark")
            << "\xFE\xFF" + wide(word, true) << Kind::Text << QStringLiteral("UTF-16BE") << word;
        QTest::newRow("UTF-16LE") << wide(word, false) << Kind::Text << QStringLiteral("UTF-16LE") << word;
        QTest::newRow("UTF-16BE") << wide(word, true) << Kind::Text << QStringLiteral("UTF-16BE") << word;
        QTest::newRow("colours") << QByteArray("\x1B[31mred\x1B[0m") << Kind::Text << QStringLiteral("UTF-8")
                                 << QStringLiteral("\x1B[31mred\x1B[0m");
        QTest::newRow("SVG is text") << QByteArray("<svg xmlns='x'/>") << Kind::Text << QStringLiteral("UTF-8")
                                     << QStringLiteral("<svg xmlns='x'/>");
        QTest::newRow("zeros") << QByteArray(100, '\0') << Kind::Binary << none << none;
        QTest::newRow("program") << QByteArray("\x7F"
                                               "ELF\x02\x01\x01\0\0\0\0\x05\x00\x11",
                                               14)
                                 << Kind::Binary << none << none;
        QTest::newRow("controls") << QByteArray("ab\x01\x02\x03\x04zz") << Kind::Binary << none << none;
        QTest::newRow("a text that begins with BM")
            << QByteArray("BMW is a maker of cars.") << Kind::Text << QStringLiteral("UTF-8")
            << QStringLiteral("BMW is a maker of cars.");
    }

    void kinds()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Kind, kind);
        QFETCH(QString, encoding);
        QFETCH(QString, text);
        const Preview preview = previewOf(bytes, bytes.size());
        QCOMPARE(preview.kind, kind);
        QCOMPARE(preview.encoding, encoding);
        QCOMPARE(preview.text, text);
        QCOMPARE(preview.fileBytes, bytes.size());
        QVERIFY(!preview.isCut);
    }

    void images_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1A\n....") << QByteArray("png");
        QTest::newRow("JPEG") << QByteArray("\xFF\xD8\xFF\xE0....") << QByteArray("jpeg");
        QTest::newRow("GIF") << QByteArray("GIF89a....") << QByteArray("gif");
        QTest::newRow("WebP") << QByteArray("RIFF\x10\0\0\0WEBPVP8 ", 16) << QByteArray("webp");
        QTest::newRow("BMP") << QByteArray("BM\x10\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0", 20) << QByteArray("bmp");
    }

    void images()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, format);
        const Preview preview = previewOf(bytes, bytes.size());
        QCOMPARE(preview.kind, Kind::Image);
        QCOMPARE(preview.imageFormat, format);
        QCOMPARE(preview.imageBytes, bytes);
        const Preview tooLarge = previewOf(bytes, bytes.size(), {.imageBytes = 5});
        QCOMPARE(tooLarge.kind, Kind::Image);
        QVERIFY(tooLarge.imageBytes.isEmpty());
        QVERIFY(tooLarge.isCut);
    }

    void aCutWithinACharacterIsNone()
    {
        const QByteArray bytes = QStringLiteral("ääää").toUtf8();
        const Preview preview = previewOf(bytes, bytes.size(), {.textBytes = 3});
        QCOMPARE(preview.encoding, QStringLiteral("UTF-8"));
        QCOMPARE(preview.text, QStringLiteral("ä"));
        QVERIFY(preview.isCut);
    }

    void readsOnlyTheBeginning()
    {
        put(QStringLiteral("log.txt"), QByteArray(2 << 20, 'x'));
        ArtifactContents contents(m_folder->path());
        const auto preview =
            await<Preview>([&](QObject *, auto done) { contents.preview(QStringLiteral("log.txt"), std::move(done)); });
        QCOMPARE(preview.text.size(), 512 << 10);
        QCOMPARE(preview.fileBytes, 2 << 20);
        QVERIFY(preview.isCut);
        QCOMPARE(contents.pendingCalls(), 0);
    }

    void anImageIsReadWhole()
    {
        const QByteArray image = "\x89PNG\r\n\x1A\n" + QByteArray(1 << 20, 'i');
        put(QStringLiteral("a.png"), image);
        const Expected<Preview> preview = readPreview(m_folder->path(), QStringLiteral("a.png"));
        QVERIFY(preview);
        QVERIFY(preview->imageBytes == image);
        QVERIFY(!preview->isCut);
        const Expected<Preview> tooLarge =
            readPreview(m_folder->path(), QStringLiteral("a.png"), {.textBytes = 100, .imageBytes = 1000});
        QVERIFY(tooLarge->imageBytes.isEmpty());
        QVERIFY(tooLarge->isCut);
    }

    void nothingOutsideIsRead_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("above") << QStringLiteral("../secret");
        QTest::newRow("linked") << QStringLiteral("link");
        QTest::newRow("linked folder") << QStringLiteral("folder/secret");
        QTest::newRow("missing") << QStringLiteral("nothing");
        QTest::newRow("folder") << QStringLiteral("sub");
    }

    void nothingOutsideIsRead()
    {
        QFETCH(QString, path);
        put(QStringLiteral("secret"), "secret");
        put(QStringLiteral("inside/sub/a"), "a");
        const QString inside = m_folder->filePath(QStringLiteral("inside"));
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("secret")), inside + QStringLiteral("/link")));
        QVERIFY(QFile::link(m_folder->path(), inside + QStringLiteral("/folder")));
        const Expected<Preview> preview = readPreview(inside, path);
        QVERIFY(!preview);
        QCOMPARE(preview.error().kind, ErrorKind::FileUnreadable);
        QVERIFY(preview.error().message.contains(path));
    }

    void listsFolders()
    {
        put(QStringLiteral("b.txt"), "12345");
        put(QStringLiteral("A.txt"), "1");
        put(QStringLiteral("sub/deep/x"), "123");
        put(QStringLiteral("sub/.hidden"), "12");
        QVERIFY(QFile::link(QStringLiteral("/"), m_folder->filePath(QStringLiteral("root"))));
        ArtifactContents contents(m_folder->path());
        const auto tree = await<FileTree>([&](QObject *, auto done) { contents.list(std::move(done)); });
        QStringList paths;
        for (int i = 0; i < tree.nodes.size(); ++i) {
            QVERIFY(tree.nodes.at(i).parent < i);
            paths.append(tree.pathOf(i) + QLatin1Char(' ') + QString::number(tree.nodes.at(i).bytes));
        }
        QCOMPARE(paths.join(QStringLiteral(", ")),
                 QStringLiteral("sub 5, A.txt 1, b.txt 5, root 0, sub/deep 3, sub/.hidden 2, sub/deep/x 3"));
        QCOMPARE(tree.nodes.at(3).kind, FileNode::Kind::Link);
        QCOMPARE(tree.files, 4);
        QCOMPARE(tree.bytes, 11);
        QVERIFY(!tree.isCut);
    }

    void aLongListIsCut()
    {
        for (int i = 0; i < 30; ++i)
            put(QStringLiteral("f%1/x").arg(i), "1");
        const Expected<FileTree> tree = listFolder(m_folder->path(), m_isCancelled, 20);
        QVERIFY(tree);
        QCOMPARE(tree->nodes.size(), 20);
        QVERIFY(tree->isCut);
    }

    void aSingleFile()
    {
        put(QStringLiteral("x.txt"), "hello");
        const QString place = m_folder->filePath(QStringLiteral("x.txt"));
        const Expected<FileTree> tree = listFolder(place, m_isCancelled);
        QVERIFY(tree);
        QCOMPARE(tree->nodes.size(), 1);
        QCOMPARE(tree->pathOf(0), QStringLiteral("x.txt"));
        QCOMPARE(tree->bytes, 5);
        QCOMPARE(readPreview(place, {})->text, QStringLiteral("hello"));
    }

    void whatIsGoneIsSaid()
    {
        const QString place = m_folder->filePath(QStringLiteral("gone"));
        QCOMPARE(listFolder(place, m_isCancelled).error().kind, ErrorKind::FileUnreadable);
        QCOMPARE(readPreview(place, {}).error().kind, ErrorKind::FileUnreadable);
        m_isCancelled = true;
        QCOMPARE(listFolder(m_folder->path(), m_isCancelled).error().kind, ErrorKind::Cancelled);
    }

    void nothingIsAnsweredOnceItIsGone()
    {
        put(QStringLiteral("x.txt"), "hello");
        bool isAnswered = false;
        {
            ArtifactContents contents(m_folder->path());
            contents.list([&](const Expected<FileTree> &) { isAnswered = true; });
            contents.testResults([&](const Expected<TestResults> &) { isAnswered = true; });
            QCOMPARE(contents.pendingCalls(), 2);
        }
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TestContents)
#include "tst_contents.moc"
