#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

// What the sanitizers cannot see into libraries that were built without them.
#if defined(__SANITIZE_ADDRESS__)
// fontconfig's settings refer to each other by distance, which the leak checker cannot follow.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }
#elif defined(__SANITIZE_THREAD__)
// cairo passes memory from thread to thread through pools guarded by atomics of its own.
extern "C" const char* __tsan_default_suppressions() { return "race:libcairo"; }
#endif
