# Headers that nearly every file reads are read once for each group of targets. What stands here only saves time: every
# source still includes what it uses, and the preset tsan builds core without any of it.

option(SLIPWAY_PRECOMPILE "Read the common headers once for all files" ON)

set(_common <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <utility> <vector> <nlohmann/json.hpp>)
set(_window <QApplication> <QAction> <QBoxLayout> <QLabel> <QLineEdit> <QLocale> <QPainter> <QPushButton> <QTableView>
    <QTimer> <QtCore>)

# _slipway_precompiled(<name> <target that it is like>... HEADERS <header>...)
function(_slipway_precompiled name)
    cmake_parse_arguments(PRECOMPILED "" "" "LIKE;HEADERS" ${ARGN})
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp" CONTENT "// The headers are the whole of it.\n")
    add_library(slipway_precompiled_${name} OBJECT "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp")
    target_link_libraries(slipway_precompiled_${name} PRIVATE slipway_building ${PRECOMPILED_LIKE})
    target_precompile_headers(slipway_precompiled_${name} PRIVATE ${PRECOMPILED_HEADERS})
endfunction()

if(SLIPWAY_PRECOMPILE)
    # fmt is for core alone: some rooms of the window do without it, and a macro of its own tells the two apart. For the
    # same reason no header of Qt Test is among them: each test has macros of its own.
    _slipway_precompiled(core LIKE fmt::fmt HEADERS ${_common} <fmt/format.h>)
    _slipway_precompiled(window LIKE slipway_qt_rules Qt6::Widgets HEADERS ${_common} ${_window})
    _slipway_precompiled(test LIKE slipway_qt_rules Qt6::Core HEADERS ${_common} <QtCore>)
endif()

# slipway_precompile(<target> <core|window|test>)
function(slipway_precompile target group)
    if(SLIPWAY_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM slipway_precompiled_${group})
    endif()
endfunction()
