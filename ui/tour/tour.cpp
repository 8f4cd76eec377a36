#include "ui/tour/tour.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSet>

#include <yaml-cpp/yaml.h>

// Q_INIT_RESOURCE has to stand outside of every namespace. Without it the linker drops the resource of a
// static library.
static void initialiseTours()
{
    Q_INIT_RESOURCE(slipway_tours);
}

namespace slipway::ui {

namespace {

constexpr char kFolder[] = ":/slipway/tours/";

QString say(const char *text)
{
    return QCoreApplication::translate("Tour", text);
}

/// A text of the tour in the language of the window: the file holds the English one.
QString translated(const QString &tourId, const QString &text)
{
    const QByteArray context = "tour." + tourId.toUtf8();
    return QCoreApplication::translate(context.constData(), text.toUtf8().constData());
}

QString field(const YAML::Node &step, const char *key)
{
    const YAML::Node value = step[key];
    return value ? QString::fromStdString(value.as<std::string>()).simplified() : QString();
}

TourStep stepFrom(const QString &tourId, const YAML::Node &node)
{
    TourStep step;
    step.id = field(node, "id");
    step.page = field(node, "page");
    step.target = field(node, "target");
    step.name = translated(tourId, field(node, "name"));
    step.title = translated(tourId, field(node, "title"));
    step.text = translated(tourId, field(node, "text"));
    step.tryIt = translated(tourId, field(node, "try"));
    step.action = field(node, "action");
    step.awaited = field(node, "await");
    return step;
}

/// What a step lacks, as a sentence; empty if it is whole.
QString problemOf(const TourStep &step, qsizetype number, const QSet<QString> &earlier)
{
    if (step.id.isEmpty())
        return say("Step %1 has no id.").arg(number);
    if (earlier.contains(step.id))
        return say("Two steps are called %1.").arg(step.id);
    if (step.title.isEmpty() || step.text.isEmpty())
        return say("The step %1 needs a title and a text.").arg(step.id);
    if (!step.action.isEmpty() && step.tryIt.isEmpty())
        return say("The step %1 has an action, and no words under \"try\" that tell what it does.")
            .arg(step.id);
    return {};
}

std::optional<Tour> tourFrom(const QString &id, const YAML::Node &root, QString *problem)
{
    if (!root.IsMap() || !root["steps"] || !root["steps"].IsSequence()) {
        *problem = say("There is no list of steps.");
        return std::nullopt;
    }
    Tour tour;
    tour.id = id;
    tour.title = translated(id, field(root, "title"));
    tour.minutes = root["minutes"] ? root["minutes"].as<int>() : 0;
    QSet<QString> ids;
    for (const YAML::Node &node : root["steps"]) {
        const TourStep step = stepFrom(id, node);
        *problem = problemOf(step, tour.steps.size() + 1, ids);
        if (!problem->isEmpty())
            return std::nullopt;
        ids.insert(step.id);
        tour.steps.append(step);
    }
    if (tour.steps.isEmpty()) {
        *problem = say("There is no list of steps.");
        return std::nullopt;
    }
    return tour;
}

} // namespace

std::optional<Tour> readTour(const QString &id, const QByteArray &yaml, QString *problem)
{
    problem->clear();
    std::optional<Tour> tour;
    try {
        tour = tourFrom(id, YAML::Load(yaml.toStdString()), problem);
    } catch (const YAML::Exception &error) {
        *problem = say("Line %1: %2.").arg(error.mark.line + 1).arg(QString::fromStdString(error.msg));
    }
    if (!problem->isEmpty())
        *problem = say("The tour %1 cannot be shown. %2").arg(id, *problem);
    return tour;
}

std::optional<Tour> builtInTour(const QString &id, QString *problem)
{
    initialiseTours();
    QFile file(QString::fromLatin1(kFolder) + id + QStringLiteral(".yaml"));
    if (!file.open(QIODevice::ReadOnly)) {
        *problem = say("There is no tour called %1.").arg(id);
        return std::nullopt;
    }
    return readTour(id, file.readAll(), problem);
}

QStringList builtInTours()
{
    initialiseTours();
    QStringList ids;
    const QStringList files = QDir(QString::fromLatin1(kFolder)).entryList({QStringLiteral("*.yaml")});
    for (const QString &file : files)
        ids.append(file.chopped(5)); // ".yaml"
    return ids;
}

} // namespace slipway::ui
