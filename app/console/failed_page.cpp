#include "app/console/failed_page.h"

#include "ui/actions/action_registry.h"

namespace slipway::ui {

FailedPage::FailedPage(const PageFrame &frame, const PageDescription &description, const QString &sentence,
                       QWidget *parent)
    : Page(frame, description, parent)
    , m_sentence(sentence)
{
    showWhy();
}

void FailedPage::showExample(View)
{
    showWhy();
}

void FailedPage::showWhy()
{
    const auto runs = [this](const char *action) {
        return [this, id = QString::fromLatin1(action)] { actions().trigger(id); };
    };
    views().showFailure({.title = tr("The workspace could not be opened"),
                         .sentence = m_sentence,
                         .ways = {{.objectName = QStringLiteral("home.open_another"),
                                   .verb = tr("Open another…"),
                                   .run = runs("workspace.open")},
                                  {.objectName = QStringLiteral("home.create_another"),
                                   .verb = tr("Make a new one…"),
                                   .run = runs("workspace.create")}}});
}

} // namespace slipway::ui
