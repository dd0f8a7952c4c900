// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/http/httpmessage.h"

#include <functional>
#include <memory>

namespace Runlight {

class Clock;

//! HTTP/1.1 on the loopback interface, over Qt HTTP Server: the only place that knows how its API moved between Qt
//! versions. Understands requests to a proxy as well (absolute targets). Lives on one thread, its clock's.
class HttpServer
{
public:
    //! Answers at once; what takes time is said in HttpReply::delivery.
    using Handler = std::function<HttpReply(const HttpRequest &)>;

    //! \a clock measures delays and slow bodies; it must outlive this.
    HttpServer(Handler handler, Clock &clock);
    //! Closes every connection.
    ~HttpServer();

    //! Listens on 127.0.0.1 at \a port, 0: any free one. Once only. An error names the port and why not.
    Expected<void> listen(quint16 port);
    //! "http://127.0.0.1:PORT"; empty while not listening.
    QUrl url() const;

private:
    class Connections;
    class Parser;

    std::unique_ptr<Parser> m_parser;
};

} // namespace Runlight
