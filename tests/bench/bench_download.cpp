// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/downloads.h"
#include "core/base/clock.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/simulator/zipwriter.h"
#include "core/store/store.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace Runlight;

namespace {

constexpr qint64 entrySize = 4 << 20;
constexpr int entries = 64;
constexpr int rounds = 3;
// A fast home's. Beyond 70 or so zlib is the slower part, on one core of a small machine.
constexpr qint64 throttledRate = 40'000'000; // Bytes a second.

//! As text packs: to three quarters.
QByteArray text(quint32 seed)
{
    QByteArray bytes(entrySize / 4 * 3, Qt::Uninitialized);
    QRandomGenerator(seed).fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return bytes.toBase64();
}

QByteArray madeArtifact()
{
    Sim::ZipWriter zip(Sim::ZipWriter::Method::Deflate);
    for (int i = 0; i < entries; ++i)
        zip.add(QStringLiteral("reports/%1.txt").arg(i), text(quint32(i)));
    return zip.finish();
}

//! An API that redirects to a storage of the same bytes, on loopback, on a thread of its own, one request a connection.
class ThrottledServer
{
public:
    ThrottledServer(QByteArray body, qint64 bytesPerSecond)
        : m_body(std::move(body))
        , m_rate(bytesPerSecond)
        , m_thread([this] { serve(); })
    {
        while (m_port == 0)
            std::this_thread::yield();
    }
    ~ThrottledServer()
    {
        m_isOver = true;
        m_thread.join();
    }
    QString url(const QString &path = {}) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path);
    }

private:
    void serve()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        while (!m_isOver) {
            if (server.waitForNewConnection(20))
                answer(*std::unique_ptr<QTcpSocket>(server.nextPendingConnection()));
        }
    }

    void answer(QTcpSocket &socket)
    {
        QByteArray head;
        while (!head.contains("\r\n\r\n") && socket.waitForReadyRead(1000))
            head += socket.readAll();
        if (head.startsWith("GET /repos/")) {
            socket.write("HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: "
                         + url(QStringLiteral("/blob")).toLatin1() + "\r\n\r\n");
        } else if (head.startsWith("GET /blob")) {
            socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/zip\r\nContent-Length: "
                         + QByteArray::number(m_body.size()) + "\r\n\r\n");
            send(socket);
        }
        socket.disconnectFromHost();
        if (socket.state() != QAbstractSocket::UnconnectedState)
            socket.waitForDisconnected(5000);
    }

    void send(QTcpSocket &socket)
    {
        constexpr qint64 piece = 256 << 10;
        QElapsedTimer timer;
        timer.start();
        for (qint64 sent = 0; sent < m_body.size(); sent += piece) {
            socket.write(m_body.constData() + sent, std::min<qint64>(piece, m_body.size() - sent));
            while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(30'000)) { }
            const auto due = std::chrono::nanoseconds(m_rate > 0 ? qint64(double(sent) / double(m_rate) * 1e9) : 0);
            const auto now = std::chrono::nanoseconds(timer.nsecsElapsed());
            if (due > now)
                std::this_thread::sleep_for(due - now);
        }
    }

    const QByteArray m_body;
    const qint64 m_rate;
    std::atomic<quint16> m_port = 0;
    std::atomic_bool m_isOver = false;
    std::thread m_thread;
};

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        each.next();
        bytes += each.fileInfo().size();
    }
    return bytes;
}

double curl(const ThrottledServer &server, const QString &folder)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(
        QStringLiteral("curl"),
        {QStringLiteral("-sLo"), folder + QStringLiteral("/curl.zip"), server.url(QStringLiteral("/repos/"))});
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("curl failed");
    const double time = milliseconds(timer);
    QFile::remove(folder + QStringLiteral("/curl.zip"));
    return time;
}

struct Times
{
    double lastByte = 0; //!< Until all had come.
    double done = 0; //!< Until all was in its place, and safely on the disk.
};

//! Downloads once. \a peak: of the disk, in bytes.
Times download(const ThrottledServer &server, const ArtifactRequest &request, qint64 *peak)
{
    SystemClock clock;
    Store store({}, clock);
    QNetworkAccessManager network;
    HostCircuits circuits(clock);
    ResponseCache responses;
    const Account account = Account::of({}, QStringLiteral("bench"), QUrl(server.url()));
    GitHub github({account.apiUrl, {}, account.id.value}, network, clock, circuits, responses);
    Downloads downloads(store, clock);
    downloads.addAccount(account, github);
    ArtifactRequest own = request;
    own.repository.account = account.id;
    QElapsedTimer timer;
    timer.start();
    Times times;
    const TransferId id = downloads.start(own);
    while (!downloads.transfer(id)->isOver()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (times.lastByte == 0 && downloads.transfer(id)->state == Transfer::State::Unpacking)
            times.lastByte = milliseconds(timer);
        if (peak)
            *peak = std::max(*peak, bytesIn(request.folder));
    }
    times.done = milliseconds(timer);
    if (downloads.transfer(id)->state != Transfer::State::Done)
        qFatal("%s", qPrintable(downloads.transfer(id)->error.value_or(Error()).message));
    QDir(downloads.transfer(id)->place).removeRecursively();
    return times;
}

void compare(const char *name, const QByteArray &zip, qint64 rate, const ArtifactRequest &request)
{
    const ThrottledServer server(zip, rate);
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> lastBytes;
    for (int round = 0; round < rounds; ++round) {
        theirs.push_back(curl(server, request.folder));
        const Times times = download(server, request, nullptr);
        ours.push_back(times.done);
        lastBytes.push_back(times.lastByte);
    }
    const QByteArray prefix(name);
    printFigure(prefix + "_curl", best(theirs), "ms");
    printFigure(prefix + "_last_byte", best(lastBytes), "ms");
    printFigure(prefix + "_download_and_unpack", best(ours), "ms");
    printFigure(prefix + "_ratio", best(ours) / best(theirs), "x");
    if (rate == 0)
        return;
    qint64 peak = 0;
    download(server, request, &peak);
    printFigure("peak_disk_ratio", double(peak) / double(entrySize * entries), "x");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        qFatal("There is no curl to compare with.");
    const QByteArray zip = madeArtifact();
    QTemporaryDir folder;
    ArtifactRequest request;
    request.repository.repository = {QStringLiteral("acme"), QStringLiteral("api")};
    request.artifact.id = ArtifactId{1};
    request.artifact.name = QStringLiteral("reports");
    request.artifact.digest = QStringLiteral("sha256:")
        + QString::fromLatin1(QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toHex());
    request.folder = folder.path();
    printFigure("artifact", double(zip.size()) / 1e6, "MB");
    printFigure("unpacked", double(entrySize * entries) / 1e6, "MB");
    compare("throttled", zip, throttledRate, request);
    compare("unthrottled", zip, 0, request);
    return 0;
}
