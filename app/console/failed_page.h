#pragma once

#include "ui/pages/page.h"

namespace slipway::ui {

/// Stands in Home's place where no workspace could be opened: why, and the ways on.
class FailedPage : public Page
{
    Q_OBJECT
public:
    FailedPage(const PageFrame &frame, const PageDescription &description, const QString &sentence,
               QWidget *parent = nullptr);

    void showExample(View view) override;

private:
    void showWhy();

    QString m_sentence;
};

} // namespace slipway::ui
