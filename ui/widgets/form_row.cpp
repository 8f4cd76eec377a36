#include "ui/widgets/form_row.h"

#include "ui/theme/theme.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QStyle>

namespace slipway::ui {

FormRow::FormRow(const Theme &theme, const QString &name, QWidget *field, LabelPlace place, QWidget *parent)
    : QWidget(parent)
    , m_name(QString(name).remove(u'&'))
    , m_label(makeLabel(QStringLiteral("small"), name, this))
    , m_field(field)
    , m_mark(new Glyph(theme, QStringLiteral("status-bad"), QStringLiteral("status.bad.solid"),
                       theme.pixels(u"icon.small"), this))
    , m_message(makeLabel(QStringLiteral("note"), {}, this))
{
    m_label->setBuddy(field);
    m_message->setWordWrap(true);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(m_name);
    auto *line = new QHBoxLayout;
    line->setSpacing(5);
    line->addWidget(m_mark, 0, Qt::AlignTop);
    line->addWidget(m_message, 1);
    m_mark->setContentsMargins(0, 2, 0, 0);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.pixels(u"space.3"));
    grid->setVerticalSpacing(theme.pixels(u"space.1"));
    const bool above = place == LabelPlace::Above;
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(field, above ? 1 : 0, above ? 0 : 1);
    grid->addLayout(line, above ? 2 : 1, above ? 0 : 1);
    grid->setColumnStretch(above ? 0 : 1, 1);
    showMessage();
}

void FormRow::setLabelWidth(int width)
{
    m_label->setFixedWidth(width);
}

void FormRow::setName(const QString &name)
{
    m_name = QString(name).remove(u'&');
    m_label->setText(name);
    m_field->setAccessibleName(m_name);
    showMessage();
}

void FormRow::setHint(const QString &hint)
{
    m_hint = hint;
    showMessage();
}

void FormRow::setError(const QString &error)
{
    m_error = error;
    m_hasError = !error.isEmpty();
    m_field->setProperty("invalid", m_hasError);
    m_field->update();
    showMessage();
}

QString FormRow::message() const
{
    return m_message->text();
}

void FormRow::showMessage()
{
    const auto text = m_hasError ? tr("%1: %2").arg(m_name, m_error) : m_hint;
    m_message->setText(text);
    m_message->setProperty("role", m_hasError ? QStringLiteral("error") : QStringLiteral("note"));
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
    m_message->setVisible(!text.isEmpty());
    m_mark->setVisible(m_hasError);
    m_field->setAccessibleDescription(text);
}

} // namespace slipway::ui
