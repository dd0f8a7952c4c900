// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QStringList>
#include <QUrl>

namespace Runlight {

//! Prism, holding requests and answers against GitHub's published API description.
class Prism
{
public:
    Prism();
    ~Prism();

    //! Where Prism is not to be had: why, else empty.
    QString missing() const { return m_missing; }
    //! Answers with the description's own examples. False, with problem() set, where it does not start.
    bool mock() { return start({QStringLiteral("mock")}, {}); }
    //! Hands requests on to \a upstream and its answers back, noting what in either breaks the description.
    bool proxy(const QUrl &upstream);

    QUrl url() const { return m_url; }
    QString problem() const { return m_problem; }
    //! What Prism has noted since the last call, in its words. It may note a moment after it has answered.
    QStringList takeViolations();

private:
    bool start(const QStringList &mode, const QStringList &arguments);
    void read();

    QProcess m_process;
    QString m_folder;
    QString m_missing;
    QString m_problem;
    QByteArray m_unread;
    QStringList m_violations;
    QUrl m_url;
};

} // namespace Runlight
