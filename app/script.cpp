#include "app/script.h"

#include "app/moment.h"
#include "app/widgets/registry.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/config/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

namespace reweigh {
namespace {

constexpr int frames_after_input = 3, most_frames_waited = 200'000;
// Keys as they are printed, where their name is another.
constexpr std::array<std::array<std::string_view, 2>, 5> printed_keys{
    {{"Del", "Delete"}, {"Ins", "Insert"}, {"Esc", "Escape"}, {"PgUp", "PageUp"}, {"PgDn", "PageDown"}}};
constexpr std::array<std::string_view, 5> status_words{"Ready", "Running", "Paused", "Finished", "Failed"};

// What a verb reads and writes in one frame.
struct Turn {
    const std::vector<std::string>& words;
    const ScriptFacts& facts;
    std::optional<Monkey>& monkey;
    ScriptTurn asked{};
    std::deque<std::vector<InputEvent>> events{};  // of this frame and the next ones
    int rest = frames_after_input;
    bool again = false;  // the same line once more in the next frame

    // Events of one further frame.
    template <class... Events>
    void send(Events... several) {
        std::vector<InputEvent>& frame = events.emplace_back();
        (frame.emplace_back(std::move(several)), ...);
    }
};

double number(const std::string& word) {
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size())
        throw Error("\"" + word + "\" is not a number.");
    return value;
}

RememberedWidget widget(const std::string& label) {
    if (const auto found = find_widget(label)) return *found;
    throw Error("no widget \"" + label + "\" on screen; the nearest is \"" + nearest_widget(label) + "\".");
}

// The middle of a widget, or the place in it that two further words name as shares from its top left corner.
Vec2 place_in(const Turn& turn) {
    const Rect at = widget(turn.words[1]).place;
    if (turn.words.size() < 4) return at.center();
    return {at.min.x + number(turn.words[2]) * at.width(), at.min.y + number(turn.words[3]) * at.height()};
}

void press(Turn& turn, int button) {
    turn.send(PointerMoved{place_in(turn)});
    turn.send(ButtonChanged{button, true});
    turn.send(ButtonChanged{button, false});
}
void click(Turn& turn) { press(turn, 0); }
void right_click(Turn& turn) { press(turn, 1); }
void double_click(Turn& turn) {
    press(turn, 0);
    press(turn, 0);
}
void hover(Turn& turn) { turn.send(PointerMoved{place_in(turn)}); }

void wheel(Turn& turn) {
    turn.send(PointerMoved{widget(turn.words[1]).place.center()});
    turn.send(WheelTurned{{0, number(turn.words[2])}});
}

// A slider is dragged to a value; anything else by so many pixels.
void drag(Turn& turn) {
    const RememberedWidget what = widget(turn.words[1]);
    const Vec2 from = what.place.center();
    Vec2 to = from;
    if (what.low != what.high)
        to.x = what.place.min.x +
               (number(turn.words[2]) - what.low) / (what.high - what.low) * what.place.width();
    else
        to = {from.x + number(turn.words[2]), from.y + (turn.words.size() > 3 ? number(turn.words[3]) : 0)};
    turn.send(PointerMoved{from});
    turn.send(ButtonChanged{0, true});
    constexpr int moves = 8;
    for (int i = 1; i <= moves; ++i)
        turn.send(PointerMoved{from + (static_cast<double>(i) / moves) * (to - from)});
    turn.send(ButtonChanged{0, false});
}

KeyChanged chord(std::string text) {
    KeyChanged key{.key = {}, .is_down = true};
    const auto take = [&](std::string_view prefix) {
        const bool has = text.size() > prefix.size() && text.starts_with(prefix);
        if (has) text.erase(0, prefix.size());
        return has;
    };
    key.control = take("Ctrl+");
    key.shift = take("Shift+");
    key.alt = take("Alt+");
    for (const auto& [printed, name] : printed_keys)
        if (text == printed) text = name;
    key.key = text;
    if (!is_key_name(key.key)) throw Error("\"" + text + "\" is not a key.");
    return key;
}

void press_key(Turn& turn) {
    KeyChanged key = chord(turn.words[1]);
    turn.send(key);
    turn.send(KeyChanged{.key = key.key});
}

// A modifier alone, until another one, none, or the next key.
void hold(Turn& turn) {
    const std::string& which = turn.words[1];
    if (which != "Shift" && which != "Ctrl" && which != "none")
        throw Error("\"" + which + "\" is not one of Shift Ctrl none.");
    turn.send(KeyChanged{
        .key = {}, .is_down = which != "none", .control = which == "Ctrl", .shift = which == "Shift"});
}

void type(Turn& turn) {
    turn.send();
    for (const char letter : turn.words[1])
        turn.events.back().emplace_back(TextTyped{static_cast<unsigned char>(letter)});
}

void frames(Turn& turn) { turn.rest = static_cast<int>(number(turn.words[1])); }

// Of pictures on their way.
double fetched_bytes(const FetchState& state) {
    const auto* fetching = std::get_if<Fetching>(&state);
    return fetching == nullptr ? 0 : static_cast<double>(fetching->done);
}

std::optional<double> value_of(const std::string& name, const ScriptFacts& facts) {
    if (name == "epoch") return facts.snapshot.epoch();
    if (name == "step") return static_cast<double>(facts.snapshot.step);
    if (name == "edits") return static_cast<double>(facts.snapshot.edits.size());
    if (name == "run") return static_cast<double>(facts.snapshot.run);
    if (name == "views") return static_cast<double>(facts.snapshot.views.size());
    if (name == "focus") return facts.view.focus;
    if (name == "fetched") return fetched_bytes(facts.view.fetch);
    if (name == "moment")  // the epoch shown
        return static_cast<double>(shown_step(facts.snapshot, facts.view)) /
               static_cast<double>(facts.snapshot.steps_per_epoch);
    if (name == "points" && facts.snapshot.scene)
        return static_cast<double>(facts.snapshot.scene->data->size());
    if (name == "seed" && facts.snapshot.scene) return static_cast<double>(facts.snapshot.scene->setup.seed);
    std::optional<double> value;
    for_each_param<LiveParams>([&](const auto& row) {
        if (row.key == name) value = static_cast<double>(facts.snapshot.live.variants.front().*row.member);
    });
    return value;
}

bool holds(double left, const std::string& comparison, double right) {
    if (comparison == "=") return std::abs(left - right) <= 1e-9 * std::max(1.0, std::abs(right));
    if (comparison == "<") return left < right;
    if (comparison == "<=") return left <= right;
    if (comparison == ">") return left > right;
    if (comparison == ">=") return left >= right;
    throw Error("\"" + comparison + "\" is not one of = < <= > >=.");
}

std::string all_messages(const Messages& messages) {
    std::string all;
    for (const Message& message : messages.all()) all += "\n" + message.sentence;
    return all;
}

// Empty when the words hold; else what is so instead.
std::string contradiction(const std::vector<std::string>& words, const ScriptFacts& facts) {
    const std::string& what = words[1];
    if (what == "status") {
        const bool is_loading = facts.view.is_starting && !facts.snapshot.scene;
        const auto found = is_loading ? "Loading" : status_words[facts.snapshot.status.index()];
        return found == words[2] ? "" : "status is " + std::string(found);
    }
    if (what == "view") {
        const auto found = words_of<LabView>()[static_cast<std::size_t>(facts.view.lab_view)];
        return found == words[2] ? "" : "the view is " + found;
    }
    if (what == "message") {
        const std::string all = all_messages(facts.messages);
        return all.find(words[2]) != std::string::npos ? "" : "the messages are" + all;
    }
    if (what == "widget")
        return find_widget(words[2]) ? "" : "the nearest widget is " + nearest_widget(words[2]);
    const auto value = value_of(what, facts);
    if (!value) throw Error("\"" + what + "\" is nothing that can be expected.");
    if (words.size() < 4) throw Error("a comparison and a number are missing.");
    return holds(*value, words[2], number(words[3])) ? "" : what + " is " + std::to_string(*value);
}

void expect(Turn& turn) {
    turn.rest = 0;
    if (const std::string found = contradiction(turn.words, turn.facts); !found.empty())
        throw Error(found + ".");
}

void until(Turn& turn) {
    turn.rest = 0;
    turn.again = !contradiction(turn.words, turn.facts).empty();
}

void roam(Turn& turn) {
    if (!turn.monkey)
        turn.monkey.emplace(static_cast<std::uint64_t>(number(turn.words[1])), number(turn.words[2]));
    turn.again = !turn.monkey->is_done();
    if (!turn.again) return turn.monkey.reset();
    Monkey::Act act = turn.monkey->act();
    turn.events = std::move(act.frames);
    turn.asked.unseen_frames = act.rest;
    turn.rest = 0;
}

void shot(Turn& turn) { turn.asked.shot = turn.words[1]; }
void size(Turn& turn) { turn.asked.resize = Vec2{number(turn.words[1]), number(turn.words[2])}; }
void drop(Turn& turn) { turn.send(FilesDropped{{turn.words[1]}}); }
void quit(Turn& turn) { turn.asked.quit = true; }

struct Verb {
    std::string_view name;
    std::size_t least, most;  // words after the verb
    void (*act)(Turn&);
};
constexpr std::array verbs{
    Verb{"click", 1, 3, click},   Verb{"right_click", 1, 3, right_click},
    Verb{"hover", 1, 3, hover},   Verb{"double_click", 1, 3, double_click},
    Verb{"wheel", 2, 2, wheel},   Verb{"drag", 2, 3, drag},
    Verb{"key", 1, 1, press_key}, Verb{"hold", 1, 1, hold},
    Verb{"type", 1, 1, type},     Verb{"frames", 1, 1, frames},
    Verb{"until", 2, 3, until},   Verb{"shot", 1, 1, shot},
    Verb{"size", 2, 2, size},     Verb{"drop", 1, 1, drop},
    Verb{"expect", 2, 3, expect}, Verb{"quit", 0, 0, quit},
    Verb{"roam", 2, 2, roam},
};

const Verb& verb_of(const ScriptLine& line) {
    const auto verb = std::ranges::find(verbs, line.words.front(), &Verb::name);
    if (verb == verbs.end()) throw Error("unknown verb \"" + line.words.front() + "\".");
    const std::size_t count = line.words.size() - 1;
    if (count < verb->least || count > verb->most)
        throw Error("\"" + line.words.front() + "\" has " + std::to_string(count) + " words behind it.");
    return *verb;
}

// Words between spaces; double quotes hold spaces together; # begins a comment.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    bool is_open = false, is_quoted = false;
    for (const char letter : line) {
        if (letter == '#' && !is_quoted) break;
        if (letter == '"') {
            if (!is_quoted) words.emplace_back();
            is_quoted = !is_quoted;
            is_open = is_quoted;
        } else if ((letter == ' ' || letter == '\t' || letter == '\r') && !is_quoted) {
            is_open = false;
        } else {
            if (!is_open) words.emplace_back();
            is_open = true;
            words.back() += letter;
        }
    }
    return words;
}

// Calls `act`; its errors name the script and the line.
template <class Act>
auto at_line(const std::string& name, int line, Act act) {
    try {
        return act();
    } catch (const Error& error) {
        throw Error(name + ", line " + std::to_string(line) + ": " + error.what());
    }
}

}  // namespace

Script Script::read(const std::filesystem::path& file) {
    return Script(file.filename().string(), read_file(file));
}

Script::Script(std::string name, std::string_view text) : name_(std::move(name)) {
    int count = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        ScriptLine line{++count, words_of(text.substr(0, end))};
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.words.empty()) continue;
        at_line(name_, line.number, [&] { return &verb_of(line); });
        lines_.push_back(std::move(line));
    }
}

ScriptTurn Script::advance(const ScriptFacts& facts, std::deque<InputEvent>& events) {
    const auto send = [&] {
        if (pending_.empty()) return;
        std::ranges::copy(pending_.front(), std::back_inserter(events));
        pending_.pop_front();
    };
    if (!pending_.empty()) return send(), ScriptTurn{};
    if (rest_ > 0) return --rest_, ScriptTurn{};
    if (next_ == lines_.size()) return {};
    const ScriptLine& line = lines_[next_];
    Turn turn{line.words, facts, monkey_};
    at_line(name_, line.number, [&] {
        verb_of(line).act(turn);
        if (turn.again && !monkey_ && ++waited_ > most_frames_waited) throw Error("waited in vain.");
    });
    pending_ = std::move(turn.events);
    send();
    if (turn.again) return turn.asked;
    ++next_;
    waited_ = 0;
    rest_ = turn.rest;
    return turn.asked;
}

}  // namespace reweigh
