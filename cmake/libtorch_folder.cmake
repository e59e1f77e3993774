# Where scripts/setup.sh puts LibTorch: the user's cache.
if(DEFINED ENV{XDG_CACHE_HOME})
    set(cache_home $ENV{XDG_CACHE_HOME})
else()
    set(cache_home $ENV{HOME}/.cache)
endif()
file(GLOB found ${cache_home}/reweigh/libtorch-2.11.0-*/lib/python3*/site-packages/torch)
list(LENGTH found found_count)
if(found_count GREATER 0)
    list(GET found -1 torch_folder)  # the set with CUDA, where there are both
endif()
