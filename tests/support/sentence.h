#pragma once

#include "core/base/error.h"

#include <string>

namespace reweigh {

// The sentence of the Error that `call` throws; "no error" when it throws none.
template <class Call>
std::string sentence_of(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace reweigh
