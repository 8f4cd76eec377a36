#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace slipway::ui {

class Theme;

/// A framed part of a page with a header of 38 px: title, grey note, tools at the right.
class Panel : public QFrame
{
    Q_OBJECT
public:
    explicit Panel(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setNote(const QString &note);
    /// Adds a tool at the right end of the header.
    void addTool(QWidget *tool);
    /// Puts a chip or a tag behind the note.
    void addBadge(QWidget *badge);
    /// "accent" for the panel with the decision, "ok", "warn", "bad" for a verdict; empty for none.
    void setEmphasis(const QString &emphasis);

    /// What the panel holds. Tables reach to its edges: set their margins to 0.
    QVBoxLayout *body() const { return m_body; }

private:
    QLabel *m_title;
    QLabel *m_note;
    QHBoxLayout *m_badges;
    QHBoxLayout *m_tools;
    QVBoxLayout *m_body;
};

/// The head of a page: name, chips, actions at the right, and one sentence that says what is the case.
class TitleLine : public QWidget
{
    Q_OBJECT
public:
    explicit TitleLine(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);
    void setSentence(const QString &sentence);
    QString sentence() const;
    void addBadge(QWidget *badge);
    /// Buttons stand from the left to the right; the primary one comes last.
    void addButton(QWidget *button);

private:
    QLabel *m_name;
    QLabel *m_sentence;
    QHBoxLayout *m_badges;
    QHBoxLayout *m_actions;
};

} // namespace slipway::ui
