#pragma once

#include "ui/shell/palette_model.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace slipway::ui {

class Theme;

/// The search that opens everything: a panel over the window, with the rest of it under a scrim.
/// A child of the window, as large as it.
class Palette : public QWidget
{
    Q_OBJECT
public:
    Palette(const Theme &theme, QWidget *window);
    ~Palette() override;

    /// Takes the source, and gives back its address for removeSource().
    PaletteSource *addSource(std::unique_ptr<PaletteSource> source);
    void removeSource(PaletteSource *source);

    void open(const QString &typed = {});
    void close(); ///< the focus goes back to where it was

    const PaletteModel &model() const { return *m_model; }

Q_SIGNALS:
    void opened();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *footer();
    void search(const QString &typed);
    void accept(const QModelIndex &index);
    bool takeKey(int key);
    void select(const QModelIndex &index);
    void place();
    void dress();

    const Theme &m_theme;
    PaletteModel *m_model = nullptr;
    QWidget *m_panel = nullptr;
    QLineEdit *m_field = nullptr;
    QLabel *m_count = nullptr;
    QListView *m_list = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace slipway::ui
