// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/paletteitem.h"

#include "core/monitor/monitor.h"
#include "core/runs/runcatalog.h"
#include "core/runs/runrecords.h"
#include "ui/theme/plaintext.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace Runlight {

namespace {

QString paletteText(const char *text)
{
    return QCoreApplication::translate("Runlight::PaletteItem", text);
}

PaletteItem workflowItem(const RepositoryRef &repository, const QString &workflow, const QString &form)
{
    PaletteItem item;
    item.kind = PaletteItem::Kind::Workflow;
    item.repository = repository;
    item.workflow = workflow;
    item.text = form.arg(oneLine(workflow), repository.repository.fullName());
    return item;
}

} // namespace

PaletteItems actionItems(const QList<ActionSection> &sections)
{
    PaletteItems items;
    for (const ActionSection &section : sections) {
        for (QAction *action : section.actions) {
            PaletteItem item;
            item.text = section.about.isEmpty() ? action->iconText()
                                                : paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "%1 · %2"))
                                                      .arg(action->iconText(), oneLine(section.about));
            item.action = action;
            if (!section.about.isEmpty())
                item.aboutStart = int(action->iconText().size());
            items.push_back(item);
        }
    }
    std::stable_partition(items.begin(), items.end(), [](const PaletteItem &item) { return item.isPossible(); });
    return items;
}

PaletteItems repositoryItems(const MonitorStatus &status, const RunCatalog &catalog)
{
    PaletteItems items;
    for (const RepositoryStatus &repository : status.repositories) {
        PaletteItem item;
        item.kind = PaletteItem::Kind::Repository;
        item.repository = repository.ref;
        item.text = paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "Show repository · %1"))
                        .arg(repository.ref.repository.fullName());
        if (const CatalogCounts counts = catalog.counts(repository.ref); counts.all > 0) {
            item.glyph = glyphFor(counts.worstState());
            item.stateText = stateText(counts.worstState());
        }
        items.push_back(item);
    }
    return items;
}

PaletteItems workflowItems(const QList<StoredRepository> &stored, const MonitorStatus &status,
                           const RunCatalog &catalog)
{
    QHash<RepositoryRef, QSet<QString>> known;
    for (const RepositoryStatus &repository : status.repositories)
        known.insert(repository.ref, {QString()}); // one without a name cannot be looked for
    PaletteItems items;
    const QString form = paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "Show workflow · %1 · %2"));
    const auto add = [&](const RepositoryRef &repository, const QString &workflow) {
        const auto of = known.find(repository);
        if (of == known.end() || of->contains(workflow))
            return;
        of->insert(workflow);
        items.push_back(workflowItem(repository, workflow, form));
    };
    for (const StoredRepository &each : stored) {
        for (const Workflow &workflow : each.workflows) {
            if (workflow.state != WorkflowState::Deleted)
                add({each.account, each.repository.name}, workflow.name);
        }
    }
    const RunRecords &records = catalog.records();
    std::vector<bool> seen(records.groups().count());
    QSet<quint64> pairs;
    for (const RunIndex index : catalog.newestFirst()) {
        const RunRecord &run = records[index];
        if (seen[run.group])
            continue; // of the same workflow
        seen[run.group] = true;
        const quint64 pair = quint64(run.repository) << 32 | run.workflow;
        if (pairs.contains(pair))
            continue;
        pairs.insert(pair);
        add(records.repository(run.repository).ref, records.text(run.workflow));
    }
    return items;
}

PaletteItems runItems(const RunCatalog &catalog, int most)
{
    PaletteItems items;
    for (const RunIndex index : catalog.newestFirst()) {
        if (int(items.size()) >= most)
            break;
        const RunEntry run = catalog.run(index);
        PaletteItem item;
        item.kind = PaletteItem::Kind::Run;
        item.run = run.key();
        item.repository = run.repository();
        item.glyph = glyphFor(run.state());
        item.stateText = stateText(run.state());
        const QString title = oneLine(run.title());
        const QString workflow = oneLine(run.workflow());
        const QString of = paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "%1 #%2"))
                               .arg(run.repository().repository.fullName())
                               .arg(run.number());
        item.text = title == workflow
            ? paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "%1 · %2")).arg(title, of)
            : paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "%1 · %2 · %3")).arg(title, workflow, of);
        items.push_back(item);
    }
    return items;
}

QString whyNot(const QAction &action)
{
    if (action.isEnabled())
        return {};
    const QString reason = action.statusTip();
    return reason.isEmpty() ? paletteText(QT_TRANSLATE_NOOP("Runlight::PaletteItem", "Not possible now")) : reason;
}

} // namespace Runlight
