#pragma once

#include "ui/widgets/delegates.h"

namespace slipway::ui {

/// The sentence of a check, in which the column stands out.
class CheckSentenceDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
};

/// Words that lead somewhere, at the right; "–" where they do not.
class LinkDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
};

/// A small histogram.
class BarsDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
};

} // namespace slipway::ui
