// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logaccessible.h"

#include "ui/log/logview.h"

#include <QAccessibleWidget>

namespace Runlight {

namespace {

//! A log may have millions of lines, and whoever asks for "the text" would get them all: so the text is what is on
//! screen, as it is for those who see it.
class AccessibleLog final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit AccessibleLog(LogView *view)
        : QAccessibleWidget(view, QAccessible::Document)
    { }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        return state;
    }

    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Value ? view().visibleText() : QAccessibleWidget::text(which);
    }
    QString text(int start, int end) const override { return view().visibleText().mid(start, end - start); }
    int characterCount() const override { return int(view().visibleText().size()); }
    int cursorPosition() const override { return view().cursorInVisibleText(); }
    void setCursorPosition(int) override { }
    QString attributes(int, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return {};
    }

    // Selections reach beyond the screen, where this text does not.
    int selectionCount() const override { return 0; }
    void selection(int, int *start, int *end) const override { *start = *end = 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    QRect characterRect(int) const override { return {}; }
    int offsetAtPoint(const QPoint &) const override { return -1; }
    void scrollToSubstring(int, int) override { }

private:
    LogView &view() const { return *static_cast<LogView *>(widget()); }
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<LogView *>(object);
    return view ? new AccessibleLog(view) : nullptr;
}

} // namespace

void installLogAccessibility()
{
    QAccessible::installFactory(makeAccessible);
}

} // namespace Runlight
