#pragma once

#include "app/headless.h"
#include "core/base/report.h"

namespace reweigh {

// What `read` gives; what it throws is the fault of the input, but for what was typed or ended.
template <class Read>
auto from_input(Read&& read) {
    try {
        return read();
    } catch (const CommandLineError&) {
        throw;
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        throw InputError(error.what());
    }
}

}  // namespace reweigh
