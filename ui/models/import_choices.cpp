#include "ui/models/import_choices.h"

namespace slipway::ui {

QStringList ImportChoices::reading() const
{
    QStringList words;
    // With an equals sign a value may begin with a dash.
    const auto add = [&](const char *flag, const QString &value) {
        if (!value.isEmpty())
            words << QStringLiteral("--%1=%2").arg(QLatin1String(flag), value);
    };
    if (unionByName)
        words << QStringLiteral("--union");
    add("table", table);
    if (header == QLatin1String("yes"))
        words << QStringLiteral("--header");
    else if (header == QLatin1String("no"))
        words << QStringLiteral("--no-header");
    add("delimiter", delimiter);
    add("quote", quote);
    add("escape", escape);
    add("encoding", encoding);
    add("decimal", decimal);
    add("blanks", blanks);
    for (const QString &token : nullTokens)
        add("null", token);
    if (skippedLines > 0)
        add("skip", QString::number(skippedLines));
    for (auto type = types.begin(); type != types.end(); ++type)
        add("type", QStringLiteral("%1=%2").arg(type.key(), type.value()));
    for (auto format = dateFormats.begin(); format != dateFormats.end(); ++format)
        add("date-format", QStringLiteral("%1=%2").arg(format.key(), format.value()));
    if (noTarget)
        words << QStringLiteral("--no-target");
    else
        add("target", target);
    return words;
}

QStringList ImportChoices::previewCommand(const QStringList &files) const
{
    return QStringList {QStringLiteral("data"), QStringLiteral("preview")} + files + reading();
}

QStringList ImportChoices::importCommand(const QStringList &files) const
{
    return QStringList {QStringLiteral("data"), QStringLiteral("import")} + files
        + QStringList {QStringLiteral("--name"), name} + reading();
}

bool ImportChoices::forget(const QString &column)
{
    const bool wasTarget = !column.isEmpty() && target == column;
    if (wasTarget)
        target.clear();
    const auto forgotten = types.remove(column) + dateFormats.remove(column);
    return wasTarget || forgotten > 0;
}

} // namespace slipway::ui
