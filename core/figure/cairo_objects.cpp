#include "core/figure/cairo_objects.h"

#include "core/base/error.h"

namespace reweigh {

void require(cairo_status_t status, const std::string& what) {
    if (status != CAIRO_STATUS_SUCCESS) throw Error(what + ": " + cairo_status_to_string(status) + ".");
}

}  // namespace reweigh
