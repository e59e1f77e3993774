#include "app/panels/sample_cards.h"

#include "app/panels/stage_place.h"
#include "app/widgets/choice.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "core/figure/number_text.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace reweigh {
namespace {

constexpr double head_row = 36, card_height = 76, card_gap = 8, least_card_width = 296, scroll_bar = 12;
constexpr double picture_size = 64, picture_margin = 6, text_margin = 12, most_cell = 22, cell_gap = 4;
constexpr std::array<std::string_view, 3> order_words{"most disputed", "class", "index"};

Type small(Color color) { return {TextRole::Small, FontWeight::Regular, color}; }

std::string epoch_of(const Votes& votes, const Snapshot& snapshot) {
    const double epoch = static_cast<double>(votes.step) / static_cast<double>(snapshot.steps_per_epoch);
    return number_text(epoch, epoch == std::floor(epoch) ? 0 : 2);
}

std::size_t most_seeds(const std::vector<WeightVoters>& weights) {
    std::size_t most = 0;
    for (const WeightVoters& weight : weights) most = std::max(most, weight.replicas.size());
    return most;
}

// "seeds of 9 that say dog, weights 1:256 to 256:1"
std::string key_text(const std::vector<WeightVoters>& weights, const std::string& name) {
    std::string text = "seeds of " + std::to_string(most_seeds(weights)) + " that say " + name;
    if (weights.size() > 1)
        text += ", weights " + weight_label(weights.front().weight) + " to " +
                weight_label(weights.back().weight);
    return text;
}

// What most seeds say, paler the less they are of one mind.
struct CellColors {
    Color edge, fill;
};
CellColors cell_colors(double share) {
    const Color edge = share > 0.5 ? colors().positive : share < 0.5 ? colors().negative : colors().muted;
    return {edge, blend(edge, colors().plot, 0.1 + 0.35 * std::abs(2 * share - 1))};
}

}  // namespace

void SampleCards::draw(Rect place, const Snapshot& snapshot, int variant) {
    refresh(snapshot, variant);
    if (!votes_) return;
    draw_head(place, snapshot);
    place.min.y += px(head_row);
    draw_rows(place, *snapshot.scene);
}

void SampleCards::refresh(const Snapshot& snapshot, int variant) {
    if (std::exchange(data_, snapshot.scene->data) != snapshot.scene->data) pixels_.clear();
    std::shared_ptr<const Votes> votes = latest_votes(snapshot);
    if (votes == votes_ && variant == variant_ && order_ == ordered_by_) return;
    votes_ = std::move(votes);
    variant_ = variant;
    ordered_by_ = order_;
    if (!votes_) return;
    weights_ = weight_voters(snapshot.scene->setup.replicas, variant, *votes_);
    samples_ = ordered_samples(*snapshot.scene->data, *votes_, weights_, order_);
}

void SampleCards::draw_head(Rect place, const Snapshot& snapshot) {
    const float left = static_cast<float>(place.min.x), right = static_cast<float>(place.max.x);
    const float top = static_cast<float>(place.min.y), middle = top + px(metrics::row) / 2;
    const Type strong{TextRole::Body, FontWeight::SemiBold, colors().text};
    const float title = draw_text({left, middle}, "Samples at epoch " + epoch_of(*votes_, snapshot), strong);
    ImGui::SetCursorScreenPos({left + title + px(16), top});
    constexpr double width = 148;
    int chosen = static_cast<int>(order_);
    if (choice_at_cursor("order of samples", width, order_words, chosen))
        order_ = static_cast<SampleOrder>(chosen);
    const float from = left + title + px(32 + width);
    draw_text_in({right, middle}, right - from, key_text(weights_, positive_name(*snapshot.scene)),
                 small(colors().muted), Align::Right);
}

// Only the rows that are seen are drawn.
void SampleCards::draw_rows(Rect place, const Scene& scene) {
    const double unit = scale(), room = place.width() - px(scroll_bar), between = px(card_gap);
    const int columns =
        std::max(1, static_cast<int>((room / unit + card_gap) / (least_card_width + card_gap)));
    const int rows = (static_cast<int>(samples_.size()) + columns - 1) / columns;
    const double width = std::floor((room - (columns - 1) * between) / columns);
    const double pitch = px(card_height + card_gap);
    ImGui::SetCursorScreenPos(to_imvec2(place.min));
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, px(8));
    ImGui::BeginChild("samples", to_imvec2(place.max - place.min), false, ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    const Vec2 corner = to_vec2(ImGui::GetCursorScreenPos());
    ImGui::Dummy({static_cast<float>(room), static_cast<float>(std::max(1.0, rows * pitch - between))});
    const FocusStop keys = focus_stop(ImGui::GetID("samples"));
    if (keys.rows != 0)
        ImGui::SetScrollY(ImGui::GetScrollY() + static_cast<float>(keys.rows) * px(card_height + card_gap));
    const int first = std::max(0, static_cast<int>((place.min.y - corner.y) / pitch));
    const int last = std::min(rows - 1, static_cast<int>((place.max.y - corner.y) / pitch));
    for (int row = first; row <= last; ++row)
        for (int column = 0; column < columns; ++column) {
            const auto i = static_cast<std::size_t>(row * columns + column);
            if (i >= samples_.size()) break;
            const Vec2 low = corner + Vec2{column * (width + between), row * pitch};
            draw_card({low, low + Vec2{width, static_cast<double>(px(card_height))}}, scene, samples_[i]);
        }
    ImGui::EndChild();
    if (keys.focused) draw_focus_ring(to_imvec2(place.min), to_imvec2(place.max));
    pixels_ = std::exchange(shown_, {});
}

void SampleCards::draw_card(Rect place, const Scene& scene, const Sample& sample) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImGui::PushID(static_cast<int>(sample.set));
    ImGui::PushID(static_cast<int>(sample.picture));
    const ImVec2 low = to_imvec2(place.min), high = to_imvec2(place.max);
    list.AddRectFilled(low, high, to_im(colors().plot), px(metrics::card_radius));
    list.AddRect(low, high, to_im(colors().rule), px(metrics::card_radius), 0, px(1));
    const Vec2 picture = place.min + static_cast<double>(px(picture_margin)) * Vec2{1, 1};
    const double size = px(picture_size);
    draw_pixels({picture, picture + Vec2{size, size}}, *scene.data, sample);
    const float left = static_cast<float>(picture.x + size) + px(text_margin),
                right = high.x - px(text_margin);
    const float line = low.y + px(22);
    const std::string name = positive_name(scene);
    const float said = draw_text({right, line}, name, small(colors().muted), Align::Right);
    const Type strong{TextRole::Body, FontWeight::SemiBold, colors().text};
    const std::string share = std::isnan(sample.share) ? "\u2013" : number_text(100 * sample.share, 0) + " %";
    const float shown = draw_text({right - said - px(6), line}, share, strong, Align::Right);
    draw_text_in({left, line}, right - said - shown - px(14) - left, class_name(*scene.data, sample.of_class),
                 strong);
    const double cells = static_cast<double>(low.y) + px(40);
    draw_cells({{left, cells}, {right, cells + px(most_cell)}}, sample, name);
    ImGui::PopID();
    ImGui::PopID();
}

void SampleCards::draw_pixels(Rect place, const Dataset& data, const Sample& sample) {
    const EvaluationSet* const set = data.evaluation_set(votes_->sets[sample.set].key());
    const std::pair key{sample.set, sample.picture};
    const auto known = pixels_.find(key);
    const auto pixels = known != pixels_.end() ? known->second
                        : set != nullptr       ? sample_pixels(data, *set, sample.picture)
                                               : nullptr;
    shown_[key] = pixels;
    const ImVec2 low = to_imvec2(place.min), high = to_imvec2(place.max);
    if (const ImTextureID texture = surfaces_.picture(pixels))
        ImGui::GetWindowDrawList()->AddImage(texture, low, high, {0, 1}, {1, 0});
    else
        ImGui::GetWindowDrawList()->AddRectFilled(low, high, to_im(colors().gap));
}

void SampleCards::draw_cells(Rect place, const Sample& sample, const std::string& name) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto count = static_cast<double>(weights_.size());
    const double gap = count > 12 ? px(cell_gap / 2) : px(cell_gap);
    const double width = std::min(std::floor((place.width() + gap) / count - gap), place.height());
    if (width < px(3)) return;
    for (std::size_t w = 0; w < weights_.size(); ++w) {
        const WeightVoters& weight = weights_[w];
        const int positive = positive_votes(weight, votes_->sets[sample.set], sample.picture);
        const auto seeds = static_cast<double>(weight.replicas.size());
        const CellColors look = cell_colors(seeds > 0 ? positive / seeds : 0.5);
        const float x = static_cast<float>(place.min.x + static_cast<double>(w) * (width + gap));
        const ImVec2 low{x, static_cast<float>(place.min.y)},
            high{x + static_cast<float>(width), static_cast<float>(place.max.y)};
        list.AddRectFilled(low, high, to_im(look.fill), px(3));
        list.AddRect(low, high, to_im(look.edge), px(3), 0, px(1));
        const std::string digits = seeds > 0 ? std::to_string(positive) : "\u2013";
        const Type type = small(colors().text);
        if (text_width(digits, type) + px(2) <= high.x - low.x)
            draw_text({(low.x + high.x) / 2, (low.y + high.y) / 2}, digits, type, Align::Center);
        const std::string words = weight_label(weight.weight) + ": " + std::to_string(positive) + " of " +
                                  std::to_string(weight.replicas.size()) + " seeds say " + name;
        help_tooltip(ImGui::GetID(words.c_str()), ImGui::IsMouseHoveringRect(low, high), false, low, high,
                     words);
    }
}

}  // namespace reweigh
