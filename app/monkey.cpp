#include "app/monkey.h"

#include "app/actions.h"
#include "app/widgets/registry.h"
#include "core/base/log.h"
#include "core/base/philox.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string_view>

extern "C" [[gnu::weak]] std::size_t __sanitizer_get_current_allocated_bytes();

namespace reweigh {
namespace {

constexpr double frames_per_minute = 3'600;
constexpr std::uint32_t longest_rest = 90, widest = 1'600, highest = 1'000;
constexpr std::array<std::string_view, 12> plain_keys{
    "Escape", "Enter", "Tab", "Space", "Backspace", "Delete", "Left", "Right", "Up", "Down", "Home", "F1"};
// No path leaves the working directory.
constexpr std::array<std::string_view, 14> texts{"0.5",       "-3",    "1e9",          "nan",
                                                 "1:16",      "abc",   "moons",        "",
                                                 "17",        "runs",  "drops/points", "reweigh:boundary",
                                                 "0.0000001", "-1,0,1"};

// What the program has asked for and not given back, where a sanitizer counts it; else what is resident, with
// all that the allocator keeps.
std::size_t held_megabytes() {
    if (__sanitizer_get_current_allocated_bytes != nullptr)
        return __sanitizer_get_current_allocated_bytes() >> 20;
    std::size_t total = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) >> 20;
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder, absent))
        files.push_back(entry.path());
    std::ranges::sort(files);  // the order of a folder is not that of the seed
    return files;
}

}  // namespace

Monkey::Monkey(std::uint64_t seed, double minutes)
    : seed_(seed),
      frames_(static_cast<std::int64_t>(std::ceil(minutes * frames_per_minute))),
      drops_(files_of("drops")) {}

std::uint32_t Monkey::below(std::uint32_t count) {
    return to_integer_below(RandomStream{.key = seed_, .purpose = RandomPurpose::Test}.word(drawn_++), count);
}

Vec2 Monkey::place() {
    const std::vector<std::string> labels = widget_labels();
    if (labels.empty() || below(10) == 0)
        return {static_cast<double>(below(widest)), static_cast<double>(below(highest))};
    const Rect at = find_widget(one_of(labels)).value_or(RememberedWidget{}).place;
    constexpr std::uint32_t parts = 17;
    const double across = (below(parts) + 0.5) / parts, down = (below(parts) + 0.5) / parts;
    return {at.min.x + across * at.width(), at.min.y + down * at.height()};
}

void Monkey::click(Act& act, int button) {
    act.frames.push_back({PointerMoved{place()}});
    const std::uint32_t count = below(8) == 0 ? 2 : 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        act.frames.push_back({ButtonChanged{button, true}});
        act.frames.push_back({ButtonChanged{button, false}});
    }
}

void Monkey::drag(Act& act) {
    act.frames.push_back({PointerMoved{place()}});
    act.frames.push_back({ButtonChanged{0, true}});
    for (std::uint32_t moves = 1 + below(4); moves > 0; --moves)
        act.frames.push_back({PointerMoved{place()}});
    act.frames.push_back({ButtonChanged{0, false}});
}

void Monkey::turn_wheel(Act& act) {
    act.frames.push_back({PointerMoved{place()}});
    act.frames.push_back({WheelTurned{{0, static_cast<double>(below(7)) - 3}}});
}

void Monkey::press_key(Act& act) {
    const std::string key(one_of(plain_keys));
    const bool has_control = below(8) == 0, has_shift = below(4) == 0;
    act.frames.push_back(
        {KeyChanged{.key = key, .is_down = true, .control = has_control, .shift = has_shift}});
    act.frames.push_back({KeyChanged{.key = key}});
}

void Monkey::press_action(Act& act) {
    const ActionRow& row = one_of(actions());
    if (row.chords.empty()) return;
    const Chord& chord = one_of(row.chords);
    const std::string key(chord.key);
    act.frames.push_back(
        {KeyChanged{.key = key, .is_down = true, .control = chord.control, .shift = chord.shift}});
    act.frames.push_back({KeyChanged{.key = key}});
}

void Monkey::type(Act& act) {
    for (const char letter : one_of(texts))
        act.frames.push_back({TextTyped{static_cast<unsigned char>(letter)}});
}

void Monkey::drop(Act& act) {
    if (!drops_.empty()) act.frames.push_back({FilesDropped{{one_of(drops_)}}});
}

void Monkey::report() const {
    log(LogLevel::Note, "monkey",
        "seed " + std::to_string(seed_) + ", minute " +
            std::to_string(passed_ / static_cast<std::int64_t>(frames_per_minute)) + ", " +
            std::to_string(acts_) + " acts, " + std::to_string(held_megabytes()) + " MB");
}

Monkey::Act Monkey::act() {
    Act act;
    switch (below(20)) {
        case 0:
            drop(act);
            break;
        case 1:
        case 2:
            turn_wheel(act);
            break;
        case 3:
        case 4:
        case 5:
            drag(act);
            break;
        case 6:
        case 7:
            press_key(act);
            break;
        case 8:
        case 9:
            type(act);
            break;
        case 10:
            click(act, 1);
            break;
        case 11:
        case 12:
        case 13:
        case 14:
            press_action(act);
            break;
        default:
            click(act, 0);
    }
    act.rest = static_cast<int>(below(longest_rest));
    const auto minute = [&] { return passed_ / static_cast<std::int64_t>(frames_per_minute); };
    const std::int64_t before = minute();
    passed_ += static_cast<std::int64_t>(act.frames.size()) + act.rest + 1;
    ++acts_;
    if (minute() != before || is_done()) report();
    return act;
}

}  // namespace reweigh
