// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakenetwork.h"

#include <QPointer>

namespace Runlight {

class FakeReply : public QNetworkReply
{
    Q_OBJECT

public:
    FakeReply(FakeNetwork &network, QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
              FakeAnswer answer)
        : QNetworkReply(&network)
        , m_network(network)
        , m_answer(std::move(answer))
    {
        setOperation(operation);
        setRequest(request);
        setUrl(request.url());
        open(ReadOnly | Unbuffered);
        if (m_answer.hangs)
            return;
        if (m_answer.delay > Clock::Milliseconds::zero()) {
            network.m_clock.singleShot(m_answer.delay, this, [this] { deliver(); });
            return;
        }
        ++network.m_answersDue;
        m_isDue = true;
        QMetaObject::invokeMethod(this, &FakeReply::deliver, Qt::QueuedConnection);
    }

    ~FakeReply() override { settle(); }

    void abort() override
    {
        if (isFinished())
            return;
        ++m_network.m_aborted;
        settle();
        setError(OperationCanceledError, QStringLiteral("Aborted"));
        setFinished(true);
        Q_EMIT finished();
    }

    qint64 bytesAvailable() const override { return m_arrived - m_read + QNetworkReply::bytesAvailable(); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qint64 size = std::min<qint64>(maxSize, m_arrived - m_read);
        std::copy_n(m_answer.body.constData() + m_read, size, data);
        m_read += size;
        return size;
    }

private:
    void deliver()
    {
        if (isFinished())
            return;
        settle();
        if (m_answer.error == NoError) {
            deliverHead();
            deliverBody();
            return;
        }
        setError(m_answer.error, QStringLiteral("No network"));
        end();
    }

    void end()
    {
        setFinished(true);
        Q_EMIT finished();
    }

    void deliverHead()
    {
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_answer.status);
        for (const auto &[name, value] : std::as_const(m_answer.headers))
            setRawHeader(name, value);
        if (m_answer.status >= 400)
            setError(m_answer.status == 404 ? ContentNotFoundError : UnknownContentError, QStringLiteral("Refused"));
        Q_EMIT metaDataChanged();
    }

    void deliverBody()
    {
        using namespace std::chrono_literals;
        if (isFinished()) // Aborted by who was told of the headers.
            return;
        const bool isCut = m_answer.cutAt >= 0;
        const qint64 end = isCut ? m_answer.cutAt : m_answer.body.size();
        const qint64 rate = m_answer.bytesPerSecond;
        const qint64 before = std::exchange(m_arrived, rate > 0 ? std::min(m_arrived + rate, end) : end);
        if (m_arrived > before)
            Q_EMIT readyRead();
        if (isFinished())
            return;
        if (m_arrived < end) {
            m_network.m_clock.singleShot(1s, this, [this] { deliverBody(); });
            return;
        }
        if (isCut)
            setError(RemoteHostClosedError, QStringLiteral("Connection closed"));
        this->end();
    }

    void settle()
    {
        if (std::exchange(m_isDue, false))
            --m_network.m_answersDue;
    }

    FakeNetwork &m_network;
    FakeAnswer m_answer;
    qint64 m_read = 0;
    qint64 m_arrived = 0;
    bool m_isDue = false;
};

FakeNetwork::FakeNetwork(Clock &clock, Handler handler, QObject *parent)
    : QNetworkAccessManager(parent)
    , m_clock(clock)
    , m_handler(std::move(handler))
{ }

QNetworkReply *FakeNetwork::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body)
{
    static const QHash<int, QByteArray> verbs = {{HeadOperation, "HEAD"},
                                                 {GetOperation, "GET"},
                                                 {PutOperation, "PUT"},
                                                 {PostOperation, "POST"},
                                                 {DeleteOperation, "DELETE"}};
    const QByteArray custom = request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    const FakeRequest seen{operation == CustomOperation ? custom : verbs.value(operation), request.url(),
                           body ? body->readAll() : QByteArray(), request};
    return new FakeReply(*this, operation, request, m_handler(seen));
}

} // namespace Runlight

#include "fakenetwork.moc"
