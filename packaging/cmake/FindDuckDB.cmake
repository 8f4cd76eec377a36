# Finds DuckDB's C library: in DUCKDB_ROOT, where packaging/dependencies.sh puts it, or installed on the system.
# Defines DuckDB::DuckDB. The library is copied beside our own so that a build folder runs on its own.

set(_cache "$ENV{XDG_CACHE_HOME}")
if(NOT _cache)
    set(_cache "$ENV{HOME}/.cache")
endif()
set(_places "$ENV{DUCKDB_ROOT}" "$ENV{SLIPWAY_DUCKDB_HOME}" "${_cache}/slipway/duckdb-1.4.4")

find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${_places} PATH_SUFFIXES include)
find_library(DuckDB_LIBRARY duckdb HINTS ${_places} PATH_SUFFIXES lib)

include(FindPackageHandleStandardArgs)
set(DuckDB_VERSION 1.4.4)
find_package_handle_standard_args(DuckDB
    REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
    VERSION_VAR DuckDB_VERSION
    REASON_FAILURE_MESSAGE "Run packaging/dependencies.sh, or name the folder of an installed DuckDB in DUCKDB_ROOT.")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
    set(_copy "${CMAKE_BINARY_DIR}/lib/libduckdb.so")
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
    file(COPY_FILE "${DuckDB_LIBRARY}" "${_copy}" ONLY_IF_DIFFERENT)
    add_library(DuckDB::DuckDB SHARED IMPORTED)
    set_target_properties(DuckDB::DuckDB PROPERTIES
        IMPORTED_LOCATION "${_copy}"
        IMPORTED_NO_SONAME ON
        INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${DuckDB_INCLUDE_DIR}"
        INTERFACE_INCLUDE_DIRECTORIES "${DuckDB_INCLUDE_DIR}")
endif()
mark_as_advanced(DuckDB_INCLUDE_DIR DuckDB_LIBRARY)
