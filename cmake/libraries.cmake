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
endif()
