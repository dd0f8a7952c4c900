// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/plaintextview.h"

#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QTextOption>

namespace Runlight {

QPlainTextEdit *makePlainTextView(const Theme &theme)
{
    auto *view = new QPlainTextEdit;
    view->setReadOnly(true);
    view->setUndoRedoEnabled(false);
    view->setFrameShape(QFrame::NoFrame);
    view->setFont(theme.font(FontRole::Mono));
    view->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    view->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setTabChangesFocus(true);
    view->document()->setDocumentMargin(3 * Theme::grid);
    return view;
}

} // namespace Runlight
