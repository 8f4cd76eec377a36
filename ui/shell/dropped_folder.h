#pragma once

class QMimeData;
class QString;

namespace slipway::ui {

/// The folder of the workspace that is being dropped: the folder itself, or one of whose files it is the home
/// (its slipway.db). Empty if it is anything else.
QString workspaceIn(const QMimeData &dropped);

} // namespace slipway::ui
