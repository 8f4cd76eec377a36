#include "ui/pages/serving_request.h"

#include "core/data/feed_world.h"
#include "ui/actions/action_registry.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr int panelWidth = 348;
constexpr int labelWidth = 52;
constexpr int rankWidth = 60;
constexpr int itemWidth = 116;
constexpr int scoreTextWidth = 46;
constexpr int barHeight = 8;
constexpr int mostRows = 8; ///< of the ranking; more are scrolled to
constexpr int mostJsonHeight = 320;

/// The score behind a bar as long as its share of the best one.
class ScoreDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override
    {
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, textOf(index));
        const QRectF all(room.left(), room.center().y() - barHeight / 2.0 + 0.5,
                         std::max(0, room.width() - scoreTextWidth), barHeight);
        QRectF bar = all;
        bar.setWidth(std::max(1.0, all.width() * index.data(RankingModel::ShareRole).toDouble()));
        painter.fillRect(bar, theme().seriesColour(0));
    }
};

/// Numbers as numbers, other words as texts.
OrderedJson typed(const QString &word)
{
    const auto utf8 = word.toStdString();
    const auto json = OrderedJson::parse(utf8, nullptr, false);
    return json.is_number() ? json : OrderedJson(utf8);
}

QStringList wordsOf(const QString &list)
{
    QStringList found;
    for (const auto &word : list.split(QLatin1Char(','))) {
        if (!word.trimmed().isEmpty())
            found << word.trimmed();
    }
    return found;
}

Status statusOf(int http)
{
    return http == 200 ? Status::Ok : http >= 400 && http < 500 ? Status::Warns : Status::Failed;
}

} // namespace

RequestPanel::RequestPanel(const Theme &theme, ActionRegistry &actions, QWidget *parent)
    : Panel(theme, tr("Ask the server"), parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("serving.request"));
    setNote(QStringLiteral("POST /predict"));
    setFixedWidth(panelWidth);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(makeForm(actions));
    body()->addWidget(makeHairline());
    body()->addWidget(makeAnswer(), 1);
    clearAnswer();
}

QWidget *RequestPanel::makeForm(ActionRegistry &actions)
{
    m_user = new QLineEdit(QStringLiteral("123"));
    m_user->setObjectName(QStringLiteral("serving.user"));
    m_items = new QLineEdit(QStringLiteral("1, 2, 3, 5, 8"));
    m_items->setObjectName(QStringLiteral("serving.items"));
    m_device = new QComboBox;
    m_device->setObjectName(QStringLiteral("serving.device"));
    for (const auto device : data::feedDevices)
        m_device->addItem(text(device), text(device));
    m_device->addItem(tr("not said"));
    m_device->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (auto *field : {m_user, m_items}) {
        connect(field, &QLineEdit::returnPressed, this,
                [&actions] { actions.trigger(QStringLiteral("serving.send")); });
    }

    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    const int inner = m_theme.pixels(u"space.panel");
    column->setContentsMargins(inner, 0, inner, inner);
    column->setSpacing(m_theme.pixels(u"space.2"));
    const auto add = [&](const QString &name, QWidget *field) {
        auto *row = new FormRow(m_theme, name, field, LabelPlace::Left);
        row->setLabelWidth(labelWidth);
        column->addWidget(row);
        return row;
    };
    add(tr("&User"), m_user);
    add(tr("&Items"), m_items)->setHint(tr("Ids with commas between them"));
    add(tr("&Device"), m_device);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, m_theme.pixels(u"space.1"), 0, 0);
    line->setSpacing(m_theme.pixels(u"space.2"));
    line->addWidget(makeActionButton(actions, QStringLiteral("serving.send"), true));
    line->addWidget(makeActionButton(actions, QStringLiteral("serving.copy_curl"), false));
    line->addStretch();
    column->addLayout(line);
    return form;
}

QPushButton *RequestPanel::makeActionButton(ActionRegistry &actions, const QString &id, bool primary)
{
    QAction *action = actions.action(id);
    auto *button = makeButton(m_theme,
                              {.objectName = id,
                               .text = action->text(),
                               .icon = actions.description(id)->icon,
                               .kind = primary ? ButtonKind::Primary : ButtonKind::Normal});
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, [action] { action->trigger(); });
    return button;
}

QWidget *RequestPanel::makeAnswer()
{
    m_chip = new Chip(m_theme);
    m_chip->setObjectName(QStringLiteral("serving.status"));
    m_timing = makeLabel(QStringLiteral("small"));
    m_timing->setObjectName(QStringLiteral("serving.timing"));
    m_sentence = makeLabel(QStringLiteral("sentence"));
    m_sentence->setObjectName(QStringLiteral("serving.answer"));
    m_sentence->setWordWrap(true);
    m_table = new TableView(m_theme);
    m_table->setObjectName(QStringLiteral("serving.ranking"));
    m_table->setAccessibleName(tr("Ranking"));
    m_table->setModel(&m_ranking);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(RankingModel::Score, new ScoreDelegate(m_theme, m_table));
    m_table->setColumnWidth(RankingModel::Rank, rankWidth);
    m_table->setColumnWidth(RankingModel::Item, itemWidth);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_fold = makeButton(m_theme,
                        {.objectName = QStringLiteral("serving.json_fold"),
                         .text = tr("Show the JSON"),
                         .icon = QStringLiteral("chevr"),
                         .kind = ButtonKind::Quiet,
                         .size = ButtonSize::Compact});
    m_json = new QPlainTextEdit;
    m_json->setObjectName(QStringLiteral("serving.json"));
    m_json->setAccessibleName(tr("The answer as JSON"));
    m_json->setReadOnly(true);
    m_json->setFrameShape(QFrame::NoFrame);
    m_json->setFont(m_theme.font(u"mono"));
    m_json->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_json->document()->setDocumentMargin(m_theme.pixels(u"space.panel"));
    m_json->setTabChangesFocus(true);
    connect(m_fold, &QPushButton::clicked, this, [this] { foldJson(m_json->isHidden()); });

    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *answer = new QWidget;
    answer->setProperty("role", QStringLiteral("scrolled"));
    scroll->setWidget(answer);
    auto *column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *said = new QVBoxLayout;
    const int inner = m_theme.pixels(u"space.panel");
    said->setContentsMargins(inner, inner - 2, inner, inner - 2);
    said->setSpacing(m_theme.pixels(u"space.1"));
    auto *head = new QHBoxLayout;
    head->setSpacing(m_theme.pixels(u"space.2"));
    head->addWidget(makeLabel(QStringLiteral("strong"), tr("Answer")));
    head->addWidget(m_chip);
    head->addStretch();
    said->addLayout(head);
    said->addWidget(m_timing);
    said->addWidget(m_sentence);
    column->addLayout(said);
    column->addWidget(m_table);
    auto *fold = new QHBoxLayout;
    fold->setContentsMargins(m_theme.pixels(u"space.1"), m_theme.pixels(u"space.1"), 0, m_theme.pixels(u"space.1"));
    fold->addWidget(m_fold);
    fold->addStretch();
    column->addLayout(fold);
    column->addWidget(m_json);
    column->addStretch();
    return scroll;
}

QByteArray RequestPanel::requestBody() const
{
    OrderedJson body = OrderedJson::object();
    if (const QString user = m_user->text().trimmed(); !user.isEmpty())
        body["user_id"] = typed(user);
    body["item_ids"] = OrderedJson::array();
    for (const auto &item : wordsOf(m_items->text()))
        body["item_ids"].push_back(typed(item));
    if (const QString device = m_device->currentData().toString(); !device.isEmpty())
        body["context"] = {{"device", device.toStdString()}};
    return QByteArray::fromStdString(body.dump());
}

QString RequestPanel::curl(const QUrl &server) const
{
    QString quoted = QString::fromUtf8(requestBody());
    quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QStringLiteral("curl -s %1/predict -H 'Content-Type: application/json' -d '%2'")
        .arg(server.toString(), quoted);
}

void RequestPanel::clearAnswer()
{
    m_chip->hide();
    m_timing->hide();
    m_sentence->hide();
    m_table->hide();
    m_fold->hide();
    foldJson(false);
    m_json->clear();
    m_ranking.show({});
}

void RequestPanel::showHint(const QString &hint)
{
    clearAnswer();
    m_sentence->setText(hint);
    m_sentence->show();
}

void RequestPanel::showWaiting()
{
    m_chip->setStatus(Status::Running, tr("Waiting"));
    m_chip->show();
}

void RequestPanel::showAnswer(const PredictionAnswer &answer)
{
    const bool wasOpen = !m_json->isHidden();
    clearAnswer();
    m_chip->setStatus(statusOf(answer.status),
                      answer.status == 0
                          ? tr("No answer")
                          : QStringLiteral("%1 %2").arg(QString::number(answer.status), answer.phrase));
    m_chip->show();
    const QString here = NumberText::twoDigits(answer.hereMs);
    m_timing->setText(std::isfinite(answer.serverMs)
                          ? tr("%1 ms here, %2 ms in the server, version %3")
                                .arg(here, NumberText::twoDigits(answer.serverMs), answer.version)
                          : tr("%1 ms here").arg(here));
    m_timing->setVisible(answer.status != 0);
    m_ranking.show(answer.ranking);

    QStringList sentences;
    if (!answer.problem.isEmpty())
        sentences << answer.problem;
    if (!answer.isKnownUser)
        sentences << tr("The model has not seen this user: the scores come from defaults.");
    if (const int strangers = m_ranking.unknownCount(); strangers > 0)
        sentences << (strangers == 1 ? tr("One item is new to the model and scored from defaults.")
                                     : tr("%1 items are new to the model and scored from defaults.")
                                           .arg(NumberText::count(strangers)));
    m_sentence->setText(sentences.join(QLatin1Char(' ')));
    m_sentence->setVisible(!sentences.isEmpty());

    const int rows = m_ranking.rowCount();
    m_table->setFixedHeight((std::min(rows, mostRows) + 1) * m_theme.pixels(u"row.default") + 1);
    m_table->setVisible(rows > 0);
    m_json->setPlainText(answer.json);
    const int lines = m_json->document()->blockCount() * m_json->fontMetrics().lineSpacing();
    m_json->setFixedHeight(std::min(lines + 2 * m_theme.pixels(u"space.panel") + 2, mostJsonHeight));
    m_fold->setVisible(!answer.json.isEmpty());
    foldJson(wasOpen && !answer.json.isEmpty());
}

void RequestPanel::foldJson(bool open)
{
    m_json->setVisible(open);
    m_fold->setIcon(m_theme.icons().icon(open ? QStringLiteral("chevd") : QStringLiteral("chevr"),
                                         QStringLiteral("text.secondary")));
    m_fold->setText(u' ' + (open ? tr("Hide the JSON") : tr("Show the JSON")));
    m_fold->setAccessibleName(m_fold->text().trimmed());
}

} // namespace slipway::ui
