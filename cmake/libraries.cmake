# Every third party as one target.
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo cairo-ft cairo-pdf cairo-svg)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(archive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
find_package(CLI11 REQUIRED)
if(REWEIGH_WINDOW)
    pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)
    pkg_check_modules(glfw REQUIRED IMPORTED_TARGET glfw3)
    find_package(OpenGL REQUIRED COMPONENTS OpenGL)
endif()

# LibTorch without its CMake package, which asks for the CUDA toolkit.
if(REWEIGH_TORCH)
    set(torch_folder ${REWEIGH_LIBTORCH})
    if(NOT torch_folder)
        include(libtorch_folder)
    endif()
    if(NOT EXISTS ${torch_folder}/lib/libtorch_cpu.so)
        message(FATAL_ERROR "LibTorch is missing in \"${torch_folder}\": run scripts/setup.sh, name its folder with "
            "-DREWEIGH_LIBTORCH=DIR, or leave it out with -DREWEIGH_TORCH=OFF.")
    endif()
    add_library(reweigh_c10 SHARED IMPORTED)
    set_target_properties(reweigh_c10 PROPERTIES IMPORTED_LOCATION ${torch_folder}/lib/libc10.so)
    add_library(reweigh_torch_cpu SHARED IMPORTED)
    set_target_properties(reweigh_torch_cpu PROPERTIES
        IMPORTED_LOCATION ${torch_folder}/lib/libtorch_cpu.so
        INTERFACE_INCLUDE_DIRECTORIES "${torch_folder}/include;${torch_folder}/include/torch/csrc/api/include"
        INTERFACE_LINK_LIBRARIES reweigh_c10)
    # Its part for GPUs, for the one plug-in that needs more of it than what is opened at run time. Its own libraries
    # need not be there.
    find_path(REWEIGH_CUDA_RUNTIME cuda_runtime_api.h PATHS ${torch_folder}/../nvidia/cu13/include /usr/local/cuda/include)
    if(REWEIGH_CUDA_RUNTIME AND EXISTS ${torch_folder}/lib/libtorch_cuda.so)
        add_library(reweigh_torch_cuda INTERFACE)
        target_include_directories(reweigh_torch_cuda SYSTEM INTERFACE ${REWEIGH_CUDA_RUNTIME})
        target_link_libraries(reweigh_torch_cuda INTERFACE reweigh_torch_cpu ${torch_folder}/lib/libtorch_cuda.so
            ${torch_folder}/lib/libc10_cuda.so)
        target_link_options(reweigh_torch_cuda INTERFACE LINKER:--no-undefined,--unresolved-symbols=ignore-in-shared-libs)
    endif()
endif()
