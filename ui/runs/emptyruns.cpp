// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/emptyruns.h"

#include "ui/runs/placetexts.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Runlight {

namespace {

QLabel *makeLabel(const QFont &font, QPalette::ColorRole color)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setFont(font);
    label->setForegroundRole(color);
    return label;
}

} // namespace

EmptyRuns::EmptyRuns(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_headline(makeLabel(theme.font(FontRole::BodyStrong), QPalette::WindowText))
    , m_explanation(makeLabel(theme.font(FontRole::Body), QPalette::PlaceholderText))
    , m_clear(new QPushButton(tr("Clear filter")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8 * Theme::grid, 0, 8 * Theme::grid, 0);
    column->setSpacing(2 * Theme::grid);
    column->addStretch(2);
    column->addWidget(m_headline);
    column->addWidget(m_explanation);
    column->addSpacing(Theme::grid);
    column->addWidget(m_clear, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_clear, &QPushButton::clicked, this, &EmptyRuns::clearFilterRequested);
}

void EmptyRuns::setText(const EmptyText &text, bool filtered)
{
    m_headline->setText(text.headline);
    m_explanation->setText(text.explanation);
    m_explanation->setVisible(!text.explanation.isEmpty());
    m_clear->setVisible(filtered);
    setFocusProxy(filtered ? m_clear : nullptr);
}

QString EmptyRuns::headline() const
{
    return m_headline->text();
}

} // namespace Runlight
