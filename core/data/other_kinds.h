#pragma once

#include <string>
#include <string_view>

namespace reweigh {

// Throws Error for what is often found in place of data: "{name} is a web page, not {expected}." and "{name}
// is a Git LFS pointer, not the data. Run "git lfs pull".". `bytes`: the first kilobyte or more.
void refuse_other_kinds(std::string_view bytes, const std::string& name, const std::string& expected);

}  // namespace reweigh
