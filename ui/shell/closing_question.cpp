#include "ui/shell/closing_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace slipway::ui {

namespace {

QString say(const char *text, int count = -1)
{
    return QCoreApplication::translate("ClosingQuestion", text, nullptr, count);
}

} // namespace

ClosingAnswer askBeforeClosing(QWidget *window, int running)
{
    QMessageBox box(window);
    box.setObjectName(QStringLiteral("closing"));
    box.setIcon(QMessageBox::NoIcon);
    box.setWindowTitle(say("Close the window?"));
    box.setText(running == 1 ? say("A job is still running.") : say("%n jobs are still running.", running));
    box.setInformativeText(
        say("They do not need this window: they can run on, and their results are here when you "
            "come back."));
    QPushButton *letRun = box.addButton(say("Close and let them run"), QMessageBox::AcceptRole);
    QPushButton *stop = box.addButton(say("Stop them and close"), QMessageBox::DestructiveRole);
    QPushButton *stay = box.addButton(say("Keep the window"), QMessageBox::RejectRole);
    letRun->setObjectName(QStringLiteral("closing.let_run"));
    stop->setObjectName(QStringLiteral("closing.stop"));
    stay->setObjectName(QStringLiteral("closing.stay"));
    for (QPushButton *button : {letRun, stop, stay})
        button->setAccessibleName(button->text());
    box.setDefaultButton(letRun);
    box.setEscapeButton(stay);
    box.exec();
    if (box.clickedButton() == letRun)
        return ClosingAnswer::LetRun;
    return box.clickedButton() == stop ? ClosingAnswer::Stop : ClosingAnswer::Stay;
}

} // namespace slipway::ui
