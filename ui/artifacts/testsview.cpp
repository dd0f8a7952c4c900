// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/testsview.h"

#include "core/artifacts/workercall.h"
#include "ui/artifacts/plaintextview.h"
#include "ui/artifacts/shownpreview.h"
#include "ui/artifacts/testsmodel.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeView>

namespace Runlight {

namespace {

constexpr int lineLimit = 2000; //!< Characters of a failure's text that are laid out as one.
constexpr int besideEachOther = 150 * Theme::grid; //!< From this width on.

//! All that a report says of a test, as plain text.
QString testText(const TestCase &test)
{
    QStringList parts{TestsView::tr("%1: %2", "a test and how it ended").arg(test.name, outcomeText(test.outcome))};
    if (!test.message.isEmpty() && !test.text.startsWith(test.message))
        parts.append(test.message);
    if (!test.text.isEmpty())
        parts.append(test.text);
    parts.append(TestsView::tr("Reported in %1").arg(test.file));
    return shownText(parts.join(QLatin1String("\n\n")), lineLimit);
}

} // namespace

bool isFindKey(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Slash || event.matches(QKeySequence::Find);
}

QString countsText(const TestResults &results)
{
    QStringList counts;
    if (results.failed > 0)
        counts.append(TestsView::tr("%n failed", "tests", results.failed));
    if (results.errors > 0)
        counts.append(TestsView::tr("%n error(s)", "tests", results.errors));
    if (results.skipped > 0)
        counts.append(TestsView::tr("%n skipped", "tests", results.skipped));
    counts.append(TestsView::tr("%n passed", "tests", results.passed));
    return counts.join(QStringLiteral(" · "));
}

TestsView::TestsView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(std::make_unique<TestsModel>(theme))
    , m_filter(new QLineEdit)
    , m_counts(new QLabel)
    , m_table(new QTreeView)
    , m_text(makePlainTextView(theme))
    , m_splitter(new QSplitter)
{
    m_text->setAccessibleName(tr("What the report says of the test"));
    m_table->setAccessibleName(tr("Tests"));
    m_table->setModel(m_model.get());
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setRootIsDecorated(false);
    m_table->setHeaderHidden(true);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(TestsModel::Name, QHeaderView::Stretch);
    m_table->header()->setSectionResizeMode(TestsModel::Suite, QHeaderView::Interactive);
    m_table->header()->setSectionResizeMode(TestsModel::Time, QHeaderView::Fixed);
    m_table->header()->resizeSection(TestsModel::Suite, 24 * Theme::grid);
    m_table->header()->resizeSection(TestsModel::Time, 16 * Theme::grid);
    m_table->installEventFilter(this);
    m_text->installEventFilter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_text);
    m_splitter->setSizes({75 * Theme::grid, 70 * Theme::grid});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createTop());
    auto *body = new QHBoxLayout;
    body->setContentsMargins(4 * Theme::grid, 0, 0, 0);
    body->addWidget(m_splitter);
    layout->addLayout(body, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &TestsView::search);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &TestsView::showCurrent);
}

TestsView::~TestsView()
{
    m_table->selectionModel()->disconnect(this); // the table goes later than its model
}

QWidget *TestsView::createTop()
{
    m_filter->setPlaceholderText(tr("Filter tests"));
    m_filter->setAccessibleName(tr("Filter tests"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(70 * Theme::grid);
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_counts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *top = new QWidget;
    auto *layout = new QHBoxLayout(top);
    layout->setContentsMargins(5 * Theme::grid, Theme::grid, 5 * Theme::grid, Theme::grid);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_counts, 2);
    return top;
}

void TestsView::setResults(const TestResults &results)
{
    ++m_question;
    m_filter->clear();
    m_model->setResults(results);
    updateCounts();
    m_table->setCurrentIndex(m_model->index(0, 0));
    showCurrent();
}

void TestsView::filter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool TestsView::goBack()
{
    const QWidget *focused = QApplication::focusWidget();
    if (focused != m_filter && focused != m_text)
        return false;
    if (focused == m_filter)
        m_filter->clear();
    m_table->setFocus(Qt::ShortcutFocusReason);
    return true;
}

//! On a worker: there may be a hundred thousand tests with long texts.
void TestsView::search()
{
    callOnWorker<QList<int>>(
        *QThreadPool::globalInstance(), this,
        [results = m_model->results(), text = m_filter->text().trimmed()] { return matchingTests(results, text); },
        [this, question = ++m_question](const QList<int> &shown) {
            if (question == m_question)
                showShown(shown);
        });
}

void TestsView::showShown(const QList<int> &shown)
{
    m_model->setShown(shown);
    updateCounts();
    if (!m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model->index(0, 0));
    showCurrent();
}

void TestsView::updateCounts()
{
    const TestResults &results = m_model->results();
    const int shown = m_model->rowCount();
    QString text = countsText(results);
    if (shown < results.cases.size())
        text = tr("%n test(s) found", nullptr, shown);
    QStringList notes{countsText(results)};
    if (results.isCut)
        notes.append(tr("There are more than are shown: the reports are very large."));
    notes += results.problems;
    if (notes.size() > 1)
        text = tr("%1 · not all could be read", "counts of tests").arg(text);
    m_counts->setText(text);
    m_counts->setToolTip(plainToolTip(notes.join(QLatin1Char('\n'))));
    m_counts->setAccessibleDescription(notes.join(QLatin1Char('\n')));
}

void TestsView::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_text->setPlainText(current.isValid() ? testText(m_model->testAt(current)) : QString());
}

void TestsView::copyCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        QGuiApplication::clipboard()->setText(testText(m_model->testAt(current)));
}

void TestsView::focusInEvent(QFocusEvent *event)
{
    m_table->setFocus(event->reason());
}

void TestsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() >= besideEachOther;
    m_splitter->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
}

//! Enter on a test goes to what is said of it; Ctrl+C copies that. A list would look for rows that begin with "/".
bool TestsView::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress;
    if (isKey && isFindKey(*static_cast<QKeyEvent *>(event))) {
        filter();
        return true;
    }
    if (watched == m_table && isKey) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            m_text->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copyCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Runlight
