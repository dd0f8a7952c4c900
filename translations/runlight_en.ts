<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Runlight::MainWindow</name>
    <message numerus="yes">
        <source>%n need you — Runlight</source>
        <comment>window title</comment>
        <translation>
            <numerusform>%n needs you — Runlight</numerusform>
            <numerusform>%n need you — Runlight</numerusform>
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
