# Files that are built into a program, so that it never has to look for them.
#
# slipway_embed(<target> <namespace::function> <file>)
# gives the target a function `std::string_view function()` in that namespace with the file's bytes. The target declares
# the function in a header of its own. A changed file is taken up by the next build.
#
# This file is also the script that writes the source: cmake -DINPUT= -DOUTPUT= -DFUNCTION= -P Resources.cmake

if(CMAKE_SCRIPT_MODE_FILE AND DEFINED FUNCTION)
    file(READ "${INPUT}" _hex HEX)
    string(LENGTH "${_hex}" _length)
    math(EXPR _size "${_length} / 2")
    # Bytes rather than a string literal: no escapes, no limit of length.
    string(REGEX REPLACE "(................................................................)" "\\1\n" _hex "${_hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," _bytes "${_hex}")
    string(REGEX MATCH "^(.*)::([^:]+)$" _ "${FUNCTION}")
    file(WRITE "${OUTPUT}" "#include <string_view>

namespace {

constexpr unsigned char bytes[] = {
${_bytes}0x00};

} // namespace

namespace ${CMAKE_MATCH_1} {

std::string_view ${CMAKE_MATCH_2}()
{
    return {reinterpret_cast<const char *>(bytes), ${_size}};
}

} // namespace ${CMAKE_MATCH_1}
")
    return()
endif()

set(_slipway_embed_script "${CMAKE_CURRENT_LIST_FILE}" CACHE INTERNAL "")

function(slipway_embed target function file)
    get_filename_component(input "${file}" ABSOLUTE BASE_DIR "${CMAKE_SOURCE_DIR}")
    string(REPLACE "::" "_" name "${function}")
    set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.cpp")
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" "-DINPUT=${input}" "-DOUTPUT=${output}" "-DFUNCTION=${function}"
            -P "${_slipway_embed_script}"
        DEPENDS "${input}" "${_slipway_embed_script}"
        COMMENT "Embedding ${file}"
        VERBATIM)
    target_sources(${target} PRIVATE "${output}")
endfunction()
