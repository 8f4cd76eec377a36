#pragma once

#include <QString>

namespace slipway::ui {

class Theme;

/// Which pictures are drawn, and of which workspace.
struct GalleryWishes {
    QString folder; ///< that the pictures go into
    QString workspace; ///< whose content is shown
    int scalePercent = 100; ///< of this process, for the names
};

/// Draws every page in each of its four views, in both themes, in English and in the pseudo-language, to PNG.
/// Returns how many pictures were made; -1 where one could not be written.
int drawGallery(Theme &theme, const GalleryWishes &wishes);

} // namespace slipway::ui
