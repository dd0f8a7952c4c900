// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace Runlight {

class Theme;

//! A notice in the place it concerns: what happened, in whose words, and a button that mends it. All text is plain.
//! Hidden until show() is called.
class InlineBar : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Error, Review };

    //! All that a bar says and offers, as one value.
    struct Notice
    {
        Kind kind = Kind::Info;
        QString headline;
        QString detail;
        QString primary; //!< The buttons' words; empty: no button.
        QString secondary;
        bool closable = false;

        friend bool operator==(const Notice &, const Notice &) = default;
    };

    //! \a theme must outlive this.
    explicit InlineBar(const Theme &theme, QWidget *parent = nullptr);

    void setKind(Kind kind);
    //! \a detail may be empty and may have several lines.
    void setText(const QString &headline, const QString &detail = {});
    //! An empty text hides the button.
    void setActions(const QString &primary, const QString &secondary = {});
    //! While they are not, \a whyNot says why.
    void setActionsEnabled(bool enabled, const QString &whyNot = {});
    void setClosable(bool closable);
    //! Shows \a notice and nothing of what was there before; hides the bar where there is none.
    void tell(const std::optional<Notice> &notice);
    //! Gives the focus to the button that does the least harm: the secondary, else the primary one.
    void focusButton();

    QString headline() const;
    QString detail() const;

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void primaryTriggered();
    void secondaryTriggered();
    //! The user closed the bar; it has hidden itself.
    void closed();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateLook();

    const Theme &m_theme;
    Kind m_kind = Kind::Info;
    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_detail;
    QPushButton *m_primary;
    QPushButton *m_secondary;
    QToolButton *m_close;
    QBoxLayout *m_body; //!< Texts and buttons: side by side, or below each other where it is narrow.
};

} // namespace Runlight
