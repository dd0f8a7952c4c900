// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/deployment.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace Runlight {

class Theme;

//! Who decided what about the deployments of a run before, newest first.
class HistoryView final : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit HistoryView(const Theme &theme, QWidget *parent = nullptr);

    //! Nothing: not known, which is said unless it is still \a asked for. Shows nothing where nobody decided anything.
    void setHistory(const std::optional<QList<DeploymentReview>> &history, bool asked);

private:
    void addLine(const QString &text, std::optional<bool> approved = {});

    const Theme &m_theme;
    QVBoxLayout *m_lines;
};

} // namespace Runlight
