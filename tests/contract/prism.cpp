// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "prism.h"

#include <QRegularExpression>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

constexpr int setupTimeoutMs = 240'000;
constexpr int startTimeoutMs = 120'000;

} // namespace

Prism::Prism()
{
    QProcess setup;
    setup.start(QStringLiteral(RUNLIGHT_CONTRACT_SETUP), QStringList());
    const bool ran = setup.waitForFinished(setupTimeoutMs) && setup.exitCode() == 0;
    m_folder = QString::fromLocal8Bit(setup.readAllStandardOutput()).trimmed();
    const QString said = QString::fromLocal8Bit(setup.readAllStandardError()).trimmed();
    if (!ran)
        m_problem = u"The set-up failed: "_s + said;
    else if (m_folder.isEmpty())
        m_missing = said;
}

Prism::~Prism()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool Prism::proxy(const QUrl &upstream)
{
    return start({u"proxy"_s}, {upstream.toString()});
}

QStringList Prism::takeViolations()
{
    m_process.waitForReadyRead(0);
    read();
    return std::exchange(m_violations, {});
}

bool Prism::start(const QStringList &mode, const QStringList &arguments)
{
    if (!m_problem.isEmpty())
        return false;
    const QStringList listen{u"-h"_s, u"127.0.0.1"_s, u"-p"_s, u"0"_s, m_folder + u"/description.json"_s};
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(m_folder + u"/prism"_s, mode + listen + arguments);
    while (m_url.isEmpty() && m_process.waitForReadyRead(startTimeoutMs))
        read();
    if (m_url.isEmpty())
        m_problem = u"Prism did not start: "_s + QString::fromUtf8(m_unread);
    return m_problem.isEmpty();
}

void Prism::read()
{
    static const QRegularExpression colours(u"\\x1b\\[[0-9;]*m"_s);
    static const QRegularExpression listening(u"listening on (http://\\S+)"_s);
    m_unread += m_process.readAllStandardOutput();
    for (qsizetype end = m_unread.indexOf('\n'); end >= 0; end = m_unread.indexOf('\n')) {
        const QString line = QString::fromUtf8(m_unread.left(end)).remove(colours);
        m_unread.remove(0, end + 1);
        if (const auto match = listening.match(line); match.hasMatch())
            m_url = QUrl(match.captured(1));
        if (line.contains(u"Violation"_s))
            m_violations.append(line.mid(line.indexOf(u"Violation"_s)));
    }
}

} // namespace Runlight
