# The plug-in that trains on a GPU: libreweigh_cuda.so, opened when first needed. nvcc alone makes it, so that nothing
# else needs the toolkit. AUTO: where nvcc is found.
set(REWEIGH_CUDA AUTO CACHE STRING "Build the CUDA plug-in: AUTO, ON or OFF")
set(REWEIGH_CUDA_ARCHITECTURES "75;80;86;89;90;100;120" CACHE STRING "Compute capabilities that it is compiled for")
if(NOT REWEIGH_CUDA STREQUAL OFF)
    find_program(REWEIGH_NVCC nvcc PATHS /usr/local/cuda/bin)
    if(REWEIGH_NVCC)  # the first release that knows all of them
        execute_process(COMMAND ${REWEIGH_NVCC} --version OUTPUT_VARIABLE release)
        string(REGEX MATCH "release ([0-9.]+)" release "${release}")
        if(CMAKE_MATCH_1 VERSION_LESS 12.8)
            message(STATUS "nvcc ${CMAKE_MATCH_1} is too old for the CUDA plug-in, which needs 12.8: left out")
            set(REWEIGH_NVCC "" CACHE FILEPATH "" FORCE)
        endif()
    endif()
    if(REWEIGH_CUDA STREQUAL ON AND NOT REWEIGH_NVCC)
        message(FATAL_ERROR "nvcc is missing: install the CUDA toolkit, or leave the plug-in out with -DREWEIGH_CUDA=OFF.")
    endif()
endif()

# Operators must round as on the processor.
set(cuda_flags -std=c++20 -O3 -fmad=false -ftz=true --expt-relaxed-constexpr -I${CMAKE_SOURCE_DIR})

# What must be made again when a header changes.
file(GLOB cuda_headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/base/*.h ${CMAKE_SOURCE_DIR}/core/engine/*.h
    ${CMAKE_SOURCE_DIR}/core/engine/fused/*.h ${CMAKE_SOURCE_DIR}/core/engine/fused/cuda/*.cuh)

# The plug-in from every .cu of a folder.
function(reweigh_cuda_plugin folder)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/${folder}/*.cu)
    foreach(architecture ${REWEIGH_CUDA_ARCHITECTURES})
        list(APPEND targets -gencode arch=compute_${architecture},code=sm_${architecture})
    endforeach()
    set(library ${CMAKE_BINARY_DIR}/libreweigh_cuda.so)
    add_custom_command(OUTPUT ${library}
        COMMAND ${REWEIGH_NVCC} ${cuda_flags} ${targets} --threads 2 -shared -Xcompiler -fPIC,-fvisibility=hidden
            -cudart static -o ${library} ${sources}
        DEPENDS ${sources} ${cuda_headers} COMMENT "Compiling the CUDA plug-in" VERBATIM)
    add_custom_target(reweigh_cuda ALL DEPENDS ${library})
endfunction()
