#include "app/panels/top_bar.h"

#include "app/labs.h"
#include "app/run_tree.h"
#include "app/widgets/button.h"
#include "app/widgets/choice.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "core/base/overloaded.h"
#include "core/figure/number_text.h"
#include "core/session/time_left.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace reweigh {
namespace {

constexpr double splitter = 6, narrow = 900, compact = 1100;
const Type title_type() { return {TextRole::Body, FontWeight::SemiBold, colors().text}; }
const Type small_type() { return {TextRole::Small, FontWeight::Regular, colors().muted}; }

struct Badge {
    std::string_view word;
    Icon icon;
    Color color;
};

Badge badge_of(const Snapshot& snapshot, const ViewState& view) {
    const Palette& p = colors();
    if (view.loading || (view.is_starting && !snapshot.scene)) return {"Loading", Icon::None, p.negative};
    if (view.failure) return {"Failed", Icon::Cross, p.failed};
    return std::visit(overloaded{
                          [&](const Ready&) {
                              return Badge{"Ready", Icon::Disc, p.muted};
                          },
                          [&](const Running&) {
                              return Badge{"Running", Icon::Play, p.running};
                          },
                          [&](const Paused&) {
                              return Badge{"Paused", Icon::Pause, p.paused};
                          },
                          [&](const Finished&) {
                              return Badge{"Finished", Icon::Square, p.negative};
                          },
                          [&](const Failed&) {
                              return Badge{"Failed", Icon::Cross, p.failed};
                          },
                      },
                      snapshot.status);
}

void draw_arc(ImVec2 middle, Color color) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto turn = static_cast<float>(std::fmod(ImGui::GetTime(), 1.0) * 2 * std::numbers::pi);
    list->PathArcTo(middle, px(5), turn, turn + 4.5F, 16);
    list->PathStroke(to_im(color), 0, px(2));
}

// Things at the right end of the bar stand in columns of fixed width, so that nothing jumps while training.
struct Column {
    double width;  // units
    void (*draw)(ImVec2 left, float right, const Snapshot&, const ViewState&, int threads);
};

void draw_badge(ImVec2 left, float, const Snapshot& snapshot, const ViewState& view, int) {
    const Badge badge = badge_of(snapshot, view);
    const ImVec2 middle{left.x + px(8), left.y};
    if (view.loading)
        draw_arc(middle, badge.color);
    else
        draw_icon(badge.icon, middle, badge.color);
    // Training goes on while something is written: a second, small word under the first.
    const float up = view.is_saving ? px(7) : 0;
    draw_text({left.x + px(24), left.y - up}, badge.word,
              {TextRole::Body, FontWeight::SemiBold, badge.color});
    if (view.is_saving) draw_text({left.x + px(24), left.y + px(10)}, "Saving", small_type());
}

void draw_epoch(ImVec2 left, float, const Snapshot& snapshot, const ViewState&, int) {
    const float word = draw_text(left, "epoch", {TextRole::Body, FontWeight::Regular, colors().muted});
    const std::string text = epoch_text(snapshot.epoch());
    draw_text({left.x + word + px(8), left.y}, text, {TextRole::Title, FontWeight::SemiBold, colors().text});
}

std::string rate_help(const Snapshot& snapshot) {
    std::string help = "Steps a second, of all replicas together.";
    if (const std::string whole = whole_run_text(snapshot); !whole.empty())
        help += " The run takes " + whole + ".";
    return help;
}

void draw_rate(ImVec2 left, float right, const Snapshot& snapshot, const ViewState&, int) {
    const bool trains = std::holds_alternative<Running>(snapshot.status);
    const ImVec2 low{left.x, left.y - px(14)}, high{right, left.y + px(14)};
    // Of minutes and hours people want to know the end.
    const std::string time =
        snapshot.scene && !snapshot.scene->data->is_plane() ? time_left_text(snapshot) : "";
    const float up = time.empty() ? 0 : px(7);
    if (!time.empty()) draw_text({right, left.y + px(10)}, time, small_type(), Align::Right);
    if (trains)
        draw_text({right, left.y - up}, rate_text(snapshot.rates.replica_steps_per_second), small_type(),
                  Align::Right);
    help_tooltip(ImGui::GetID("rate"), ImGui::IsMouseHoveringRect(low, high), false, low, high,
                 rate_help(snapshot));
}

void draw_device(ImVec2 left, float right, const Snapshot&, const ViewState&, int threads) {
    draw_text({right, left.y}, "CPU \u00d7 " + std::to_string(threads), small_type(), Align::Right);
}

constexpr std::array columns{Column{116, draw_badge}, Column{136, draw_epoch}, Column{76, draw_rate},
                             Column{72, draw_device}};

class TopBar final : public Panel {
public:
    explicit TopBar(int threads) : threads_(threads) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        corner_ = ImGui::GetCursorScreenPos();
        size_ = ImGui::GetContentRegionAvail();
        is_narrow_ = size_.x < px(narrow);
        is_compact_ = size_.x < px(compact);
        draw_rule();
        const float gap = px(is_narrow_ ? metrics::gap : metrics::padding);
        float x = draw_labs(view, outbox) + (is_narrow_ ? gap : px(24));
        if (!is_narrow_ && view.controls_visible)
            x = std::max(x, corner_.x + px(view.controls_width + splitter + metrics::padding));
        x = draw_transport(x, snapshot, outbox);
        x = draw_pace(x + gap, snapshot, outbox);
        x = draw_runs(x, gap, snapshot, view, outbox);
        draw_columns(x + gap, snapshot, view);
    }

private:
    float middle() const { return corner_.y + std::floor(size_.y / 2); }
    void at(float x) const { ImGui::SetCursorScreenPos({x, middle() - px(metrics::row / 2)}); }

    void draw_rule() const {
        const float y = corner_.y + size_.y - px(1);
        ImGui::GetWindowDrawList()->AddRectFilled({corner_.x, y}, {corner_.x + size_.x, y + px(1)},
                                                  to_im(colors().rule));
    }

    // A tab for each lab; in narrow windows the lab of the run and the way to the controls. Returns the right
    // end.
    float draw_labs(ViewState& view, Outbox& outbox) const {
        const std::size_t shown = lab_of(view.experiment.setup.data);
        float right = corner_.x + px(metrics::padding);
        for (std::size_t i = 0; i < labs.size(); ++i)
            if (i == shown)
                right = draw_shown_lab(right, labs[i]) + px(24);
            else if (!is_narrow_)
                right = lab_button(right, labs[i], outbox) + px(24);
        right -= px(24);
        if (!is_narrow_) return right;
        const ButtonFace face{.label = "Controls",
                              .help = "Data, model, weights and training.",
                              .look = view.drawer_open ? ButtonLook::Selected : ButtonLook::Plain};
        at(right + px(metrics::padding));
        if (button(face)) view.drawer_open = !view.drawer_open;
        return right + px(metrics::padding) + button_width(face);
    }

    float draw_shown_lab(float left, const Lab& lab) const {
        const float right = left + draw_text({left, middle()}, lab.title, title_type());
        ImGui::GetWindowDrawList()->AddRectFilled({left, corner_.y + size_.y - px(3)},
                                                  {right, corner_.y + size_.y}, to_im(colors().accent));
        return right;
    }

    float lab_button(float left, const Lab& lab, Outbox& outbox) const {
        const ButtonFace face{.label = lab.title, .help = lab.help, .look = ButtonLook::Link};
        const float text = text_width(lab.title, {TextRole::Body, FontWeight::Regular, {}});
        at(left - (button_width(face) - text) / 2);  // its text stands where a shown lab's would
        if (button(face)) outbox.request(Perform{lab.action});
        return left + text;
    }

    // Draws a button and returns where the next one begins.
    float transport_button(float x, const ButtonFace& face, ActionId id, Outbox& outbox) const {
        at(x);
        const bool clicked = is_compact_ ? icon_button(face) : button(face);
        if (clicked) outbox.request(Perform{id});
        return x + (is_compact_ ? px(metrics::row) : button_width(face)) + px(metrics::gap);
    }

    float draw_transport(float x, const Snapshot& snapshot, Outbox& outbox) const {
        const bool runs = std::holds_alternative<Running>(snapshot.status);
        const bool can_train = snapshot.scene && !std::holds_alternative<Finished>(snapshot.status) &&
                               !std::holds_alternative<Failed>(snapshot.status);
        const ButtonFace play{.label = runs ? "Pause" : "Play",
                              .icon = runs ? Icon::Pause : Icon::Play,
                              .help = runs ? "Pause training (Space)." : "Train (Space).",
                              .look = ButtonLook::Filled,
                              .enabled = can_train,
                              .width = 88};
        const ButtonFace step{.label = "Step",
                              .icon = Icon::Step,
                              .help = "One training step (.), one epoch (Shift+.).",
                              .enabled = can_train};
        const ButtonFace reset{.label = "Reset",
                               .icon = Icon::Reset,
                               .help = "Back to the same initial weights; controls keep their values (R).",
                               .enabled = snapshot.scene != nullptr};
        x = transport_button(x, play, ActionId::PlayPause, outbox);
        x = transport_button(x, step, ActionId::Step, outbox);
        return transport_button(x, reset, ActionId::Reset, outbox);
    }

    float draw_pace(float x, const Snapshot& snapshot, Outbox& outbox) const {
        if (!is_compact_)
            x += draw_text({x, middle()}, "Pace", {TextRole::Body, FontWeight::Regular, colors().muted}) +
                 px(metrics::gap);
        std::array<std::string_view, names_of<Pace>.size()> words;
        std::ranges::transform(names_of<Pace>, words.begin(), &Name<Pace>::label);
        int chosen = static_cast<int>(snapshot.pace);
        constexpr double width = 132;
        const double after = metrics::gap + columns[0].width + columns[1].width + metrics::padding;
        if (x + px(width + after) > corner_.x + size_.x) return x;  // the state and the epoch come first
        at(x);
        const int finds = focus_finds();
        if (choice_at_cursor("Pace", width, words, chosen)) outbox.post(SetPace{static_cast<Pace>(chosen)});
        const ImVec2 low{x, middle() - px(metrics::row / 2)}, high{x + px(width), low.y + px(metrics::row)};
        help_tooltip(ImGui::GetID("pace help"), ImGui::IsMouseHoveringRect(low, high), focus_finds() > finds,
                     low, high, "How long training waits between steps; it changes no number.");
        return x + px(width);
    }

    // The tree of runs, once there are several: choosing one brings it back. Returns the right end.
    float draw_runs(float x, float gap, const Snapshot& snapshot, const ViewState& view,
                    Outbox& outbox) const {
        if (!snapshot.scene || snapshot.past.empty()) return x;
        constexpr double width = 84;
        const float after = px(columns[0].width + columns[1].width + metrics::padding);
        if (x + gap + px(width) + gap + after > corner_.x + size_.x) return x;
        const auto& replicas = snapshot.scene->setup.replicas;
        const std::vector<RunRow> rows =
            run_tree(snapshot, replicas[static_cast<std::size_t>(view.focus)].variant);
        std::vector<std::string> texts;
        for (const RunRow& row : rows)
            texts.push_back(std::string(4 * static_cast<std::size_t>(row.depth), ' ') + row.words);
        const std::vector<std::string_view> words(texts.begin(), texts.end());
        const auto shown = std::ranges::find(rows, nullptr, &RunRow::past);
        int chosen = static_cast<int>(shown - rows.begin());
        const float left = x + gap, end = left + px(width);
        draw_text_in({left, middle()}, px(width - 20), "run " + std::to_string(snapshot.run),
                     {TextRole::Body, FontWeight::SemiBold, colors().text});
        draw_icon(Icon::Down, {end - px(10), middle()}, colors().muted);
        if (choice_over("Runs", {{left, middle() - px(14)}, {end - px(20), middle() + px(14)}}, words,
                        chosen))
            if (const auto& past = rows[static_cast<std::size_t>(chosen)].past)
                outbox.post(Restore{past->record, past->origin});
        return x + gap + px(width);
    }

    // As many columns as there is room for, the first ones first, at the right end.
    void draw_columns(float from, const Snapshot& snapshot, const ViewState& view) const {
        const float right = corner_.x + size_.x - px(metrics::padding);
        std::size_t count = 0;
        float width = 0;
        while (count < columns.size() && from + width + px(columns[count].width) <= right)
            width += px(columns[count++].width);
        float x = right - width;
        for (std::size_t i = 0; i < count; ++i) {
            const float end = x + px(columns[i].width);
            columns[i].draw({x, middle()}, end, snapshot, view, threads_);
            x = end;
        }
    }

    int threads_;
    ImVec2 corner_, size_;     // of the current frame
    bool is_narrow_ = false;   // the controls are a drawer
    bool is_compact_ = false;  // buttons are icons
};

}  // namespace

std::string rate_text(double per_second) {
    struct Unit {
        double from;
        std::string_view name;
    };
    constexpr std::array units{Unit{1e9, "G"}, Unit{1e6, "M"}, Unit{1e3, "k"}};
    for (const Unit& unit : units)
        if (per_second >= unit.from) {
            const double value = per_second / unit.from;
            return number_text(value, value < 10 ? 1 : 0) + " " + std::string(unit.name) + "/s";
        }
    return number_text(per_second, 0) + " /s";
}

std::unique_ptr<Panel> make_top_bar(int threads) { return std::make_unique<TopBar>(threads); }

}  // namespace reweigh
