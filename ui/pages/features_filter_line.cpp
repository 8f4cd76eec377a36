#include "ui/pages/features_filter_line.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int wordsWidth = 280;
constexpr int leastWords = 160;
constexpr int setWidth = 150;
constexpr int tagWidth = 116;

} // namespace

FeaturesFilterLine::FeaturesFilterLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_words(new QLineEdit)
    , m_sets(new QComboBox)
    , m_tags(new QComboBox)
    , m_hidden(makeButton(theme, {.objectName = QStringLiteral("features.steps"), .text = tr("Steps")}))
    , m_count(makeLabel(QStringLiteral("small")))
{
    m_words->setObjectName(QStringLiteral("features.filter"));
    m_words->setAccessibleName(tr("Filter features"));
    m_words->setPlaceholderText(tr("Name, meaning, owner or column"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(theme.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_words->setMaximumWidth(wordsWidth);
    m_words->setMinimumWidth(leastWords);
    m_sets->setObjectName(QStringLiteral("features.set"));
    m_sets->setAccessibleName(tr("Feature set"));
    m_sets->setFixedWidth(setWidth);
    m_tags->setObjectName(QStringLiteral("features.tag"));
    m_tags->setAccessibleName(tr("Tag of the features"));
    m_tags->setFixedWidth(tagWidth);
    m_hidden->setCheckable(true);
    m_hidden->setToolTip(tr("Shows the steps on the way to other features too; they are in no file"));
    m_count->setObjectName(QStringLiteral("features.count"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.2"));
    line->addWidget(m_words, wordsWidth); // grows first
    line->addWidget(m_sets);
    line->addWidget(m_tags);
    line->addWidget(m_hidden);
    line->addStretch(1);
    line->addWidget(m_count);
    m_sets->hide();
    m_tags->hide();
    m_hidden->hide();
    connect(m_words, &QLineEdit::textChanged, this, &FeaturesFilterLine::wordsChanged);
    connect(m_sets, &QComboBox::activated, this,
            [this](int index) { Q_EMIT setChosen(m_sets->itemData(index).toString()); });
    connect(m_tags, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT tagChosen(m_tags->currentData().toString()); });
    connect(m_hidden, &QPushButton::toggled, this, &FeaturesFilterLine::hiddenToggled);
}

void FeaturesFilterLine::showAll(bool withHidden)
{
    m_words->clear();
    m_tags->setCurrentIndex(0);
    if (withHidden)
        m_hidden->setChecked(true);
}

void FeaturesFilterLine::setSets(const std::vector<FeatureSetRow> &sets, const QString &chosen)
{
    const QSignalBlocker quiet(m_sets);
    m_sets->clear();
    for (const auto &set : sets) {
        m_sets->addItem(set.version > 0 ? tr("%1, version %2").arg(set.set).arg(set.version) : set.set,
                        set.reference());
    }
    m_sets->setCurrentIndex(std::max(0, m_sets->findData(chosen)));
    m_sets->setVisible(m_sets->count() > 1); // the title says which one it is
}

void FeaturesFilterLine::setTags(const QStringList &tags)
{
    const QString before = m_tags->currentData().toString();
    if (m_tags->count() == tags.size() + 1 && std::all_of(tags.begin(), tags.end(), [&](const QString &tag) {
            return m_tags->findData(tag) > 0;
        }))
        return;
    {
        const QSignalBlocker quiet(m_tags);
        m_tags->clear();
        m_tags->addItem(tr("All tags"), QString());
        for (const auto &tag : tags)
            m_tags->addItem(tag, tag);
        m_tags->setCurrentIndex(std::max(0, m_tags->findData(before)));
    }
    m_tags->setVisible(!tags.isEmpty());
    if (m_tags->currentData().toString() != before)
        Q_EMIT tagChosen(m_tags->currentData().toString());
}

void FeaturesFilterLine::setHidden(int hidden)
{
    m_hidden->setText(tr("%n steps", nullptr, hidden));
    m_hidden->setVisible(hidden > 0);
}

void FeaturesFilterLine::setCount(const QString &count)
{
    m_count->setText(count);
}

} // namespace slipway::ui
