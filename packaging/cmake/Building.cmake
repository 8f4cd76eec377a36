# How every target of Slipway is built: the language, the warnings, the sanitizers, and the four functions
# that declare a room of core, a room of the window, a test and a benchmark.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
# The build folder can be moved or copied as a whole: libraries are found beside the programs.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
set(CMAKE_BUILD_RPATH "\$ORIGIN/../lib")

option(SLIPWAY_TESTS "Build the tests" ON)
option(SLIPWAY_LEARNING "Build the learning backends (LibTorch)" ON)
option(SLIPWAY_WINDOW "Build the window" ON)
option(SLIPWAY_OPTIMISE_DEBUG "Optimise a Debug build with -O1, as the sanitizers recommend" OFF)
set(SLIPWAY_SANITIZE "" CACHE STRING "Sanitizers to build with, as for -fsanitize")

find_program(SLIPWAY_CCACHE ccache)
if(SLIPWAY_CCACHE)
    # Paths relative to the project, so that every clone shares what one has built; and files with precompiled headers,
    # which it leaves alone unless told that none of ours asks for the date or the time.
    set(CMAKE_CXX_COMPILER_LAUNCHER env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_SLOPPINESS=pch_defines,time_macros
        "${SLIPWAY_CCACHE}")
endif()

add_library(slipway_building INTERFACE)
target_compile_options(slipway_building INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    # Designated initialisers leave members at their defaults on purpose.
    -Wno-missing-field-initializers)
target_include_directories(slipway_building INTERFACE "${CMAKE_SOURCE_DIR}")
if(SLIPWAY_OPTIMISE_DEBUG)
    target_compile_options(slipway_building INTERFACE -O1 -fno-omit-frame-pointer)
endif()
if(SLIPWAY_SANITIZE)
    # Lines are all that a report shows; full symbols would take a third of the compile time.
    target_compile_options(slipway_building INTERFACE "-fsanitize=${SLIPWAY_SANITIZE}" -fno-sanitize-recover=all -g1)
    target_link_options(slipway_building INTERFACE "-fsanitize=${SLIPWAY_SANITIZE}")
    # GCC 12 takes instrumented code for reads of memory that nothing has set.
    target_compile_options(slipway_building INTERFACE -Wno-maybe-uninitialized)
endif()

# What every source that uses Qt is compiled with: text is converted and loops are written one way.
add_library(slipway_qt_rules INTERFACE)
target_compile_definitions(slipway_qt_rules INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_KEYWORDS)

# slipway_room(<name> SOURCES <file>... LINKS <target>...): one folder of core, one static library.
function(slipway_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(slipway_${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(slipway_${name} PUBLIC slipway_building ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
    slipway_precompile(slipway_${name} core)
endfunction()

# slipway_ui_room(<name> SOURCES <file>... LINKS <target>...): one folder of ui, one static library with its moc files.
function(slipway_ui_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(slipway_ui_${name} STATIC ${ROOM_SOURCES})
    set_target_properties(slipway_ui_${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(slipway_ui_${name} PUBLIC slipway_building Qt6::Widgets ${ROOM_LINKS}
        PRIVATE slipway_qt_rules ${ROOM_PRIVATE_LINKS})
    slipway_precompile(slipway_ui_${name} window)
endfunction()

# slipway_test(<path of a test source below tests, without .cpp> LINKS <target>... [TIMEOUT <s>] [LABELS ...])
# The test's name is its path: tests/core/base/hash_test.cpp is core/base/hash.
function(slipway_test path)
    cmake_parse_arguments(TEST "" "TIMEOUT" "LINKS;LABELS" ${ARGN})
    string(REGEX REPLACE "_test$" "" name "${path}")
    string(REPLACE "/" "_" target "test_${name}")
    add_executable(${target} "${CMAKE_SOURCE_DIR}/tests/${path}.cpp")
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    # A test has one class in one source: what AUTOMOC does beyond that would double the steps of the build.
    get_filename_component(moc "${path}.moc" NAME)
    set(moc "${CMAKE_CURRENT_BINARY_DIR}/${target}.moc.d/${moc}")
    qt_generate_moc("${CMAKE_SOURCE_DIR}/tests/${path}.cpp" "${moc}" TARGET ${target})
    target_sources(${target} PRIVATE "${moc}")
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${target}.moc.d")
    # The time of a test is that of what it tests.
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
    target_link_libraries(${target} PRIVATE slipway_test_support ${TEST_LINKS})
    if("${TEST_LINKS}" MATCHES "slipway_ui_")
        slipway_precompile(${target} window)
    else()
        slipway_precompile(${target} test)
    endif()
    add_test(NAME "${name}" COMMAND ${target})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 60)
    endif()
    if(SLIPWAY_SANITIZE)
        math(EXPR TEST_TIMEOUT "5 * ${TEST_TIMEOUT}")
    endif()
    set_tests_properties("${name}" PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}")
endfunction()

# slipway_bench(<name> LINKS <target>...): a program in tests/bench that prints ratios; it is built, not run, by the tests.
function(slipway_bench name)
    cmake_parse_arguments(BENCH "" "" "LINKS" ${ARGN})
    add_executable(bench_${name} "${CMAKE_SOURCE_DIR}/tests/bench/${name}_bench.cpp")
    set_target_properties(bench_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
    target_link_libraries(bench_${name} PRIVATE slipway_building ${BENCH_LINKS})
endfunction()
