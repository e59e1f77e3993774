#pragma once

namespace reweigh {
class Trainer {};
}  // namespace reweigh
