// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

namespace {

QImage drawn(const Theme &theme, StatusGlyph glyph, int size = 16)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    theme.paintGlyph(painter, image.rect(), glyph);
    return image;
}

//! What remains when colour is taken away.
QByteArray shapeOf(const QImage &image)
{
    const QImage alpha = image.convertToFormat(QImage::Format_Alpha8);
    return {reinterpret_cast<const char *>(alpha.constBits()), alpha.sizeInBytes()};
}

//! Thin strokes cover no pixel wholly: what is painted at all has the hue.
bool hasColor(const QImage &image, const QColor &color)
{
    const auto isNear = [](int a, int b) {
        return qAbs(a - b) <= 8;
    };
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() > 100 && isNear(pixel.red(), color.red()) && isNear(pixel.green(), color.green())
                && isNear(pixel.blue(), color.blue()))
                return true;
        }
    }
    return false;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasAShapeOfItsOwn()
    {
        const Theme theme(Theme::Scheme::Light);
        QSet<QByteArray> shapes;
        for (int glyph = 0; glyph <= int(StatusGlyph::Neutral); ++glyph) {
            const QImage image = drawn(theme, StatusGlyph(glyph));
            QVERIFY(hasColor(image, theme.glyphColor(StatusGlyph(glyph))));
            shapes.insert(shapeOf(image));
        }
        QCOMPARE(shapes.size(), int(StatusGlyph::Neutral) + 1);
    }

    void glyphsStandForStates_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("conclusion");
        QTest::addColumn<StatusGlyph>("glyph");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *status, const char *conclusion, StatusGlyph glyph, const char *text) {
            QTest::addRow("%s %s", status, conclusion)
                << QString::fromLatin1(status) << QString::fromLatin1(conclusion) << glyph << QString::fromLatin1(text);
        };
        row("queued", "", StatusGlyph::Queued, "queued");
        row("requested", "", StatusGlyph::Queued, "requested");
        row("pending", "", StatusGlyph::Queued, "pending");
        row("waiting", "", StatusGlyph::Waiting, "waiting");
        row("in_progress", "", StatusGlyph::InProgress, "in progress");
        row("completed", "success", StatusGlyph::Success, "succeeded");
        row("completed", "failure", StatusGlyph::Failure, "failed");
        row("completed", "startup_failure", StatusGlyph::Failure, "failed to start");
        row("completed", "timed_out", StatusGlyph::TimedOut, "timed out");
        row("completed", "cancelled", StatusGlyph::Cancelled, "cancelled");
        row("completed", "skipped", StatusGlyph::Skipped, "skipped");
        row("completed", "action_required", StatusGlyph::ActionRequired, "action required");
        row("completed", "neutral", StatusGlyph::Neutral, "neutral");
        row("completed", "stale", StatusGlyph::Neutral, "stale");
        row("completed", "exploded", StatusGlyph::Neutral, "exploded");
        row("dreaming", "", StatusGlyph::Neutral, "dreaming");
    }
    void glyphsStandForStates()
    {
        QFETCH(QString, status);
        QFETCH(QString, conclusion);
        const RunState state = RunState::of(status, conclusion);
        QTEST(glyphFor(state), "glyph");
        QTEST(stateText(state), "text");
    }

    void everyIconIsThere_data()
    {
        QTest::addColumn<QString>("name");
        const Theme theme(Theme::Scheme::Light); // registers the resources
        const QStringList files = QDir(QStringLiteral(":/runlight/icons")).entryList();
        QVERIFY(files.size() >= 25);
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }
    void everyIconIsThere()
    {
        QFETCH(QString, name);
        Theme theme(Theme::Scheme::Light);
        const QIcon icon = theme.icon(name, ColorRole::Accent);
        for (const int size : {16, 24, 48}) {
            const QImage image = icon.pixmap(QSize(size, size), 1.0).toImage();
            QCOMPARE(image.size(), QSize(size, size));
            QVERIFY(hasColor(image, theme.color(ColorRole::Accent)));
        }
        QCOMPARE(icon.pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
    }

    void iconsAlreadyHandedOutFollowTheScheme()
    {
        Theme theme(Theme::Scheme::Light);
        const QIcon icon = theme.icon(QStringLiteral("search"));
        const QColor light = theme.color(ColorRole::Text);
        QVERIFY(hasColor(icon.pixmap(QSize(32, 32), 1.0).toImage(), light));
        theme.setScheme(Theme::Scheme::Dark);
        QVERIFY(theme.color(ColorRole::Text) != light);
        QVERIFY(hasColor(icon.pixmap(QSize(32, 32), 1.0).toImage(), theme.color(ColorRole::Text)));
    }

    void anIconOutlivesItsTheme()
    {
        auto theme = std::make_unique<Theme>(Theme::Scheme::Light);
        const QIcon icon = theme->icon(QStringLiteral("search"));
        theme.reset();
        QVERIFY(icon.pixmap(QSize(16, 16), 1.0).isNull());
    }

    void switchesLive()
    {
        Theme theme(Theme::Scheme::Light);
        theme.install();
        QSignalSpy changed(&theme, &Theme::changed);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(ColorRole::Window));
        theme.setScheme(Theme::Scheme::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(ColorRole::Window));
        theme.setScheme(Theme::Scheme::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void hasTwoSizesAndTwoWeights()
    {
        const Theme theme(Theme::Scheme::Light);
        QCOMPARE(theme.font(FontRole::Body).pointSizeF(), theme.font(FontRole::BodyStrong).pointSizeF());
        QVERIFY(theme.font(FontRole::Title).pointSizeF() > theme.font(FontRole::Body).pointSizeF());
        QCOMPARE(theme.font(FontRole::Title).weight(), theme.font(FontRole::BodyStrong).weight());
        QVERIFY(theme.font(FontRole::BodyStrong).weight() > theme.font(FontRole::Body).weight());
    }

    void turnsOnlyWhileLookedAt()
    {
        const Theme theme(Theme::Scheme::Light);
        QSignalSpy frames(&theme, &Theme::animationFrame);
        const QImage before = drawn(theme, StatusGlyph::InProgress);
        QTRY_COMPARE(frames.count(), 1);
        QVERIFY(theme.animationPhase() > 0);
        QVERIFY(drawn(theme, StatusGlyph::InProgress) != before);
        QTRY_COMPARE(frames.count(), 2);
        // Nobody painted it since: the next frame, which none follows, is the last thing that happens.
        const double phase = theme.animationPhase();
        drawn(theme, StatusGlyph::Success);
        QTest::qWait(200);
        QCOMPARE(frames.count(), 2);
        QCOMPARE(theme.animationPhase(), phase);
    }

    void chipsKeepToTheirWidth()
    {
        const Theme theme(Theme::Scheme::Light);
        QImage image(400, 40, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        const QString branch = QStringLiteral("dependabot/npm_and_yarn/a-very-long-branch");
        const int natural = theme.paintChip(painter, {}, branch, 400);
        QVERIFY(natural > 100);
        QVERIFY(theme.paintChip(painter, {}, branch, 80) <= 80);
        QCOMPARE(theme.paintChip(painter, {}, branch, 5), 0);
        QCOMPARE(theme.paintChip(painter, {}, QString(), 400), 0);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
