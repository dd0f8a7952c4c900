// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/historyview.h"

#include "ui/approvals/approvaltexts.h"
#include "ui/run/elidedlabel.h"
#include "ui/run/glyphlabel.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>

namespace Runlight {

namespace {

constexpr int shownReviews = 4; //!< Who wants to read more opens the run on GitHub.

} // namespace

HistoryView::HistoryView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_lines(new QVBoxLayout(this))
{
    setAccessibleName(tr("Reviews so far"));
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(Theme::grid);
    hide();
}

void HistoryView::setHistory(const std::optional<QList<DeploymentReview>> &history, bool asked)
{
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    setVisible(!asked && (!history || !history->isEmpty()));
    if (isHidden())
        return;
    if (!history) {
        addLine(tr("Reviews so far: not known"));
        return;
    }
    const qsizetype first = qMax<qsizetype>(0, history->size() - shownReviews);
    for (qsizetype i = history->size() - 1; i >= first; --i)
        addLine(historyText(history->at(i)), history->at(i).state == QLatin1String("approved"));
    if (first > 0)
        addLine(tr("and %n more", nullptr, int(first)));
}

void HistoryView::addLine(const QString &text, std::optional<bool> approved)
{
    auto *line = new QWidget(this);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * Theme::grid);
    if (approved) {
        auto *glyph = new GlyphLabel(m_theme, 14, line);
        glyph->setGlyph(*approved ? StatusGlyph::Success : StatusGlyph::Failure);
        layout->addWidget(glyph);
    }
    auto *label = new ElidedLabel(m_theme, ElidedLabel::Ground::None, line);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setLine(text);
    layout->addWidget(label, 1);
    m_lines->addWidget(line);
    line->show();
}

} // namespace Runlight
