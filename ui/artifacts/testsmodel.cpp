// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/testsmodel.h"

#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <numeric>

namespace Runlight {

QList<int> matchingTests(const TestResults &results, const QString &text)
{
    QList<int> found;
    const auto has = [&text](const QString &part) {
        return part.contains(text, Qt::CaseInsensitive);
    };
    for (int i = 0; i < results.cases.size(); ++i) {
        const TestCase &test = results.cases.at(i);
        if (text.isEmpty() || has(test.name) || has(test.suite) || has(test.className) || has(test.message)
            || has(test.text))
            found.append(i);
    }
    return found;
}

QString outcomeText(TestCase::Outcome outcome)
{
    switch (outcome) {
    case TestCase::Outcome::Failed:
        return TestsModel::tr("failed", "a test");
    case TestCase::Outcome::Error:
        return TestsModel::tr("ended with an error", "a test");
    case TestCase::Outcome::Skipped:
        return TestsModel::tr("skipped", "a test");
    case TestCase::Outcome::Passed:
        break;
    }
    return TestsModel::tr("passed", "a test");
}

TestsModel::TestsModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_icons{theme.glyphIcon(StatusGlyph::Failure), theme.glyphIcon(StatusGlyph::ActionRequired),
              theme.glyphIcon(StatusGlyph::Skipped), theme.glyphIcon(StatusGlyph::Success)}
{ }

void TestsModel::setResults(const TestResults &results)
{
    beginResetModel();
    m_results = results;
    m_shown.resize(results.cases.size());
    std::iota(m_shown.begin(), m_shown.end(), 0);
    endResetModel();
}

void TestsModel::setShown(const QList<int> &shown)
{
    if (shown == m_shown)
        return;
    beginResetModel();
    m_shown = shown;
    endResetModel();
}

const TestCase &TestsModel::testAt(const QModelIndex &index) const
{
    return m_results.cases.at(m_shown.at(index.row()));
}

int TestsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int TestsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TestsModel::text(const TestCase &test, int column) const
{
    switch (column) {
    case Suite:
        return oneLine(test.suite.isEmpty() ? test.className : test.suite);
    case Time:
        if (test.seconds < 0)
            return {};
        return test.seconds < 1 ? tr("%1 ms").arg(qRound(test.seconds * 1000))
                                : durationText(qint64(test.seconds * 1000));
    default:
        return oneLine(test.name);
    }
}

QVariant TestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TestCase &test = testAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(test, index.column());
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(m_icons[size_t(test.outcome)]) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Time ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == Name ? QVariant() : QVariant(m_theme.color(ColorRole::MutedText));
    case Qt::ToolTipRole:
        return plainToolTip(
            QStringList{test.name, test.suite, test.className, test.file, test.message}.join(QLatin1Char('\n')));
    case Qt::AccessibleTextRole:
        if (index.column() != Name)
            return {};
        return tr("%1, %2", "a test and how it ended").arg(oneLine(test.name), outcomeText(test.outcome));
    default:
        return {};
    }
}

QVariant TestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Suite:
        return tr("Suite");
    case Time:
        return tr("Time");
    default:
        return tr("Test");
    }
}

} // namespace Runlight
