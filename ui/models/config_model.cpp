#include "ui/models/config_model.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QLocale>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr double asGoodAsNone = 1e15; ///< a bound that nobody meets

QString bound(double value)
{
    if (value == std::floor(value))
        return NumberText::count(value);
    return QLocale().toString(value, 'f', QLocale::FloatingPointShortest);
}

enum class Form { Short, InSentence };

QString range(const Parameter &parameter, Form form)
{
    const bool least = std::isfinite(parameter.least);
    const bool most = std::isfinite(parameter.most) && parameter.most < asGoodAsNone;
    if (least && most)
        return (form == Form::Short ? ConfigModel::tr("%1 to %2") : ConfigModel::tr("from %1 to %2")).arg(bound(parameter.least), bound(parameter.most));
    if (least)
        return (form == Form::Short ? ConfigModel::tr("at least %1") : ConfigModel::tr("of at least %1")).arg(bound(parameter.least));
    if (most)
        return (form == Form::Short ? ConfigModel::tr("at most %1") : ConfigModel::tr("of at most %1"))
            .arg(bound(parameter.most));
    return {};
}

/// "8, 16" is typed like a sentence; a command line wants one word.
QString asWord(const Parameter &parameter, const QString &typed)
{
    QString word = typed.trimmed();
    if (parameter.type == ParameterType::Integers) {
        word.remove(QLatin1Char(' '));
        if (word.startsWith(QLatin1Char('[')) && word.endsWith(QLatin1Char(']')))
            word = word.mid(1, word.size() - 2);
    }
    return word;
}

} // namespace

QString ConfigRow::key() const
{
    return text(parameter->name);
}

ConfigModel::ConfigModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void ConfigModel::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.configuration(m_pending, [this](const Result<std::vector<ConfigFile>> &files) {
        if (!files) {
            Q_EMIT failed(files.error());
            return;
        }
        std::vector<ConfigRow> next;
        m_mistakes.clear();
        for (const auto &file : files.value()) {
            if (file.mistake)
                m_mistakes << text(file.mistake->message);
            for (const auto &parameter : workspace::configSchema(file.file).parameters)
                next.push_back({text(file.file), &parameter,
                                file.values.is_object() ? file.values.value(parameter.name, Json()) : Json()});
        }
        replaceRows(std::move(next));
        answered();
        if (m_readAgain)
            refresh();
    });
}

int ConfigModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags ConfigModel::flags(const QModelIndex &index) const
{
    auto flags = RowsModel::flags(index);
    const ConfigRow *found = row(index);
    if (found && index.column() == Value && !found->value.is_null())
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool ConfigModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const ConfigRow *found = row(index);
    if (!found || index.column() != Value || role != Qt::EditRole)
        return false;
    const Parameter &parameter = *found->parameter;
    const QString word = asWord(parameter, value.toString());
    const auto parsed = word.isEmpty() && parameter.type != ParameterType::Text
        ? Result<Json>(Error {})
        : parsedValue(parameter, word.toStdString());
    if (!parsed) {
        Q_EMIT refused(tr("%1: use %2.").arg(found->key(), allowed(parameter)));
        return false;
    }
    if (parsed.value() == found->value)
        return true;
    const QString file = found->file;
    const QString key = found->key();
    mutableRow(index.row()).value = parsed.value(); // the next reading puts right what could not be written
    announceRows(index.row(), index.row());
    Q_EMIT edited(file, key, word);
    return true;
}

int ConfigModel::changedCount() const
{
    return static_cast<int>(
        std::count_if(rows().begin(), rows().end(), [](const ConfigRow &row) { return !row.isStandard(); }));
}

QString ConfigModel::typed(const Json &value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return text(value.get<std::string>());
    if (!value.is_array())
        return text(writeJson(value));
    QStringList items;
    for (const auto &item : value)
        items << text(writeJson(item));
    return items.join(QStringLiteral(", "));
}

QString ConfigModel::allowed(const Parameter &parameter)
{
    const QString reach = range(parameter, Form::InSentence);
    const auto with = [&](const QString &what) { return reach.isEmpty() ? what : what + u' ' + reach; };
    switch (parameter.type) {
    case ParameterType::Integer:
        return with(tr("a whole number"));
    case ParameterType::Number:
        return with(tr("a number"));
    case ParameterType::Integers:
        return with(tr("whole numbers, parted by commas, each"));
    case ParameterType::Flag:
        return tr("true or false");
    case ParameterType::Records:
        return tr("a list of sections, as it stands in the file");
    case ParameterType::Text:
        break;
    }
    if (parameter.choices.size() == 1)
        return tr("only %1").arg(text(parameter.choices.front()));
    return parameter.choices.empty() ? tr("a text")
                                     : tr("one of %1").arg(texts(parameter.choices).join(QStringLiteral(", ")));
}

QString ConfigModel::bounds(const Parameter &parameter)
{
    switch (parameter.type) {
    case ParameterType::Integer:
    case ParameterType::Number:
        return range(parameter, Form::Short);
    case ParameterType::Integers:
        return tr("each %1").arg(range(parameter, Form::Short));
    case ParameterType::Flag:
    case ParameterType::Records:
        return allowed(parameter);
    case ParameterType::Text:
        break;
    }
    return parameter.choices.empty() ? tr("any text")
                                     : texts(parameter.choices).join(QStringLiteral(", "));
}

QVariant ConfigModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(words());
    if (role == Qt::ToolTipRole && column == Value)
        return tr("As it is typed in the file. Enter or F2 changes it.");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Key:
        return tr("Setting");
    case Value:
        return tr("Value");
    case Standard:
        return tr("Standard");
    case Allowed:
        return tr("May be");
    case Meaning:
        return tr("What it means");
    default:
        return {};
    }
}

QVariant ConfigModel::cell(const ConfigRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::EditRole:
        return column == Value ? typed(row.value) : shown(row, column);
    case Qt::ToolTipRole:
        if (column == Value && !row.isStandard())
            return tr("The standard is %1.").arg(typed(row.parameter->standard));
        return column == Allowed ? allowed(*row.parameter) : shown(row, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::AccessibleTextRole:
        return sentence(row);
    case SortRole:
        return shown(row, column);
    case IdRole:
        return keyOf(row);
    case FileRole:
        return row.file;
    case ChoicesRole:
        return texts(row.parameter->choices);
    case IsStandardRole:
        return row.isStandard();
    case FindRole:
        return QStringList {row.key(), typed(row.value), shown(row, Meaning), row.file}.join(u'\n');
    default:
        return {};
    }
}

QString ConfigModel::shown(const ConfigRow &row, int column) const
{
    switch (column) {
    case Key:
        return row.key();
    case Value:
        return typed(row.value);
    case Standard:
        return typed(row.parameter->standard);
    case Allowed:
        return bounds(*row.parameter);
    case Meaning:
        return text(row.parameter->help);
    default:
        return {};
    }
}

QString ConfigModel::sentence(const ConfigRow &row) const
{
    if (row.value.is_null())
        return tr("%1 of %2 cannot be read.").arg(row.key(), row.file);
    const QString state = row.isStandard()
        ? tr("%1 is %2, as standard.").arg(row.key(), typed(row.value))
        : tr("%1 is %2; the standard is %3.")
              .arg(row.key(), typed(row.value), typed(row.parameter->standard));
    return tr("%1 %2.").arg(state, text(row.parameter->help));
}

QString ConfigModel::keyOf(const ConfigRow &row) const
{
    return row.file + u'/' + row.key();
}

} // namespace slipway::ui
