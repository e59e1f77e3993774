#pragma once

#include "core/base/error.h"

#include <c10/util/Exception.h>

#include <string>
#include <utility>

namespace reweigh::torch_engine {

// The first line of what LibTorch says, as a sentence: the rest is advice for its programmers.
inline std::string first_sentence(std::string message) {
    message = message.substr(0, message.find('\n'));
    while (message.ends_with('.') || message.ends_with(' ')) message.pop_back();
    return message + ".";
}

// Calls it; what LibTorch throws becomes an Error of one sentence.
template <class Call>
decltype(auto) in_a_sentence(Call&& call) {
    try {
        return std::forward<Call>(call)();
    } catch (const c10::Error& error) {
        throw Error("LibTorch failed: " + first_sentence(error.what_without_backtrace()));
    }
}

}  // namespace reweigh::torch_engine
