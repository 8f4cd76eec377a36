# Every outside library, found once. packaging/dependencies.sh installs what is looked for here.

find_package(Threads REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core DBus LinguistTools Network Test Widgets Charts Svg PrintSupport)
find_package(QCustomPlotQt6 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(simdjson REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc)
find_package(DuckDB 1.4 REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(LMDB REQUIRED IMPORTED_TARGET lmdb)
pkg_check_modules(Hiredis REQUIRED IMPORTED_TARGET hiredis)
# Debian's file asks for large files, which 64-bit systems have anyway; a definition of its own would keep the
# precompiled headers from being used.
set_target_properties(PkgConfig::Hiredis PROPERTIES INTERFACE_COMPILE_OPTIONS "" INTERFACE_COMPILE_DEFINITIONS "")
