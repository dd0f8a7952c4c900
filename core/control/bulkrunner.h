// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "core/control/writepace.h"

#include <QHash>
#include <QPointer>

namespace Runlight {

//! Many commands, one after another, at the pace that GitHub takes writes at.
class BulkRunner : public QObject
{
    Q_OBJECT

public:
    //! \a clock must outlive this.
    explicit BulkRunner(Clock &clock, QObject *parent = nullptr);

    //! \a commands were made and not begun, but for those that were under way before.
    BulkId add(const QList<CommandStatus> &commands);
    //! Its commands that were not begun, to be given up.
    QList<CommandId> takeUnbegun(BulkId id);
    std::optional<BulkStatus> status(BulkId id) const;

    //! Each command that is begun, by whomever.
    void begun(const Command &command);
    //! A command has changed: it was paused, or is being looked up.
    void commandChanged(const CommandStatus &status, const QDateTime &pausedUntil);
    void commandEnded(const CommandStatus &status);

Q_SIGNALS:
    void changed(Runlight::BulkId id);
    //! It is \a command's turn: exactly once each.
    void beginWanted(Runlight::CommandId command);

private:
    struct Bulk
    {
        BulkStatus status;
        QList<CommandStatus> waiting; //!< Not begun, the next one first.
        QSet<CommandId> open; //!< Not ended.
        CommandId current; //!< Begun and not answered.
        QPointer<QObject> timer;
    };

    void pump(BulkId id);
    void beginNext(Bulk &bulk);
    void forgetOld();

    Clock &m_clock;
    QHash<BulkId, Bulk> m_bulks;
    QHash<AccountId, WritePace> m_paces;
    qint64 m_lastId = 0;
};

} // namespace Runlight
