// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/filetreemodel.h"
#include "ui/artifacts/shownpreview.h"
#include "ui/artifacts/testsmodel.h"
#include "ui/artifacts/testsview.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QTreeView>
#include <QUrl>

using namespace Runlight;

namespace {

const QString hostile = QStringLiteral("<b>x</b>\u202Egpj.exe\n\x1b[31m");

FileTree sampleTree()
{
    FileTree tree;
    tree.nodes = {{QStringLiteral("bin"), FileNode::Kind::Folder, -1, 10},
                  {QStringLiteral("app"), FileNode::Kind::File, 0, 10},
                  {hostile, FileNode::Kind::File, -1, 2048},
                  {QStringLiteral("way"), FileNode::Kind::Link, -1, 0}};
    tree.files = 2;
    tree.bytes = 2058;
    return tree;
}

TestCase test(TestCase::Outcome outcome, const QString &name, const QString &text = {})
{
    TestCase result;
    result.outcome = outcome;
    result.name = name;
    result.suite = QStringLiteral("Parser");
    result.seconds = 0.0042;
    result.text = text;
    result.file = QStringLiteral("junit/parser.xml");
    return result;
}

TestResults sampleResults()
{
    TestResults results;
    results.cases = {
        test(TestCase::Outcome::Failed, QStringLiteral("NestedGroups"), QStringLiteral("Expected 64\n\tgot 65")),
        test(TestCase::Outcome::Skipped, QStringLiteral("Network")),
        test(TestCase::Outcome::Passed, QStringLiteral("Empty"))};
    results.failed = results.skipped = results.passed = 1;
    results.files = {QStringLiteral("junit/parser.xml")};
    return results;
}

QByteArray imageBytes(const QSize &size, const char *format = "png")
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data();
}

} // namespace

//! What is in an artifact that has come.
class TestContentsModels : public QObject
{
    Q_OBJECT

    using Mode = QAbstractItemModelTester::FailureReportingMode;

    Theme m_theme{Theme::Scheme::Light};
    QTemporaryDir m_dir;
    QTranslator m_english;

    ShownPreview preview(const QByteArray &content, const ShownLimits &limits = {},
                         const QString &name = QStringLiteral("file"))
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        file.close();
        return loadShownPreview(m_dir.path(), name, limits).value_or(ShownPreview());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_theme.install();
        QVERIFY(m_english.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_english);
    }

    void filesAreATree()
    {
        FileTreeModel model(m_theme);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setTree(sampleTree(), QStringLiteral("/tmp/place"), true);
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex bin = model.index(0, 0);
        QCOMPARE(model.rowCount(bin), 1);
        const QModelIndex app = model.index(0, 0, bin);
        QCOMPARE(model.pathOf(app), QStringLiteral("bin/app"));
        QVERIFY(model.isFile(app) && !model.isFile(bin) && !model.isFile(model.index(2, 0)));
        QCOMPARE(model.index(1, FileTreeModel::Size).data().toString(), QStringLiteral("2.0 kB"));
        model.setTree({}, {}, true);
        QCOMPARE(model.rowCount(), 0);
    }

    void namesAreData()
    {
        FileTreeModel model(m_theme);
        model.setTree(sampleTree(), QStringLiteral("/tmp/place"), true);
        const QString shown = model.index(1, 0).data().toString();
        QVERIFY(!shown.contains(QChar(0x202E)) && !shown.contains(QLatin1Char('\n')) && !shown.contains(QChar(0x1b)));
        QVERIFY(shown.startsWith(QLatin1String("<b>x</b>")));
        QVERIFY(!model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QLatin1String("<b>")));
    }

    void filesCanBeDraggedAway()
    {
        FileTreeModel model(m_theme);
        model.setTree(sampleTree(), QStringLiteral("/tmp/a #place"), true);
        const QModelIndex app = model.index(0, 0, model.index(0, 0));
        QVERIFY(model.flags(app).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!model.flags(model.index(2, 0)).testFlag(Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> data(model.mimeData({app}));
        QCOMPARE(data->urls(), QList<QUrl>{QUrl::fromLocalFile(QStringLiteral("/tmp/a #place/bin/app"))});
        QVERIFY(!model.mimeData({model.index(2, 0)}));
        FileTree one;
        one.nodes = {{QStringLiteral("app"), FileNode::Kind::File, -1, 1}};
        model.setTree(one, QStringLiteral("/tmp/app"), false);
        QCOMPARE(model.pathOf(model.index(0, 0)), QString());
        const std::unique_ptr<QMimeData> single(model.mimeData({model.index(0, 0)}));
        QCOMPARE(single->urls(), QList<QUrl>{QUrl::fromLocalFile(QStringLiteral("/tmp/app"))});
    }

    void textIsShownAsItIs()
    {
        const ShownPreview shown = preview("a\tb\r\n<b>\xe2\x80\xae"
                                           "c\x1b[31m\n");
        QCOMPARE(shown.kind, Preview::Kind::Text);
        QCOMPARE(shown.text, QStringLiteral("a    b\n<b>c [31m\n"));
        QVERIFY(shown.canOpen);
        QVERIFY(!preview("#!/bin/sh\n").canOpen);
        QVERIFY(!preview("text", {}, QStringLiteral("a.bat")).canOpen);
    }

    void longLinesAndFilesAreCut()
    {
        ShownLimits limits;
        limits.lineLength = 10;
        limits.file.textBytes = 100;
        const ShownPreview shown = preview(QByteArray(1000, 'x'), limits);
        QCOMPARE(shown.text.size(), 100 + 9);
        QVERIFY(!shown.note.isEmpty());
        const QString pairs = shownText(QString::fromUtf8("😀😀😀"), 3);
        QCOMPARE(QString(pairs).remove(QLatin1Char('\n')), QString::fromUtf8("😀😀😀"));
        QVERIFY(pairs.isValidUtf16());
    }

    void imagesAreDecodedWithinBounds()
    {
        const ShownPreview shown = preview(imageBytes({300, 200}));
        QCOMPARE(shown.image.size(), QSize(300, 200));
        QCOMPARE(shown.note, QStringLiteral("300 × 200 pixels"));
        ShownLimits limits;
        limits.side = 30;
        QCOMPARE(preview(imageBytes({300, 200}), limits).image.size(), QSize(30, 20));
        limits.pixels = 1000;
        const ShownPreview large = preview(imageBytes({300, 200}), limits);
        QVERIFY(large.image.isNull());
        QVERIFY(large.text.contains(QStringLiteral("300 × 200")));
        limits.file.imageBytes = 10;
        QVERIFY(preview(imageBytes({300, 200}), limits).text.contains(QLatin1String("too large")));
    }

    void brokenImagesSaySo()
    {
        QByteArray bytes = imageBytes({300, 200});
        QVERIFY(preview(bytes.left(20)).image.isNull());
        QVERIFY(!preview(bytes.left(20)).text.isEmpty());
        // Claims 65535 pixels each way, in a few bytes.
        QByteArray bomb = bytes;
        bomb.replace(16, 8, QByteArray("\x00\x00\xff\xff\x00\x00\xff\xff", 8));
        const ShownPreview shown = preview(bomb);
        QVERIFY(shown.image.isNull());
        QVERIFY(!shown.text.isEmpty());
    }

    void otherFilesSayWhatTheyAre()
    {
        QVERIFY(preview(QByteArray("\0\1\2\3\xff", 5)).text.contains(QLatin1String("binary")));
        QVERIFY(preview({}).text.contains(QLatin1String("empty")));
        QVERIFY(!loadShownPreview(m_dir.path(), QStringLiteral("gone")));
        QVERIFY(!loadShownPreview(m_dir.path(), QStringLiteral("../x")));
    }

    void testsAreATable()
    {
        TestsModel model(m_theme);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setResults(sampleResults());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, TestsModel::Name).data().toString(), QStringLiteral("NestedGroups"));
        QCOMPARE(model.index(0, TestsModel::Suite).data().toString(), QStringLiteral("Parser"));
        QCOMPARE(model.index(0, TestsModel::Time).data().toString(), QStringLiteral("4 ms"));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("NestedGroups, failed"));
        model.setShown({2});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.testAt(model.index(0, 0)).name, QStringLiteral("Empty"));
        model.setResults({});
        QCOMPARE(model.rowCount(), 0);
    }

    void testsAreFound()
    {
        const TestResults results = sampleResults();
        QCOMPARE(matchingTests(results, {}), (QList<int>{0, 1, 2}));
        QCOMPARE(matchingTests(results, QStringLiteral("nested")), QList<int>{0});
        QCOMPARE(matchingTests(results, QStringLiteral("GOT 65")), QList<int>{0});
        QCOMPARE(matchingTests(results, QStringLiteral("parser")), (QList<int>{0, 1, 2}));
        QVERIFY(matchingTests(results, QStringLiteral("nothing like it")).isEmpty());
    }

    void countsAreWords()
    {
        TestResults results = sampleResults();
        QCOMPARE(countsText(results), QStringLiteral("1 failed · 1 skipped · 1 passed"));
        results.errors = 2;
        QCOMPARE(countsText(results), QStringLiteral("1 failed · 2 errors · 1 skipped · 1 passed"));
        QCOMPARE(countsText({}), QStringLiteral("0 passed"));
    }

    void theTestsAreReadByKeyboard()
    {
        TestsView view(m_theme);
        view.resize(500, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.setResults(sampleResults());
        auto *table = view.findChild<QTreeView *>();
        auto *text = view.findChild<QPlainTextEdit *>();
        auto *filter = view.findChild<QLineEdit *>();
        view.setFocus();
        QVERIFY(table->hasFocus());
        QCOMPARE(table->currentIndex().row(), 0);
        QVERIFY2(text->toPlainText().contains(QLatin1String("Expected 64\n    got 65")),
                 qUtf8Printable(text->toPlainText()));
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(text->hasFocus());
        QVERIFY(view.goBack());
        QVERIFY(table->hasFocus());
        QVERIFY(!view.goBack());
        QTest::keyClick(table, Qt::Key_Slash);
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("empty"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(text->toPlainText().contains(QLatin1String("Empty: passed")));
        QTest::keyClicks(filter, QStringLiteral("!"));
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QVERIFY(text->toPlainText().isEmpty());
        QVERIFY(view.goBack());
        QTRY_COMPARE(table->model()->rowCount(), 3);
    }

    void aReportThatIsNotWholeSaysSo()
    {
        TestsView view(m_theme);
        TestResults results = sampleResults();
        results.problems = {QStringLiteral("<img src=x>broken.xml: no end")};
        view.setResults(results);
        const auto *counts = view.findChild<QLabel *>();
        QVERIFY(counts->text().contains(QLatin1String("not all could be read")));
        QVERIFY(counts->toolTip().contains(QLatin1String("&lt;img")));
    }
};

QTEST_MAIN(TestContentsModels)
#include "tst_contentsmodels.moc"
