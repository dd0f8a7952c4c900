<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArchiveReader</name>
    <message numerus="yes">
        <source>The archive has more than %n file(s), so it was not unpacked; look at it with another program.</source>
        <translation>
            <numerusform>The archive has more than %n file, so it was not unpacked; look at it with another program.</numerusform>
            <numerusform>The archive has more than %n files, so it was not unpacked; look at it with another program.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Extraction</name>
    <message numerus="yes">
        <source>The archive has more than %n file(s) and folder(s).</source>
        <translation>
            <numerusform>The archive has more than %n file or folder.</numerusform>
            <numerusform>The archive has more than %n files and folders.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The archive&apos;s list of files is longer than %n file(s) need.</source>
        <translation>
            <numerusform>The archive&apos;s list of files is longer than %n file needs.</numerusform>
            <numerusform>The archive&apos;s list of files is longer than %n files need.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The archive unpacks to more than %n time(s) its own size.</source>
        <translation>
            <numerusform>The archive unpacks to more than its own size.</numerusform>
            <numerusform>The archive unpacks to more than %n times its own size.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogPattern</name>
    <message numerus="yes">
        <source>This is too long to search for: at most %n character(s).</source>
        <translation>
            <numerusform>This is too long to search for: at most %n character.</numerusform>
            <numerusform>This is too long to search for: at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::ApprovalTexts</name>
    <message numerus="yes">
        <source>%n commit(s) since the last deployment, %1</source>
        <comment>when</comment>
        <translation>
            <numerusform>%n commit since the last deployment, %1</numerusform>
            <numerusform>%n commits since the last deployment, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wait timer of %n minute(s)</source>
        <translation>
            <numerusform>wait timer of %n minute</numerusform>
            <numerusform>wait timer of %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 does not wait any more</source>
        <comment>environments</comment>
        <translation>
            <numerusform>%1 does not wait any more</numerusform>
            <numerusform>%1 do not wait any more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::Availability</name>
    <message numerus="yes">
        <source>GitHub reruns only what was created within the last %n day(s).</source>
        <translation>
            <numerusform>GitHub reruns only what was created within the last %n day.</numerusform>
            <numerusform>GitHub reruns only what was created within the last %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The run has been rerun %n time(s), which is the most that GitHub does.</source>
        <translation>
            <numerusform>The run has been rerun %n time, which is the most that GitHub does.</numerusform>
            <numerusform>The run has been rerun %n times, which is the most that GitHub does.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The run was asked to stop. It can be forced in %n second(s).</source>
        <translation>
            <numerusform>The run was asked to stop. It can be forced in %n second.</numerusform>
            <numerusform>The run was asked to stop. It can be forced in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::CommandTexts</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>lines of a list</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is not possible for %n other(s) that you selected.</source>
        <translation>
            <numerusform>It is not possible for %n other that you selected.</numerusform>
            <numerusform>It is not possible for %n others that you selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) cancelled</source>
        <translation>
            <numerusform>%1 of %n run cancelled</numerusform>
            <numerusform>%1 of %n runs cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) deleted</source>
        <translation>
            <numerusform>%1 of %n run deleted</numerusform>
            <numerusform>%1 of %n runs deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) started again</source>
        <translation>
            <numerusform>%1 of %n run started again</numerusform>
            <numerusform>%1 of %n runs started again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n artifact(s)</source>
        <translation>
            <numerusform>%n artifact</numerusform>
            <numerusform>%n artifacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)?</source>
        <translation>
            <numerusform>Cancel %n run?</numerusform>
            <numerusform>Cancel %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)</source>
        <translation>
            <numerusform>Cancel %n run</numerusform>
            <numerusform>Cancel %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)?</source>
        <translation>
            <numerusform>Delete %n run?</numerusform>
            <numerusform>Delete %n runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)</source>
        <translation>
            <numerusform>Delete %n run</numerusform>
            <numerusform>Delete %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::ContentsView</name>
    <message numerus="yes">
        <source>more than %n file(s)</source>
        <translation>
            <numerusform>more than %n file</numerusform>
            <numerusform>more than %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tests · %n failed</source>
        <translation>
            <numerusform>Tests · %n failed</numerusform>
            <numerusform>Tests · %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <comment>entries of an archive</comment>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::DispatchForm</name>
    <message numerus="yes">
        <source>The workflow defines %n input(s), of which GitHub takes %1; the others are left out.</source>
        <translation>
            <numerusform>The workflow defines %n input, of which GitHub takes %1; the others are left out.</numerusform>
            <numerusform>The workflow defines %n inputs, of which GitHub takes %1; the others are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are too many options; the first %n are shown.</source>
        <translation>
            <numerusform>There are too many options; the first is shown.</numerusform>
            <numerusform>There are too many options; the first %n are shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::DispatchText</name>
    <message numerus="yes">
        <source>%n field(s) need(s) a look</source>
        <translation>
            <numerusform>%n field needs a look</numerusform>
            <numerusform>%n fields need a look</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was started, and %n run(s) could be the one</source>
        <translation>
            <numerusform>It was started, and %n run could be the one</numerusform>
            <numerusform>It was started, and %n runs could be the one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::DispatchesService</name>
    <message numerus="yes">
        <source>GitHub takes at most %n input(s).</source>
        <translation>
            <numerusform>GitHub takes at most %n input.</numerusform>
            <numerusform>GitHub takes at most %n inputs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All values together are too long for GitHub, by %n character(s).</source>
        <translation>
            <numerusform>All values together are too long for GitHub, by %n character.</numerusform>
            <numerusform>All values together are too long for GitHub, by %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The event&apos;s type is longer than %n character(s).</source>
        <translation>
            <numerusform>The event&apos;s type is longer than %n character.</numerusform>
            <numerusform>The event&apos;s type is longer than %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The payload has more than %n member(s) at its top.</source>
        <translation>
            <numerusform>The payload has more than %n member at its top.</numerusform>
            <numerusform>The payload has more than %n members at its top.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::HistoryView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::HttpExchange</name>
    <message numerus="yes">
        <source>The server fell silent for %n second(s).</source>
        <translation>
            <numerusform>The server fell silent for %n second.</numerusform>
            <numerusform>The server fell silent for %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No connection came about within %n second(s).</source>
        <translation>
            <numerusform>No connection came about within %n second.</numerusform>
            <numerusform>No connection came about within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::InputForm</name>
    <message numerus="yes">
        <source>The workflow file has %n oddity(ies)</source>
        <translation>
            <numerusform>The workflow file has an oddity</numerusform>
            <numerusform>The workflow file has %n oddities</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::InputValues</name>
    <message numerus="yes">
        <source>All values together are too long for GitHub, by %n character(s).</source>
        <translation>
            <numerusform>All values together are too long for GitHub, by %n character.</numerusform>
            <numerusform>All values together are too long for GitHub, by %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::JobMatches</name>
    <message numerus="yes">
        <source>%1 — %Ln line(s)</source>
        <comment>job</comment>
        <translation>
            <numerusform>%1 — %Ln line</numerusform>
            <numerusform>%1 — %Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more line(s)</source>
        <translation>
            <numerusform>… and %Ln more line</numerusform>
            <numerusform>… and %Ln more lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) found</source>
        <translation>
            <numerusform>%Ln line found</numerusform>
            <numerusform>%Ln lines found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log(s) searched</source>
        <translation>
            <numerusform>%n log searched</numerusform>
            <numerusform>%n logs searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log(s) to come</source>
        <translation>
            <numerusform>%n log to come</numerusform>
            <numerusform>%n logs to come</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::LogFinder</name>
    <message numerus="yes">
        <source>%n line(s) were left out: the expression takes too long on them.</source>
        <translation type="vanished">
            <numerusform>%n line was left out: the expression takes too long on it.</numerusform>
            <numerusform>%n lines were left out: the expression takes too long on them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The expression takes too long: %Ln line(s) were not searched.</source>
        <translation>
            <numerusform>The expression takes too long: %Ln line was not searched.</numerusform>
            <numerusform>The expression takes too long: %Ln lines were not searched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::LogViewer</name>
    <message numerus="yes">
        <source>Copied %Ln line(s)</source>
        <translation>
            <numerusform>Copied %Ln line</numerusform>
            <numerusform>Copied %Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::MainWindow</name>
    <message numerus="yes">
        <source>%n need you — %1</source>
        <comment>window title</comment>
        <translation>
            <numerusform>%n needs you — %1</numerusform>
            <numerusform>%n need you — %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::PlaceTexts</name>
    <message numerus="yes">
        <source>%Ln need(s) you</source>
        <translation>
            <numerusform>%Ln needs you</numerusform>
            <numerusform>%Ln need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failing</source>
        <translation>
            <numerusform>%Ln failing</numerusform>
            <numerusform>%Ln failing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln running</source>
        <translation>
            <numerusform>%Ln running</numerusform>
            <numerusform>%Ln running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) of yours</source>
        <translation>
            <numerusform>%Ln run of yours</numerusform>
            <numerusform>%Ln runs of yours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) of %1</source>
        <translation>
            <numerusform>%Ln run of %1</numerusform>
            <numerusform>%Ln runs of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::RunActions</name>
    <message numerus="yes">
        <source>Cancel %n run(s)…</source>
        <translation>
            <numerusform>Cancel %n run…</numerusform>
            <numerusform>Cancel %n runs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run(s)…</source>
        <translation>
            <numerusform>Delete %n run…</numerusform>
            <numerusform>Delete %n runs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-run failed jobs of %n run(s)</source>
        <translation>
            <numerusform>Re-run failed jobs of %n run</numerusform>
            <numerusform>Re-run failed jobs of %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::RunTexts</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::RunsPane</name>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::RunsView</name>
    <message numerus="yes">
        <source>%n new run(s)</source>
        <translation>
            <numerusform>%n new run</numerusform>
            <numerusform>%n new runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::SidebarModel</name>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <comment>a place of the sidebar</comment>
        <translation>
            <numerusform>%1, %n run</numerusform>
            <numerusform>%1, %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n run(s)</source>
        <comment>a repository, its state</comment>
        <translation>
            <numerusform>%1, %2, %n run</numerusform>
            <numerusform>%1, %2, %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::StatusTexts</name>
    <message numerus="yes">
        <source>Updated %1 ago · %n repository(ies) could not be updated</source>
        <translation>
            <numerusform>Updated %1 ago · %n repository could not be updated</numerusform>
            <numerusform>Updated %1 ago · %n repositories could not be updated</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::TestsView</name>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>tests</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <comment>tests</comment>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <comment>tests</comment>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passed</source>
        <comment>tests</comment>
        <translation>
            <numerusform>%n passed</numerusform>
            <numerusform>%n passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test(s) found</source>
        <translation>
            <numerusform>%n test found</numerusform>
            <numerusform>%n tests found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::TransferIndicator</name>
    <message numerus="yes">
        <source>%n download(s) ask before going on</source>
        <translation>
            <numerusform>%n download asks before going on</numerusform>
            <numerusform>%n downloads ask before going on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n download</numerusform>
            <numerusform>%n downloads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::TransferTexts</name>
    <message numerus="yes">
        <source>%1 · %n entry(ies) left out</source>
        <translation>
            <numerusform>%1 · %n entry left out</numerusform>
            <numerusform>%1 · %n entries left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of the archive left out</source>
        <translation>
            <numerusform>%n entry of the archive left out</numerusform>
            <numerusform>%n entries of the archive left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) got another name</source>
        <translation>
            <numerusform>%n file got another name</numerusform>
            <numerusform>%n files got another name</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::TroubleBar</name>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <comment>the worst trouble</comment>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runlight::WindowTexts</name>
    <message numerus="yes">
        <source>Loading runs of %n repository(ies)…</source>
        <translation>
            <numerusform>Loading runs of %n repository…</numerusform>
            <numerusform>Loading runs of %n repositories…</numerusform>
        </translation>
    </message>
</context>
</TS>
