// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/workflowfile.h"

namespace Runlight::Sim {

namespace {

QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

QString triggers(const Scenario::Workflow &workflow)
{
    QString yaml = QStringLiteral("on:\n");
    for (const QString &event : workflow.events) {
        yaml += QStringLiteral("  %1:\n").arg(event);
        if (event == QLatin1String("schedule"))
            yaml += QStringLiteral("    - cron: '0 2 * * *'\n");
        if (event != QLatin1String("workflow_dispatch") || workflow.inputs.isEmpty())
            continue;
        yaml += QStringLiteral("    inputs:\n");
        for (const Scenario::Input &input : workflow.inputs) {
            yaml += QStringLiteral("      %1:\n        type: %2\n        required: %3\n")
                        .arg(input.name, input.type, input.required ? QStringLiteral("true") : QStringLiteral("false"));
            if (!input.description.isEmpty())
                yaml += QStringLiteral("        description: %1\n").arg(quoted(input.description));
            if (!input.fallback.isEmpty())
                yaml += QStringLiteral("        default: %1\n").arg(quoted(input.fallback));
            if (!input.options.isEmpty())
                yaml += QStringLiteral("        options: [%1]\n").arg(input.options.join(QStringLiteral(", ")));
        }
    }
    return yaml;
}

QString matrix(const Scenario::Job &job)
{
    QString yaml = QStringLiteral("    strategy:\n      matrix:\n        include:\n");
    for (const auto &row : job.matrix) {
        QStringList keys = row.keys();
        keys.sort();
        QStringList pairs;
        for (const QString &key : keys)
            pairs.append(QStringLiteral("%1: %2").arg(key, quoted(row.value(key))));
        yaml += QStringLiteral("          - {%1}\n").arg(pairs.join(QStringLiteral(", ")));
    }
    return yaml;
}

// The scenario's {key} is a workflow's ${{ matrix.key }}.
QString withExpressions(QString text)
{
    return text.replace(QLatin1String("{"), QLatin1String("${{ matrix."))
        .replace(QLatin1String("}"), QLatin1String(" }}"));
}

QString jobYaml(const Scenario::Job &job)
{
    QString yaml = QStringLiteral("  %1:\n    name: %2\n    runs-on: %3\n")
                       .arg(job.id, quoted(withExpressions(job.name)), withExpressions(job.runsOn));
    if (!job.needs.isEmpty())
        yaml += QStringLiteral("    needs: [%1]\n").arg(job.needs.join(QStringLiteral(", ")));
    if (!job.environment.isEmpty())
        yaml += QStringLiteral("    environment: %1\n").arg(job.environment);
    if (!job.matrix.isEmpty())
        yaml += matrix(job);
    yaml += QStringLiteral("    steps:\n");
    for (const Scenario::Step &step : job.steps) {
        const QString action = QStringLiteral("Run actions/");
        if (step.name.startsWith(action))
            yaml += QStringLiteral("      - uses: %1\n").arg(step.name.mid(4));
        else
            yaml += QStringLiteral("      - name: %1\n        run: ./ci/%2.sh\n")
                        .arg(quoted(step.name), step.name.toLower().replace(QLatin1Char(' '), QLatin1Char('-')));
    }
    return yaml;
}

} // namespace

QByteArray workflowFile(const Scenario::Workflow &workflow)
{
    QString yaml = QStringLiteral("name: %1\n\n%2\njobs:\n").arg(quoted(workflow.name), triggers(workflow));
    for (const Scenario::Job &job : workflow.jobs)
        yaml += jobYaml(job);
    return yaml.toUtf8();
}

} // namespace Runlight::Sim
