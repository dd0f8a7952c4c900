// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/artifacts/shownpreview.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace Runlight {

class ImageView;
class Theme;

//! What is in one file, as far as it can be shown.
class PreviewPane final : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewPane(const Theme &theme, QWidget *parent = nullptr);

    //! The file \a path in \a place; reads it on a worker. What was shown stays until then.
    void show(const QString &place, const QString &path);
    //! Nothing, with \a words about it.
    void clear(const QString &words);

Q_SIGNALS:
    void openingFailed(const QString &name, const Runlight::Error &error);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    void take(const Expected<ShownPreview> &preview);
    void tell(const QString &words);
    void openShown(bool itself);

    QString m_place;
    QString m_path;
    quint64 m_question = 0; //!< Answers to an earlier one are of no interest any more.
    QLabel *m_note;
    QPushButton *m_open;
    QPushButton *m_showInFolder;
    QStackedWidget *m_pages;
    QLabel *m_words;
    QPlainTextEdit *m_text;
    ImageView *m_image;
};

} // namespace Runlight
