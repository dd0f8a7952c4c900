// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/artifacts/downloadsbench.h"
#include "ui/artifacts/artifactsmodel.h"
#include "ui/artifacts/artifactspane.h"
#include "ui/artifacts/contentsview.h"
#include "ui/artifacts/transferdelegate.h"
#include "ui/artifacts/transferlist.h"
#include "ui/artifacts/transfernotice.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

using namespace Runlight;
using State = Transfer::State;
using Action = TransferAction;

namespace {

const QByteArray report = "<testsuites><testsuite name=\"Parser\"><testcase name=\"Empty\"/><testcase name=\"Nested\">"
                          "<failure message=\"deep\">Expected 64\ngot 65</failure></testcase></testsuite></testsuites>";

QByteArray reportZip()
{
    return madeZip({{.name = "junit/parser.xml", .content = report}, {.name = "notes.txt", .content = "Hello\n"}});
}

} // namespace

//! The artifacts of a run over a network that a function answers.
class TestArtifactsPane : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};
    QTranslator m_english;
    std::unique_ptr<DownloadsBench> m_bench;
    std::unique_ptr<QTemporaryDir> m_settingsDir;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ArtifactsPane> m_pane;
    QList<Artifact> m_artifacts;

    void open(const Downloads::Limits &limits = {})
    {
        m_pane.reset();
        m_artifacts.clear();
        m_bench = std::make_unique<DownloadsBench>(limits);
        m_settingsDir = std::make_unique<QTemporaryDir>();
        m_settings =
            std::make_unique<QSettings>(m_settingsDir->filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        m_settings->setValue(QStringLiteral("downloads/folder"), m_bench->target.path());
        m_pane = std::make_unique<ArtifactsPane>(*m_bench->downloads, m_theme);
        m_pane->setSettings(m_settings.get());
        m_pane->resize(600, 600);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    }

    Artifact put(qint64 id, const QByteArray &bytes, const QString &name = QStringLiteral("reports"))
    {
        Artifact artifact = m_bench->put(id, bytes, name).artifact;
        artifact.createdAt = m_bench->clock.now().addSecs(-120);
        m_artifacts.append(artifact);
        show();
        return artifact;
    }
    void show()
    {
        m_pane->setNow(m_bench->clock.now());
        m_pane->setArtifacts({m_bench->account.id, {QStringLiteral("acme"), QStringLiteral("api")}}, RunId{7},
                             m_artifacts);
    }

    TransferList *list() const { return m_pane->findChild<TransferList *>(); }
    QModelIndex row(int number) const { return list()->model()->index(number, 0); }
    TransferNotice *notice() const { return m_pane->findChild<TransferNotice *>(); }
    ContentsView *contents() const { return m_pane->findChild<ContentsView *>(); }
    QList<int> actions(int number) const { return row(number).data(ActionsRole).value<QList<int>>(); }
    bool offers(int number, Action action) const { return actions(number).contains(int(action)); }
    QString state(int number) const { return row(number).data(StateTextRole).toString(); }
    QPushButton *button(const QString &text) const
    {
        for (auto *each : m_pane->findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
    std::optional<Transfer> latest(qint64 id) const
    {
        return m_bench->downloads->latest(m_bench->account.id, ArtifactId{id});
    }
    bool reaches(qint64 id, State wanted)
    {
        return m_bench->until([&] { return latest(id) && latest(id)->state == wanted; });
    }
    //! Presses the row's button for \a action with the mouse.
    bool press(int number, Action action, int times = 1)
    {
        const QRect rect = list()->visualRect(row(number));
        const auto *delegate = qobject_cast<TransferDelegate *>(list()->itemDelegate());
        for (int x = rect.right(); x > rect.left(); x -= 4) {
            const QPoint point(x, rect.top() + 16);
            if (delegate->buttonAt(point, rect, row(number)) != action)
                continue;
            QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, point);
            if (times > 1)
                QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, point);
            return true;
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_theme.install();
        QVERIFY(m_english.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_english);
    }
    void init() { open(); }
    void cleanup()
    {
        m_pane.reset();
        m_bench.reset();
    }

    void nothingIsSaidWhereThereIsNothing()
    {
        show();
        m_pane->setPlaceholder(QStringLiteral("None"));
        QVERIFY(!button(QStringLiteral("Download all")));
        QVERIFY(!contents()->isVisible());
        m_pane->download();
        QVERIFY(m_bench->downloads->transfers().isEmpty());
    }

    void downloadsAll()
    {
        put(11, reportZip());
        put(12, reportZip(), QStringLiteral("dist"));
        const QAbstractItemModelTester tester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(offers(0, Action::Download));
        QVERIFY(state(0).isEmpty());
        button(QStringLiteral("Download all"))->click();
        QVERIFY(reaches(11, State::Done));
        QVERIFY(reaches(12, State::Done));
        QCOMPARE(latest(11)->place, m_bench->target.path() + QStringLiteral("/reports"));
        QVERIFY(state(0).endsWith(QLatin1String("/reports")));
        QVERIFY(offers(0, Action::Open) && offers(0, Action::ShowInFolder));
        QVERIFY(m_bench->rests());
    }

    void downloadsWhatIsSelected()
    {
        put(11, reportZip());
        put(12, reportZip(), QStringLiteral("dist"));
        list()->setCurrentIndex(row(1));
        QVERIFY(button(QStringLiteral("Download")));
        m_pane->download();
        QVERIFY(reaches(12, State::Done));
        QVERIFY(!latest(11));
    }

    void pressedManyTimesItComesOnce()
    {
        put(11, reportZip());
        for (int i = 0; i < 5; ++i)
            m_pane->download();
        list()->setCurrentIndex(row(0));
        QTest::keyClick(list(), Qt::Key_Return);
        QVERIFY(reaches(11, State::Done));
        m_pane->download();
        QVERIFY(m_bench->rests());
        QCOMPARE(m_bench->downloads->transfers().size(), 1);
        QCOMPARE(m_bench->requests.size(), 2); // the API's redirect, and the storage
    }

    void aDoubleClickOnDownloadDoesNotCancelIt()
    {
        m_bench->bytesPerSecond = 10'000;
        put(11, madeZip({{.name = "app", .content = noise(50'000)}}));
        QVERIFY(press(0, Action::Download, 2));
        QVERIFY(reaches(11, State::Downloading));
        QCOMPARE(m_bench->downloads->transfers().size(), 1);
        QVERIFY(reaches(11, State::Done));
    }

    void pausesGoesOnAndCancels()
    {
        m_bench->bytesPerSecond = 10'000;
        put(11, madeZip({{.name = "app", .content = noise(100'000)}}));
        QVERIFY(press(0, Action::Download));
        QVERIFY(m_bench->until([&] { return latest(11) && latest(11)->receivedBytes > 30'000; }));
        QVERIFY(row(0).data(TransferProgressRole).toDouble() > 0.2);
        QVERIFY2(state(0).contains(QLatin1String("%")), qUtf8Printable(state(0)));
        list()->setFocus();
        list()->setCurrentIndex(row(0));
        QTest::keyClick(list(), Qt::Key_Space);
        QCOMPARE(latest(11)->state, State::Paused);
        QVERIFY(offers(0, Action::Resume));
        QTest::keyClick(list(), Qt::Key_Space);
        QVERIFY(reaches(11, State::Downloading));
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(latest(11)->state, State::Cancelled);
        QVERIFY(m_bench->rests());
        QVERIFY(m_bench->isTargetEmpty());
        QTest::keyClick(list(), Qt::Key_Return);
        m_bench->bytesPerSecond = 0;
        QVERIFY(reaches(11, State::Done));
        QCOMPARE(m_bench->downloads->transfers().size(), 1);
    }

    void aFailureIsToldWithWhatToDo()
    {
        m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (DownloadsBench::isStorage(request))
                return {};
            return FakeAnswer{403, "{\"message\":\"<b>Must have admin rights</b>\"}", {}};
        };
        put(11, reportZip());
        m_pane->download();
        QVERIFY(reaches(11, State::Failed));
        list()->setCurrentIndex(row(0));
        QVERIFY(notice()->isVisible());
        QVERIFY(notice()->headline().contains(QLatin1String("reports")));
        QVERIFY2(notice()->detail().contains(QLatin1String("<b>Must have admin rights</b>")),
                 qUtf8Printable(notice()->detail()));
        QVERIFY(notice()->detail().contains(QLatin1Char('\n'))); // and the advice
        m_bench->fault = {};
        button(QStringLiteral("Retry"))->click();
        QVERIFY(reaches(11, State::Done));
        QVERIFY(!notice()->isVisible());
        QCOMPARE(m_bench->downloads->transfers().size(), 1);
    }

    void expiredOnesAreLeftAlone()
    {
        put(11, reportZip());
        m_artifacts[0].expired = true;
        show();
        QVERIFY(row(0).data(MutedRole).toBool());
        QVERIFY(row(0).data(SubtitleRole).toString().endsWith(QLatin1String("expired")));
        QVERIFY(row(0).data(Qt::ToolTipRole).toString().contains(QLatin1String("deleted")));
        QVERIFY(state(0).contains(QLatin1String("deleted")));
        QVERIFY(actions(0).isEmpty());
        m_pane->download();
        list()->setCurrentIndex(row(0));
        QTest::keyClick(list(), Qt::Key_Return);
        QVERIFY(m_bench->rests());
        QVERIFY(m_bench->downloads->transfers().isEmpty());
        QVERIFY(!button(QStringLiteral("Download"))->isEnabled());
    }

    void aBombAsksFirst()
    {
        Downloads::Limits limits;
        limits.archive.ratio = 10;
        limits.archive.bytesAtAnyRatio = 1000;
        open(limits);
        put(11, madeZip({{.name = "zeros", .content = QByteArray(3'000'000, '\0')}}));
        m_pane->download();
        QVERIFY(reaches(11, State::NeedsConfirmation));
        QVERIFY(notice()->isVisible());
        QVERIFY(!notice()->detail().isEmpty());
        QVERIFY(!state(0).isEmpty());
        button(QStringLiteral("Unpack anyway"))->click();
        QVERIFY(reaches(11, State::Done));
        QVERIFY(!notice()->isVisible());
    }

    void aBombCanBeRefused()
    {
        Downloads::Limits limits;
        limits.archive.ratio = 10;
        limits.archive.bytesAtAnyRatio = 1000;
        open(limits);
        put(11, madeZip({{.name = "zeros", .content = QByteArray(3'000'000, '\0')}}));
        m_pane->download();
        QVERIFY(reaches(11, State::NeedsConfirmation));
        button(QStringLiteral("Cancel the download"))->click();
        QCOMPARE(latest(11)->state, State::Cancelled);
        QVERIFY(m_bench->rests());
        QVERIFY(m_bench->isTargetEmpty());
    }

    void whatCameIsReadByKeyboard()
    {
        put(11, reportZip());
        list()->setFocus();
        list()->setCurrentIndex(row(0));
        QTest::keyClick(list(), Qt::Key_Return);
        QVERIFY(reaches(11, State::Done));
        QTRY_VERIFY(contents()->isVisible());
        QTRY_VERIFY(contents()->isSettled());
        auto *tabs = contents()->findChild<QTabBar *>();
        QCOMPARE(tabs->currentIndex(), int(ContentsView::Tests));
        QCOMPARE(tabs->tabText(ContentsView::Tests), QStringLiteral("Tests · 1 failed"));
        QTest::keyClick(list(), Qt::Key_Return);
        QWidget *focused = QApplication::focusWidget();
        QVERIFY(contents()->isAncestorOf(focused));
        const auto *table = qobject_cast<QTreeView *>(focused);
        QVERIFY(table);
        QCOMPARE(table->currentIndex().data().toString(), QStringLiteral("Nested"));
        QTest::keyClick(focused, Qt::Key_Return);
        const auto *text = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
        QVERIFY(text && text->toPlainText().contains(QLatin1String("Expected 64\ngot 65")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), table);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Slash);
        QVERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(tabs->currentIndex(), int(ContentsView::Files));
        QVERIFY(contents()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), list());
    }

    void whatWasLeftOutIsListed()
    {
        put(11, madeZip({{.name = "../evil\xe2\x80\xae.txt", .content = "x"}, {.name = "good.txt", .content = "y"}}));
        m_pane->download();
        QVERIFY(reaches(11, State::Done));
        list()->setCurrentIndex(row(0));
        QVERIFY(contents()->isVisible());
        QTRY_VERIFY(contents()->isSettled());
        QVERIFY2(state(0).contains(QLatin1String("1 entry left out")), qUtf8Printable(state(0)));
        auto *tabs = contents()->findChild<QTabBar *>();
        QVERIFY(tabs->isTabVisible(ContentsView::LeftOut));
        QVERIFY(!tabs->isTabVisible(ContentsView::Tests));
        tabs->setCurrentIndex(ContentsView::LeftOut);
        const auto *lines = contents()->findChild<QListView *>();
        const QString line = lines->model()->index(0, 0).data().toString();
        QVERIFY2(line.contains(QLatin1String("evil.txt")), qUtf8Printable(line));
        QVERIFY(!line.contains(QChar(0x202E)));
    }

    void whatCameCanBeDraggedAway()
    {
        put(11, reportZip());
        QVERIFY(!list()->model()->flags(row(0)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!list()->model()->mimeData({row(0)}));
        m_pane->download();
        QVERIFY(reaches(11, State::Done));
        QVERIFY(list()->model()->flags(row(0)).testFlag(Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> data(list()->model()->mimeData({row(0)}));
        QCOMPARE(data->urls(), QList<QUrl>{QUrl::fromLocalFile(latest(11)->place)});
        QCOMPARE(list()->model()->supportedDragActions(), Qt::CopyAction);
    }

    void whatIsGoneIsFetchedAgain()
    {
        put(11, reportZip());
        m_pane->download();
        QVERIFY(reaches(11, State::Done));
        list()->setCurrentIndex(row(0));
        QVERIFY(QDir(latest(11)->place).removeRecursively());
        m_bench->downloads->look();
        QVERIFY(m_bench->until([&] { return latest(11)->presence == Transfer::Presence::Gone; }));
        QVERIFY(!contents()->isVisible());
        QVERIFY(!list()->model()->flags(row(0)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(offers(0, Action::Retry) && !offers(0, Action::Open));
        QTest::keyClick(list(), Qt::Key_Return);
        QVERIFY(m_bench->until(
            [&] { return latest(11)->state == State::Done && latest(11)->presence == Transfer::Presence::There; }));
        QVERIFY(m_bench->rests());
    }

    void anotherFolderIsChosenAndRemembered()
    {
        put(11, reportZip());
        const QTemporaryDir other;
        button(QStringLiteral("Download to…"))->click();
        button(QStringLiteral("Download to…"))->click(); // twice is once
        const auto dialogs = m_pane->findChildren<QFileDialog *>();
        QCOMPARE(dialogs.size(), 1);
        QVERIFY(m_bench->downloads->transfers().isEmpty());
        Q_EMIT dialogs.first()->fileSelected(other.path());
        dialogs.first()->close();
        QVERIFY(reaches(11, State::Done));
        QCOMPARE(latest(11)->place, other.path() + QStringLiteral("/reports"));
        QCOMPARE(m_pane->folder(), other.path());
        ArtifactsPane next(*m_bench->downloads, m_theme);
        next.setSettings(m_settings.get());
        QCOMPARE(next.folder(), other.path());
    }

    void aRememberedFolderThatIsNoneIsForgotten()
    {
        m_settings->setValue(QStringLiteral("downloads/folder"), QStringLiteral("not/absolute"));
        QVERIFY(QDir::isAbsolutePath(m_pane->folder()));
        m_settings->setValue(QStringLiteral("downloads/folder"), 7);
        QVERIFY(QDir::isAbsolutePath(m_pane->folder()));
    }

    void anotherRunStartsAfresh()
    {
        put(11, reportZip());
        m_pane->download();
        QVERIFY(reaches(11, State::Done));
        list()->setCurrentIndex(row(0));
        QVERIFY(contents()->isVisible());
        m_pane->setArtifacts({m_bench->account.id, {QStringLiteral("acme"), QStringLiteral("api")}}, RunId{8}, {});
        QVERIFY(!contents()->isVisible());
        QCOMPARE(list()->model()->rowCount(), 0);
        // Back again, what came is still known.
        show();
        QVERIFY(offers(0, Action::Open));
    }

    void goesWhileFilesAreRead()
    {
        put(11, reportZip());
        m_pane->download();
        QVERIFY(reaches(11, State::Done));
        list()->setCurrentIndex(row(0));
        m_pane.reset(); // what is being read finds nobody
        QVERIFY(m_bench->rests());
    }

    void theMenuHasAllActionsAndCopies()
    {
        put(11, reportZip());
        list()->setCurrentIndex(row(0));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(list()->viewport(), &event);
        auto *menu = list()->findChild<QMenu *>();
        QVERIFY(menu);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        QVERIFY(texts.contains(QStringLiteral("Download")));
        QVERIFY(texts.contains(QStringLiteral("Copy the name")));
        QVERIFY(texts.contains(QStringLiteral("Copy the digest")));
        menu->close();
    }
};

QTEST_MAIN(TestArtifactsPane)
#include "tst_artifactspane.moc"
