// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

#include <QCoreApplication>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <chrono>
#include <initializer_list>
#include <optional>

namespace Runlight {

//! A place in a scenario's JSON that knows its path. Whatever is wrong is noted in one Error, the first one found;
//! reading goes on with fallbacks, so that the reader's code has one way only.
class ScenarioNode
{
    Q_DECLARE_TR_FUNCTIONS(Scenario)
public:
    //! \a problem must outlive this and every node taken from it.
    ScenarioNode(QJsonValue value, QString path, std::optional<Error> &problem);

    //! An object with no other keys than \a keys, so that a slip of the pen does not go unseen.
    void expectKeys(std::initializer_list<QLatin1String> keys) const;

    bool has(QLatin1String key) const;
    ScenarioNode operator[](QLatin1String key) const;
    QList<ScenarioNode> items() const; //!< Of an array; empty where it is missing.

    QString text() const; //!< Must be there and not empty.
    QString text(const QString &fallback) const;
    QStringList texts() const; //!< Of an array; empty where it is missing.
    double number(double fallback) const;
    bool flag(bool fallback) const;
    //! "90s", "3m", "2h30m", "30d", with a "-" in front for the past; a plain number is seconds.
    std::chrono::seconds duration(std::chrono::seconds fallback) const;

    //! Notes that this is wrong, and how.
    void complain(const QString &what) const;
    QString path() const { return m_path; }
    const QJsonValue &value() const { return m_value; }

private:
    QJsonValue m_value;
    QString m_path;
    std::optional<Error> *m_problem;
};

} // namespace Runlight
