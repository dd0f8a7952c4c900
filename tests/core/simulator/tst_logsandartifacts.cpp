// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QCryptographicHash>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

//! What is in a zip, by name.
QMap<QString, QByteArray> unzipped(const QByteArray &zip)
{
    QMap<QString, QByteArray> files;
    archive *reader = archive_read_new();
    archive_read_support_format_zip(reader);
    if (archive_read_open_memory(reader, zip.constData(), size_t(zip.size())) == ARCHIVE_OK) {
        archive_entry *entry = nullptr;
        while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
            QByteArray &data = files[QString::fromUtf8(archive_entry_pathname_utf8(entry))];
            char buffer[4096];
            for (la_ssize_t size; (size = archive_read_data(reader, buffer, sizeof buffer)) > 0;)
                data.append(buffer, qsizetype(size));
        }
    }
    archive_read_free(reader);
    return files;
}

} // namespace

class LogsAndArtifactsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<SimulatorClient>();
        m_run = m_client->dispatch();
    }

    void aPartOfALog()
    {
        m_client->pass(85s);
        const QUrl url(QString::fromLatin1(m_client->get(jobLog()).header("Location")));
        const auto part = [&](const QByteArray &range, const QByteArray &ifRange = {}) {
            HttpHeaders headers{{"Range", range}};
            if (!ifRange.isEmpty())
                headers.append(HttpHeader{"If-Range", ifRange});
            return m_client->send("GET", url, {}, headers);
        };
        const SimulatorAnswer whole = m_client->send("GET", url, {}, {});
        const QByteArray log = whole.reply.body;
        const QByteArray size = QByteArray::number(log.size());
        const SimulatorAnswer rest = part("bytes=100-", whole.header("ETag"));
        QCOMPARE(rest.status(), 206);
        QCOMPARE(rest.header("ETag"), whole.header("ETag"));
        QCOMPARE(rest.header("Content-Range"), "bytes 100-" + QByteArray::number(log.size() - 1) + '/' + size);
        QCOMPARE(rest.reply.body, log.mid(100));
        QCOMPARE(part("bytes=5-9").reply.body, log.mid(5, 5));
        QCOMPARE(part("bytes=100-", "\"other\"").status(), 200);
        QCOMPARE(part("bytes=oops").status(), 200);
        const SimulatorAnswer nothing = part("bytes=" + size + '-');
        QCOMPARE(nothing.status(), 416);
        QCOMPARE(nothing.header("Content-Range"), "bytes */" + size);
    }

    void aJobsLogComesAfterItsEnd()
    {
        m_client->pass(30s);
        QCOMPARE(m_client->get(jobLog()).status(), 404);
        // Build has ended, its run has not.
        m_client->pass(55s);
        QCOMPARE(m_client->jobs(m_run).first(), QStringLiteral("build completed success"));
        QCOMPARE(m_client->get(m_client->repo(QStringLiteral("/actions/runs/%1/logs").arg(m_run))).status(), 404);
        const SimulatorAnswer log = download(jobLog());
        QCOMPARE(log.status(), 200);
        QVERIFY(log.reply.body.startsWith("\xEF\xBB\xBF"));
    }

    void logLinesAreStamped()
    {
        m_client->pass(5min);
        const QString text = QString::fromUtf8(download(jobLog()).reply.body.mid(3));
        const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 100);
        static const QRegularExpression stamped(
            QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z "));
        QString last;
        for (const QString &line : lines) {
            QVERIFY2(stamped.match(line).hasMatch(), qPrintable(line));
            // To the millisecond, time never goes back.
            QVERIFY2(line.left(23) >= last, qPrintable(line));
            last = line.left(23);
        }
        QVERIFY(text.contains(QStringLiteral("##[group]Run actions/checkout@v5")));
        QVERIFY(text.contains(QStringLiteral("\x1b[36;1m")));
        QVERIFY(text.contains(QStringLiteral("Complete job name: build")));
    }

    void theArchiveOfARunHoldsItsJobs()
    {
        m_client->pass(5min);
        const SimulatorAnswer zip = download(m_client->repo(QStringLiteral("/actions/runs/%1/logs").arg(m_run)));
        QCOMPARE(zip.header("Content-Type"), "application/zip");
        const QMap<QString, QByteArray> files = unzipped(zip.reply.body);
        QVERIFY(files.contains(QStringLiteral("0_build.txt")));
        QVERIFY(files.contains(QStringLiteral("1_test.txt")));
        QVERIFY(files.contains(QStringLiteral("build/system.txt")));
        QVERIFY(files.contains(QStringLiteral("build/2_Run actionscheckout@v5.txt")));
        QCOMPARE(files.value(QStringLiteral("0_build.txt")), download(jobLog()).reply.body);
    }

    void afterARerunOfFailedJobsTheArchiveHoldsThoseOnly()
    {
        m_client = std::make_unique<SimulatorClient>(SimulatorClient::workflowOfTwoJobs()
                                                     + R"(, "runs": [{"workflow": "ci.yml",
            "at": "-1h", "title": "Broken", "actor": "owner", "attempts": 2, "fails": ["test / Run tests"]}])");
        const QJsonArray runs =
            m_client->get(m_client->repo(QStringLiteral("/actions/runs")))["workflow_runs"].toArray();
        const QString path =
            m_client->repo(QStringLiteral("/actions/runs/%1").arg(runs[0][QLatin1String("id")].toInteger()));
        QCOMPARE(unzipped(download(path + QStringLiteral("/attempts/1/logs")).reply.body)
                     .contains(QStringLiteral("0_build.txt")),
                 true);
        const QMap<QString, QByteArray> second =
            unzipped(download(path + QStringLiteral("/attempts/2/logs")).reply.body);
        QVERIFY(second.contains(QStringLiteral("0_test.txt")));
        QVERIFY(!second.contains(QStringLiteral("0_build.txt")));
        QVERIFY(second.value(QStringLiteral("0_test.txt")).contains("##[error]Process completed with exit code 1."));
    }

    void deletedLogsAreGone()
    {
        const QString logs = m_client->repo(QStringLiteral("/actions/runs/%1/logs").arg(m_run));
        QCOMPARE(m_client->remove(logs).status(), 403);
        m_client->pass(5min);
        QCOMPARE(m_client->remove(logs).status(), 204);
        QCOMPARE(m_client->get(logs).status(), 410);
        QCOMPARE(m_client->get(jobLog()).status(), 410);
    }

    void artifactsAreWhatTheirListSays()
    {
        m_client->pass(5min);
        const QString path = m_client->repo(QStringLiteral("/actions/runs/%1/artifacts").arg(m_run));
        const SimulatorAnswer list = m_client->get(path);
        QCOMPARE(list["total_count"].toInt(), 1);
        const QJsonValue artifact = list["artifacts"].toArray()[0];
        QCOMPARE(artifact[QLatin1String("name")].toString(), QStringLiteral("dist"));
        QVERIFY(!artifact[QLatin1String("expired")].toBool(true));
        const SimulatorAnswer zip = download(zipPath(artifact));
        QCOMPARE(zip.status(), 200);
        QCOMPARE(zip.reply.body.size(), artifact[QLatin1String("size_in_bytes")].toInteger());
        const QByteArray digest =
            "sha256:" + QCryptographicHash::hash(zip.reply.body, QCryptographicHash::Sha256).toHex();
        QCOMPARE(artifact[QLatin1String("digest")].toString().toLatin1(), digest);
        QCOMPARE(unzipped(zip.reply.body).value(QStringLiteral("bin/dist")).size(), 5000);
        QCOMPARE(m_client->get(path + QStringLiteral("?name=dist"))["total_count"].toInt(), 1);
        QCOMPARE(m_client->get(path + QStringLiteral("?name=other"))["total_count"].toInt(), 0);
    }

    void expiredAndDeletedArtifacts()
    {
        m_client->pass(5min);
        const QString path = m_client->repo(QStringLiteral("/actions/artifacts"));
        const QJsonValue artifact = m_client->get(path)["artifacts"].toArray()[0];
        QVERIFY(m_client->simulator.addFault(QStringLiteral("expired-artifacts")));
        QVERIFY(m_client->get(path)["artifacts"].toArray()[0][QLatin1String("expired")].toBool());
        QCOMPARE(m_client->get(zipPath(artifact)).status(), 410);
        QCOMPARE(m_client->get(zipPath(artifact)).message(), QStringLiteral("Artifact has expired"));
        const QString one = path + QStringLiteral("/%1").arg(artifact[QLatin1String("id")].toInteger());
        QCOMPARE(m_client->remove(one).status(), 204);
        QCOMPARE(m_client->get(one).status(), 404);
        QCOMPARE(m_client->remove(one).status(), 404);
    }

    void theOtherOriginRefusesCredentials()
    {
        m_client->pass(5min);
        const QUrl url = location(jobLog());
        QVERIFY(url.authority() != m_client->simulator.baseUrl().authority());
        const SimulatorAnswer refused = m_client->send("GET", url, {}, {{"Authorization", "Bearer owner-token"}});
        QCOMPARE(refused.status(), 400);
        QVERIFY(refused.reply.body.contains("InvalidAuthenticationInfo"));
    }

    void signedUrlsAreShortLivedAndTheirOwn()
    {
        m_client->pass(5min);
        const QUrl url = location(jobLog());
        QUrl other = url;
        other.setPath(url.path() + QLatin1Char('0'));
        QCOMPARE(m_client->send("GET", other, {}, {}).status(), 403);
        m_client->pass(59s);
        QCOMPARE(m_client->send("GET", url, {}, {}).status(), 200);
        m_client->pass(2s);
        const SimulatorAnswer late = m_client->send("GET", url, {}, {});
        QCOMPARE(late.status(), 403);
        QVERIFY(late.reply.body.contains("Signature not valid in the specified time frame."));
    }

    void strangersGetNoLogs()
    {
        m_client->pass(5min);
        const QString log = jobLog();
        m_client->token.clear();
        QCOMPARE(m_client->get(log).status(), 401);
        m_client->token = "guest-token";
        QCOMPARE(m_client->get(log).status(), 403);
    }

private:
    QString jobLog()
    {
        return m_client->repo(
            QStringLiteral("/actions/jobs/%1/logs").arg(m_client->jobId(m_run, QStringLiteral("build"))));
    }

    QString zipPath(const QJsonValue &artifact) const
    {
        return m_client->repo(
            QStringLiteral("/actions/artifacts/%1/zip").arg(artifact[QLatin1String("id")].toInteger()));
    }

    QUrl location(const QString &path)
    {
        const SimulatorAnswer answer = m_client->get(path);
        return answer.status() == 302 ? QUrl::fromEncoded(answer.header("Location")) : QUrl();
    }

    SimulatorAnswer download(const QString &path) { return m_client->send("GET", location(path), {}, {}); }

    std::unique_ptr<SimulatorClient> m_client;
    qint64 m_run = 0;
};

QTEST_GUILESS_MAIN(LogsAndArtifactsTest)
#include "tst_logsandartifacts.moc"
