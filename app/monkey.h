#pragma once

#include "app/input.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace reweigh {

// Someone who does anything at all to the window: random acts, all from one seed, on the widgets of the last
// frame and with the files of the folder `drops`. Logs every simulated minute what the program holds in
// memory. GUI thread only.
class Monkey {
public:
    struct Act {
        std::deque<std::vector<InputEvent>> frames;  // the input of each
        int rest = 0;                                // frames that pass unseen after the first
    };

    Monkey(std::uint64_t seed, double minutes);
    bool is_done() const { return passed_ >= frames_; }
    Act act();

private:
    std::uint32_t below(std::uint32_t count);  // 0 ... count - 1
    template <class Things>
    const auto& one_of(const Things& things) {
        return things[below(static_cast<std::uint32_t>(things.size()))];
    }
    Vec2 place();  // in a widget; now and then anywhere
    void click(Act& act, int button);
    void drag(Act& act);
    void turn_wheel(Act& act);
    void press_key(Act& act);
    void press_action(Act& act);
    void type(Act& act);
    void drop(Act& act);
    void report() const;

    std::uint64_t seed_;
    std::int64_t frames_, passed_ = 0, acts_ = 0;
    std::uint32_t drawn_ = 0;  // random numbers
    std::vector<std::filesystem::path> drops_;
};

}  // namespace reweigh
