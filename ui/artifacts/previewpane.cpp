// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/previewpane.h"

#include "core/artifacts/workercall.h"
#include "ui/artifacts/imageview.h"
#include "ui/artifacts/opening.h"
#include "ui/artifacts/plaintextview.h"
#include "ui/theme/theme.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace Runlight {

PreviewPane::PreviewPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_note(new QLabel)
    , m_open(new QPushButton(tr("Open")))
    , m_showInFolder(new QPushButton(tr("Show in folder")))
    , m_pages(new QStackedWidget)
    , m_words(new QLabel)
    , m_text(makePlainTextView(theme))
    , m_image(new ImageView(theme))
{
    m_text->setAccessibleName(tr("Text of the file"));
    for (QLabel *label : {m_note, m_words}) {
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setContentsMargins(3 * Theme::grid, 3 * Theme::grid, 3 * Theme::grid, 3 * Theme::grid);
    for (QWidget *page :
         {static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_image)})
        m_pages->addWidget(page);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(3 * Theme::grid, Theme::grid, 5 * Theme::grid, Theme::grid);
    buttons->setSpacing(2 * Theme::grid);
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_open);
    buttons->addWidget(m_showInFolder);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buttons);
    layout->addWidget(m_pages, 1);

    connect(m_open, &QPushButton::clicked, this, [this] { openShown(true); });
    connect(m_showInFolder, &QPushButton::clicked, this, [this] { openShown(false); });
    clear({});
}

void PreviewPane::show(const QString &place, const QString &path)
{
    m_place = place;
    m_path = path;
    m_open->setEnabled(false);
    m_showInFolder->setEnabled(true);
    callOnWorker<Expected<ShownPreview>>(
        *QThreadPool::globalInstance(), this, [place, path] { return loadShownPreview(place, path); },
        [this, question = ++m_question](const Expected<ShownPreview> &preview) {
            if (question == m_question)
                take(preview);
        });
}

void PreviewPane::clear(const QString &words)
{
    ++m_question;
    m_place.clear();
    m_path.clear();
    m_note->clear();
    m_open->setEnabled(false);
    m_showInFolder->setEnabled(false);
    tell(words);
}

void PreviewPane::take(const Expected<ShownPreview> &preview)
{
    m_note->clear();
    if (!preview)
        return tell(preview.error().message);
    m_note->setText(preview->note);
    m_open->setEnabled(preview->canOpen);
    m_open->setToolTip(preview->canOpen ? QString() : tr("It may be a program, which is never started from here"));
    if (preview->kind == Preview::Kind::Text) {
        m_text->setPlainText(preview->text);
        m_pages->setCurrentWidget(m_text);
    } else if (!preview->image.isNull()) {
        m_image->setImage(preview->image);
        m_pages->setCurrentWidget(m_image);
    } else {
        tell(preview->text);
    }
}

void PreviewPane::tell(const QString &words)
{
    m_text->clear();
    m_image->setImage({});
    m_words->setText(words);
    m_pages->setCurrentWidget(m_words);
}

void PreviewPane::openShown(bool itself)
{
    const QString name = m_path.isEmpty() ? m_place.section(QLatin1Char('/'), -1) : m_path;
    const auto done = [this, name](const Expected<void> &result) {
        if (!result)
            Q_EMIT openingFailed(name, result.error());
    };
    if (itself)
        openFile(m_place, m_path, this, done);
    else
        showInFolder(m_place, m_path, this, done);
}

void PreviewPane::focusInEvent(QFocusEvent *event)
{
    m_pages->currentWidget() == m_text ? m_text->setFocus(event->reason()) : m_showInFolder->setFocus(event->reason());
}

} // namespace Runlight
