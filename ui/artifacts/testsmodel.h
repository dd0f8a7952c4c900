// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/testresults.h"

#include <QAbstractTableModel>
#include <QIcon>

#include <array>

namespace Runlight {

class Theme;

//! Which of \a results' tests have \a text in their name, suite, class or failure; all of them for an empty text.
//! Any thread.
QList<int> matchingTests(const TestResults &results, const QString &text);

//! "failed", "passed", … for people and screen readers.
QString outcomeText(TestCase::Outcome outcome);

//! The tests of an artifact's reports, failed ones first; all of them, or those that were searched for.
class TestsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Suite, Time, ColumnCount };

    //! \a theme must outlive this.
    explicit TestsModel(const Theme &theme, QObject *parent = nullptr);

    //! Shows all.
    void setResults(const TestResults &results);
    //! Shows those in these places only.
    void setShown(const QList<int> &shown);
    const TestResults &results() const { return m_results; }
    //! Must be a valid index.
    const TestCase &testAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const TestCase &test, int column) const;

    const Theme &m_theme;
    std::array<QIcon, 4> m_icons; //!< By outcome.
    TestResults m_results;
    QList<int> m_shown;
};

} // namespace Runlight
