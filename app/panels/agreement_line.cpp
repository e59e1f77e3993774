#include "app/panels/agreement_line.h"

#include "app/panels/samples.h"
#include "app/widgets/flow.h"
#include "app/widgets/text.h"
#include "core/figure/agreement_plot.h"
#include "core/figure/fitted.h"
#include "core/figure/number_text.h"

#include <cmath>

namespace reweigh {
namespace {

constexpr double line_height = 22, part_gap = 20;  // units

std::string percent(double share) { return number_text(100 * share, 0) + " %"; }

// "weights 82 %, seeds 78 %", or the one that there is; empty where there is none.
std::string values_text(double weights, double seeds) {
    std::string text = std::isnan(weights) ? "" : "weights " + percent(weights);
    if (!std::isnan(seeds)) text += (text.empty() ? "seeds " : ", seeds ") + percent(seeds);
    return text;
}

std::vector<std::string> parts_of(const Votes& votes, const std::vector<WeightVoters>& weights) {
    std::vector<std::string> parts;
    std::string chance;
    for (const VotedSet& voted : voted_sets) {
        const SetVotes* set = votes.set(voted.key);
        if (set == nullptr) continue;
        const Agreement found = agreement(weights, *set);
        const std::string values = values_text(found.weights, found.seeds);
        if (values.empty()) continue;
        parts.push_back(std::string(voted.in_line) + ": " + values);
        chance = "by chance: " + values_text(found.weights_chance, found.seeds_chance);
    }
    if (parts.empty()) return {"Two models are needed: several weights or seeds."};
    parts.push_back(chance);
    return parts;
}

// From the corner on, in pixels; `put` gets the middle of each part's left end. The height.
template <class Put>
float lay_out(const std::vector<std::string>& parts, ImVec2 corner, float width, const Put& put) {
    Flow flow{corner, corner.x, corner.x + width, px(part_gap), px(line_height)};
    for (std::size_t i = 0; i <= parts.size(); ++i) {
        const bool is_head = i == 0;
        const bool is_value = parts.size() > 1;  // else a sentence
        const Type type =
            is_head ? Type{TextRole::Body, FontWeight::SemiBold, colors().text}
                    : Type{TextRole::Small, FontWeight::Regular, is_value ? colors().text : colors().muted};
        const std::string& text = is_head ? "Agreement" : parts[i - 1];
        const ImVec2 low = flow.place(text_width(text, type));
        put(ImVec2{low.x, low.y + px(line_height) / 2}, text, type);
    }
    return flow.at.y + px(line_height) - corner.y;
}

}  // namespace

double AgreementLine::height(const Snapshot& snapshot, int variant, double width) {
    refresh(snapshot, variant);
    const auto nowhere = [](ImVec2, const std::string&, const Type&) {};
    return lay_out(parts_, {0, 0}, px(width), nowhere) / scale();
}

void AgreementLine::draw(Vec2 corner, double width) const {
    const ImVec2 low{static_cast<float>(corner.x), static_cast<float>(corner.y)};
    lay_out(parts_, low, px(width), [&](ImVec2 middle, const std::string& text, const Type& type) {
        draw_text_in(middle, low.x + px(width) - middle.x, text, type);
    });
}

void AgreementLine::refresh(const Snapshot& snapshot, int variant) {
    const std::shared_ptr<const Votes> votes = latest_votes(snapshot);
    if (!votes) {
        votes_ = nullptr;
        parts_ = {snapshot.readout_steps.empty()
                      ? "Votes come with the first step."
                      : "The votes of this moment were not kept: they come with the next read-out."};
        return;
    }
    if (votes == votes_ && variant == variant_) return;
    votes_ = votes;
    variant_ = variant;
    parts_ = parts_of(*votes, weight_voters(snapshot.scene->setup.replicas, variant, *votes));
    if (const std::string fitted = fitted_text(snapshot, variant); !fitted.empty() && parts_.size() > 1)
        parts_.push_back("no training errors: " + fitted);
}

}  // namespace reweigh
