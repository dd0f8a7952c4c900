// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/statusbar.h"

#include "core/base/clock.h"
#include "ui/artifacts/transferindicator.h"
#include "ui/theme/plaintext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace Runlight {

namespace {

QLabel *mutedLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

//! Green, amber or grey; the text beside it says the same in words.
class HealthDot : public QWidget
{
public:
    explicit HealthDot(Theme &theme)
        : m_theme(theme)
    {
        setFixedSize(2 * Theme::grid, 2 * Theme::grid);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setHealth(WatchHealth health)
    {
        if (m_health == health)
            return;
        m_health = health;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color());
        painter.drawEllipse(rect());
    }

private:
    QColor color() const
    {
        switch (m_health) {
        case WatchHealth::Good:
            return m_theme.glyphColor(StatusGlyph::Success);
        case WatchHealth::Impaired:
            return m_theme.glyphColor(StatusGlyph::InProgress);
        case WatchHealth::Offline:
            break;
        }
        return m_theme.glyphColor(StatusGlyph::Neutral);
    }

    Theme &m_theme;
    WatchHealth m_health = WatchHealth::Offline;
};

StatusBar::StatusBar(Downloads &downloads, Clock &clock, Theme &theme, QWidget *parent)
    : Band(theme, Qt::TopEdge, parent)
    , m_clock(clock)
    , m_dot(new HealthDot(theme))
    , m_watch(mutedLabel())
    , m_note(mutedLabel())
    , m_budget(mutedLabel())
{
    setAccessibleName(tr("Status"));
    auto *transfers = new TransferIndicator(downloads, theme);
    connect(transfers, &QAbstractButton::clicked, this, &StatusBar::downloadsRequested);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * Theme::grid, Theme::grid + 1, 3 * Theme::grid, Theme::grid);
    layout->setSpacing(3 * Theme::grid);
    layout->addWidget(m_dot);
    layout->addWidget(m_watch);
    layout->addStretch();
    layout->addWidget(transfers);
    layout->addStretch();
    layout->addWidget(m_note);
    layout->addWidget(m_budget);
    m_note->hide();
    refresh();
}

void StatusBar::setStatus(const MonitorStatus &status)
{
    m_status = status;
    refresh();
}

void StatusBar::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void StatusBar::refresh()
{
    const QDateTime now = m_clock.now();
    m_dot->setHealth(watchHealth(m_status, now));
    m_watch->setText(watchText(m_status, now));
    m_budget->setText(budgetText(m_status, now));
    m_budget->setToolTip(plainToolTip(budgetToolTip(m_status, now)));
}

} // namespace Runlight
