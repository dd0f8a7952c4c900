// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/welcomepage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Runlight {

namespace {

constexpr int columnWidth = 120 * Theme::grid;

QLabel *textLabel(const QString &text, const QFont &font)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

QLabel *mutedLabel(const QString &text, const QFont &font)
{
    QLabel *label = textLabel(text, font);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

WelcomePage::WelcomePage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Welcome"));
    auto *column = new QWidget;
    column->setFixedWidth(columnWidth);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::grid);
    layout->addWidget(textLabel(tr("Watch your runs"), theme.font(FontRole::Title)));
    layout->addWidget(mutedLabel(tr("Nothing is watched yet. There are three ways in:"), theme.font(FontRole::Body)));
    addWay(*layout, tr("With your token"),
           tr("Set GH_TOKEN or GITHUB_TOKEN and start Runlight again. It watches the repositories you pushed to "
              "last. The token stays in memory."));
    addWay(*layout, tr("Public repositories, without a token"),
           tr("Start Runlight again with --repo OWNER/NAME, once for each. GitHub allows 60 requests an hour."));
    addWay(*layout, tr("The demo"), tr("A simulated GitHub on this computer. Nothing is sent anywhere."));
    auto *demo = new QPushButton(tr("Try the demo"));
    connect(demo, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    layout->addSpacing(Theme::grid);
    layout->addWidget(demo, 0, Qt::AlignLeft);
    setFocusProxy(demo);

    // Not centred by alignment, which would ignore the height that wrapped text needs.
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(column);
    row->addStretch();
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(6 * Theme::grid, 6 * Theme::grid, 6 * Theme::grid, 6 * Theme::grid);
    page->addStretch(2);
    page->addLayout(row);
    page->addStretch(3);
}

void WelcomePage::addWay(QVBoxLayout &layout, const QString &title, const QString &text)
{
    layout.addSpacing(5 * Theme::grid);
    layout.addWidget(textLabel(title, m_theme.font(FontRole::BodyStrong)));
    layout.addWidget(mutedLabel(text, m_theme.font(FontRole::Body)));
}

} // namespace Runlight
