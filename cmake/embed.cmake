# reweigh_embed(TARGET FOLDER PATTERN...): the files below FOLDER become a generated C++ table in TARGET.
function(reweigh_embed target folder)
    set(patterns ${ARGN})
    list(TRANSFORM patterns PREPEND ${CMAKE_SOURCE_DIR}/${folder}/)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
    set(generated ${CMAKE_BINARY_DIR}/generated/embedded_${folder}.cpp)
    add_custom_command(OUTPUT ${generated}
        COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR}/${folder} -DNAME=${folder} -DOUTPUT=${generated}
            "-DFILES=${files}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
        DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
    target_sources(${target} PRIVATE ${generated})
endfunction()
