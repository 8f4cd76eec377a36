#include "ui/pages/data_generate_form.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <limits>
#include <optional>

namespace slipway::ui {

namespace {

constexpr qint64 leastRows = 100; // as the engine takes them
constexpr qint64 mostRows = 10'000'000'000;
constexpr qint64 usualRows = 100'000;
constexpr qint64 mostSeed = std::numeric_limits<qint64>::max();
constexpr int fieldWidth = 150;

QLineEdit *numberField(const QString &objectName, const QString &name, const QString &value)
{
    auto *field = new QLineEdit(value);
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    field->setFixedWidth(fieldWidth);
    return field;
}

/// The number in a field, however it is grouped; says what is wrong where it is none.
std::optional<qint64> numberIn(const QLineEdit &field, FormRow &row, qint64 least, qint64 most,
                               const QString &error)
{
    bool isNumber = false;
    QString digits = field.text().simplified();
    const qint64 value = QLocale().toLongLong(digits.remove(QLatin1Char(' ')), &isNumber);
    const bool fine = isNumber && value >= least && value <= most;
    row.setError(fine ? QString() : error);
    return fine ? std::optional(value) : std::nullopt;
}

} // namespace

DataGenerateForm::DataGenerateForm(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Generate the feed sample"), parent)
    , m_rows(numberField(QStringLiteral("data.generate.rows"), tr("Rows"), QLocale().toString(usualRows)))
    , m_seed(numberField(QStringLiteral("data.generate.seed"), tr("Seed"), QStringLiteral("42")))
    , m_rowsRow(new FormRow(theme, tr("&Rows"), m_rows))
    , m_seedRow(new FormRow(theme, tr("&Seed"), m_seed))
{
    setObjectName(QStringLiteral("data.generate.form"));
    setNote(tr("Made-up users, items and interactions of a news feed."));
    m_rowsRow->setHint(tr("Interactions of users with items"));
    m_seedRow->setHint(tr("The same seed gives the same rows"));
    auto *make = makeButton(theme,
                            {.objectName = QStringLiteral("data.generate.start"),
                             .text = tr("&Generate"),
                             .kind = ButtonKind::Primary});
    auto *leave = makeButton(theme,
                             {.objectName = QStringLiteral("data.generate.cancel"),
                              .text = tr("&Cancel"),
                              .kind = ButtonKind::Quiet});
    connect(make, &QPushButton::clicked, this, &DataGenerateForm::accept);
    connect(leave, &QPushButton::clicked, this, &QWidget::hide);
    for (auto *field : {m_rows, m_seed})
        connect(field, &QLineEdit::returnPressed, this, &DataGenerateForm::accept);

    auto *line = new QHBoxLayout;
    line->setSpacing(theme.pixels(u"space.6"));
    line->addWidget(m_rowsRow);
    line->addWidget(m_seedRow);
    line->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme.pixels(u"space.2"));
    buttons->addWidget(leave);
    buttons->addWidget(make);
    line->addLayout(buttons);
    body()->addLayout(line);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void DataGenerateForm::open()
{
    show();
    m_rows->setFocus(Qt::OtherFocusReason);
    m_rows->selectAll();
}

void DataGenerateForm::accept()
{
    const auto rows = numberIn(*m_rows, *m_rowsRow, leastRows, mostRows,
                               tr("use a whole number from %1 on.").arg(QLocale().toString(leastRows)));
    const auto seed = numberIn(*m_seed, *m_seedRow, 0, mostSeed, tr("use a whole number from 0 on."));
    if (!rows || !seed) {
        (rows ? m_seed : m_rows)->setFocus(Qt::OtherFocusReason);
        return;
    }
    hide();
    Q_EMIT accepted({QStringLiteral("data"), QStringLiteral("generate"), QStringLiteral("--scenario"),
                     QStringLiteral("feed"), QStringLiteral("--rows"), QString::number(*rows),
                     QStringLiteral("--seed"), QString::number(*seed)});
}

void DataGenerateForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        Panel::keyPressEvent(event);
}

} // namespace slipway::ui
