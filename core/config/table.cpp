#include "core/config/table.h"

namespace reweigh {

void refuse_value(const Node& node, const std::string& name, const std::string& expected) {
    refuse(node.place, "Parameter \"" + name + "\" " + to_text(node.place) + " is " + shown(node) +
                           ", expected " + expected + ".");
}

}  // namespace reweigh
