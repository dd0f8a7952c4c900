// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/filetree.h"
#include "core/artifacts/transfer.h"
#include "core/base/expected.h"

#include <QSplitter>

#include <memory>

class QTreeView;

namespace Runlight {

class FileTreeModel;
class PreviewPane;
class Theme;

//! The files of an artifact, and what is in the one that is selected.
class FilesView final : public QSplitter
{
    Q_OBJECT

public:
    explicit FilesView(const Theme &theme, QWidget *parent = nullptr);
    ~FilesView() override;

    void setFiles(const Transfer &transfer, const Expected<FileTree> &tree);
    void clear();
    //! From the file's text back to the files. False where that is not where the focus is.
    bool goBack();

Q_SIGNALS:
    void openingFailed(const QString &name, const Runlight::Error &error);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCurrent();

    QString m_place;
    std::unique_ptr<FileTreeModel> m_model;
    QTreeView *m_tree;
    PreviewPane *m_preview;
};

} // namespace Runlight
