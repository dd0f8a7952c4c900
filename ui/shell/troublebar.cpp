// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/troublebar.h"

#include "core/base/clock.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace Runlight {

namespace {

InlineBar::Kind kindOf(Trouble::Kind kind)
{
    switch (kind) {
    case Trouble::Kind::Tls:
    case Trouble::Kind::Unauthorized:
    case Trouble::Kind::Storage:
        return InlineBar::Kind::Error;
    case Trouble::Kind::Offline:
    case Trouble::Kind::Limited:
    case Trouble::Kind::Repository:
        break;
    }
    return InlineBar::Kind::Warning;
}

//! The troubles that the bar has no room for, one a line.
QString listOf(const QList<Trouble> &troubles)
{
    QStringList titles;
    for (const Trouble &trouble : troubles)
        titles += trouble.title;
    return titles.join(QLatin1Char('\n'));
}

} // namespace

TroubleBar::TroubleBar(Clock &clock, Theme &theme, QWidget *parent)
    : Band(theme, Qt::BottomEdge, parent)
    , m_clock(clock)
    , m_bar(new InlineBar(theme))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::grid, 2 * Theme::grid, 2 * Theme::grid, 2 * Theme::grid + 1);
    layout->addWidget(m_bar);
    m_bar->show();
    connect(m_bar, &InlineBar::primaryTriggered, this, &TroubleBar::mend);
    hide();
}

void TroubleBar::setSources(const TroubleSources &sources)
{
    m_sources = sources;
    refresh();
}

void TroubleBar::refresh()
{
    const QList<Trouble> troubles = troublesOf(m_sources, m_clock.now());
    if (troubles == m_troubles)
        return;
    m_troubles = troubles;
    showWorst();
}

void TroubleBar::showWorst()
{
    if (m_troubles.isEmpty()) {
        hide();
        return;
    }
    const Trouble &worst = m_troubles.constFirst();
    const int others = int(m_troubles.size()) - 1;
    m_bar->setKind(kindOf(worst.kind));
    m_bar->setText(others == 0 ? worst.title : tr("%1, and %n more", "the worst trouble", others).arg(worst.title),
                   worst.detail);
    m_bar->setActions(worst.mendText);
    m_bar->setToolTip(others == 0 ? QString() : plainToolTip(listOf(m_troubles.mid(1))));
    show();
}

void TroubleBar::mend()
{
    if (m_troubles.isEmpty())
        return;
    const Trouble worst = m_troubles.constFirst();
    switch (worst.mend) {
    case Mend::None:
        break;
    case Mend::Retry:
        Q_EMIT retryRequested();
        break;
    case Mend::OpenUrl:
    case Mend::OpenFolder:
        Q_EMIT openRequested(worst.url);
        break;
    case Mend::StopWatching:
        Q_EMIT stopWatchingRequested(worst.repository);
        break;
    }
}

} // namespace Runlight
