// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/transferrecord.h"

namespace Runlight {

StoredTransfer storedForm(const Transfer &transfer)
{
    StoredTransfer stored;
    stored.id = transfer.id.value;
    stored.repository = transfer.request.repository;
    stored.run = transfer.request.run;
    stored.artifact = transfer.request.artifact;
    stored.folder = transfer.request.folder;
    stored.state = transferStateName(transfer.state);
    stored.place = transfer.place;
    stored.isFolder = transfer.isFolder;
    stored.isVerified = transfer.isVerified;
    stored.totalBytes = transfer.totalBytes;
    stored.unpackedBytes = transfer.unpackedBytes;
    stored.error = transfer.error;
    for (const LeftOutEntry &entry : transfer.leftOut)
        stored.leftOut << entry.name << entry.reason;
    stored.leftOutCount = transfer.leftOutCount;
    stored.renamedCount = transfer.renamedCount;
    stored.startedAt = transfer.startedAt;
    stored.endedAt = transfer.endedAt;
    return stored;
}

Transfer restoredForm(const StoredTransfer &stored)
{
    using State = Transfer::State;
    Transfer transfer;
    transfer.id = TransferId{stored.id};
    transfer.request = {stored.repository, stored.run, stored.artifact, stored.folder};
    transfer.state = State::Interrupted;
    for (const State state : {State::Done, State::Failed, State::Cancelled}) {
        if (transferStateName(state) == stored.state)
            transfer.state = state;
    }
    transfer.place = stored.place;
    transfer.isFolder = stored.isFolder;
    transfer.isVerified = stored.isVerified;
    transfer.totalBytes = stored.totalBytes;
    transfer.receivedBytes = transfer.state == State::Done ? stored.totalBytes : 0;
    transfer.unpackedBytes = transfer.state == State::Done ? stored.unpackedBytes : 0;
    transfer.error = transfer.state == State::Failed ? stored.error : std::nullopt;
    for (qsizetype i = 0; i + 1 < stored.leftOut.size(); i += 2)
        transfer.leftOut.append({stored.leftOut.at(i), stored.leftOut.at(i + 1)});
    transfer.leftOutCount = stored.leftOutCount;
    transfer.renamedCount = stored.renamedCount;
    transfer.startedAt = stored.startedAt;
    transfer.endedAt = stored.endedAt;
    return transfer;
}

} // namespace Runlight
