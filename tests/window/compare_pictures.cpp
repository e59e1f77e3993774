#include "core/base/error.h"
#include "core/base/file.h"
#include "core/figure/png.h"
#include "tests/picture/difference.h"

#include <cstdio>

namespace {

using namespace reweigh;

Grid<Color> picture(const char* path) { return decode_png(read_file(path), path); }

}  // namespace

// compare_pictures EXPECTED FOUND: 0 when they are alike.
int main(int count, char** arguments) {
    try {
        if (count != 3) throw Error("Two pictures are needed.");
        const PictureDifference found = difference(picture(arguments[1]), picture(arguments[2]));
        std::printf("%s: %s\n", arguments[1], to_text(found).c_str());
        return is_alike(found) ? 0 : 1;
    } catch (const Error& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 2;
    }
}
