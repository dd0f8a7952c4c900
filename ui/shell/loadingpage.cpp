// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/loadingpage.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace Runlight {

namespace {

//! The in-progress glyph, turning.
class BusyGlyph : public QWidget
{
public:
    explicit BusyGlyph(Theme &theme)
        : m_theme(theme)
    {
        setFixedSize(6 * Theme::grid, 6 * Theme::grid);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
        connect(&theme, &Theme::animationFrame, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_theme.paintGlyph(painter, rect(), StatusGlyph::InProgress);
    }

private:
    Theme &m_theme;
};

} // namespace

LoadingPage::LoadingPage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel)
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(3 * Theme::grid);
    layout->addStretch(2);
    layout->addWidget(new BusyGlyph(theme), 0, Qt::AlignHCenter);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

void LoadingPage::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

} // namespace Runlight
