#pragma once

#include <QWidget>

namespace slipway::ui {

class Theme;

/// One glyph in the colour of a token. It is decoration: what it means stands beside it in words.
class Glyph : public QWidget
{
    Q_OBJECT
public:
    Glyph(const Theme &theme, const QString &name, const QString &token = QStringLiteral("text.secondary"),
          int size = 16, QWidget *parent = nullptr);

    void setGlyph(const QString &name, const QString &token);

    QSize sizeHint() const override { return {m_size, m_size}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    QString m_token;
    int m_size;
};

} // namespace slipway::ui
