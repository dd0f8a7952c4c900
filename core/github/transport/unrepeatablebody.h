// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIODevice>

namespace Runlight {

//! The body of a write, readable once. Qt by itself sends a request again when a connection breaks before the answer,
//! writes too, unless their body cannot be rewound; that is the only way to keep a write from happening twice.
class UnrepeatableBody final : public QIODevice
{
public:
    UnrepeatableBody(QByteArray bytes, QObject *parent);

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_read == m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_read; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qsizetype m_read = 0;
};

} // namespace Runlight
