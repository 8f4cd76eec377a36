#pragma once

#include <QWidget>

class QLabel;

namespace slipway::ui {

class Theme;
class Glyph;

enum class LabelPlace { Above, Left };

/// A field with its name, and a hint below it. An error takes the hint's place and begins with the field's
/// name: "Epochs: use a whole number from 1 to 500."
class FormRow : public QWidget
{
    Q_OBJECT
public:
    /// Takes ownership of the field. The name may have a mnemonic ("&Epochs").
    FormRow(const Theme &theme, const QString &name, QWidget *field, LabelPlace place = LabelPlace::Above,
            QWidget *parent = nullptr);

    /// For a field whose meaning follows from another one.
    void setName(const QString &name);
    void setHint(const QString &hint);
    /// Empty: the value is fine.
    void setError(const QString &error);
    bool hasError() const { return m_hasError; }
    /// The line below the field as it stands there.
    QString message() const;
    /// The width of names at the left, so that fields of one form stand below each other.
    void setLabelWidth(int width);

    QWidget *field() const { return m_field; }

private:
    void showMessage();

    QString m_name;
    QString m_hint;
    QString m_error;
    QLabel *m_label;
    QWidget *m_field;
    Glyph *m_mark;
    QLabel *m_message;
    bool m_hasError = false;
};

} // namespace slipway::ui
