# Language, warnings, sanitizers: the same for every target of ours.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

# Paths are cached as seen from the source folder: a second clone builds from the first one's cache.
find_program(REWEIGH_CCACHE ccache)
if(REWEIGH_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${REWEIGH_CCACHE})
endif()

add_library(reweigh_flags INTERFACE)
target_include_directories(reweigh_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(reweigh_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${REWEIGH_WERROR}>:-Werror>)
if(REWEIGH_FUZZ)  # coverage for libFuzzer
    target_compile_options(reweigh_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(REWEIGH_SANITIZE)
    target_compile_options(reweigh_flags INTERFACE -fsanitize=${REWEIGH_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(reweigh_flags INTERFACE -fsanitize=${REWEIGH_SANITIZE})
endif()
# g++ 12 drops the rounding of a float when its vectoriser joins two (double)(float)x; a number must not depend on it.
target_compile_options(reweigh_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fno-tree-slp-vectorize>)
find_package(Threads REQUIRED)
target_link_libraries(reweigh_flags INTERFACE Threads::Threads)
