#include "core/session/views.h"

#include "core/session/edit_log.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace reweigh {
namespace {

constexpr int coarsest = 64;              // cells a side
constexpr double group_seconds = 0.02;    // commands wait no longer for a group
constexpr double most_allowance = 0.002;  // or what the coarsest refresh costs
constexpr double deepest_debt = -0.01;    // seconds

std::vector<float> cell_centers(const Rect& world, int width, int height) {
    const Grid<float> grid{width, height, world, {}};
    std::vector<float> inputs;
    inputs.reserve(2 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column) {
            const Vec2 center = grid.cell_center(column, row);
            inputs.push_back(static_cast<float>(center.x));
            inputs.push_back(static_cast<float>(center.y));
        }
    return inputs;
}

// Few sizes, so that a picture does not change its grain all the time.
double rounded_down(double scale) {
    for (const double step : {1.0, 0.75, 0.5, 0.375})
        if (scale >= step) return step;
    return 0.25;
}

std::size_t index_of(ModelRole role) { return static_cast<std::size_t>(role); }

bool is_present(const ViewRequest& request) { return !request.step && request.run == 0; }

// One call of an engine answers both, at one moment.
bool are_alike(const ViewRequest& a, const ViewRequest& b) {
    return a.role == b.role && a.world == b.world && a.width == b.width && a.height == b.height;
}

// Whether engines of one can evaluate keyframes of the other: equal shapes.
bool fit_each_other(const Setup& a, const Setup& b) {
    return a.model == b.model && a.companion == b.companion && a.replicas.size() == b.replicas.size() &&
           a.variants.size() == b.variants.size();
}

// Null: there is none, or it cannot be evaluated.
std::shared_ptr<const PastRun> fitting_run(std::uint64_t run, const ViewSource& source) {
    auto past = past_run(source.past, run);
    const bool fits = past && fit_each_other(past->record->scene->setup, source.training.setup());
    return fits ? past : nullptr;
}

}  // namespace

void Views::want(std::vector<ViewRequest> requests) {
    std::vector<Slot> next;
    for (ViewRequest& request : requests) {
        const auto former = std::ranges::find(slots_, request, &Slot::request);
        next.push_back(former == slots_.end() ? Slot{std::move(request), std::nullopt} : *former);
    }
    slots_ = std::move(next);
}

void Views::forget_answers() {
    for (Slot& slot : slots_) slot.answer.reset();
    seconds_per_point_ = {};
}

void Views::outdate(std::int64_t step) {
    for (Slot& slot : slots_)
        if (slot.answer && is_present(slot.request) && slot.answer->step == step) slot.outdated = true;
}

bool Views::can_answer(const Slot& slot, const ViewSource& source) {
    const ViewRequest& request = slot.request;
    const bool has_plane = !are_pictures(source.training.setup().data);
    const auto replicas = static_cast<int>(source.training.setup().replicas.size());
    return has_plane && request.replica >= 0 && request.replica < replicas && request.width > 0 &&
           request.height > 0 && (request.role == ModelRole::Model || source.training.has_companion()) &&
           (request.run == 0 || fitting_run(request.run, source));
}

Views::Target Views::target_of(const Slot& slot, const ViewSource& source) {
    const ViewRequest& request = slot.request;
    if (request.run != 0) {
        const RunRecord& record = *fitting_run(request.run, source)->record;
        const KeptKeyframe& kept = nearest_keyframe(record.keyframes, request.step.value_or(record.step()));
        return {&kept, kept.step(), &record.edits};
    }
    const std::vector<Edit>& edits = source.training.edits();
    if (!request.step && source.present_is_sound) return {nullptr, source.training.step(), &edits};
    const KeptKeyframe& kept = source.keyframes.nearest(request.step.value_or(source.training.step()));
    return {&kept, kept.step(), &edits};
}

Views::Size Views::size_at(const ViewRequest& request, double scale) {
    const auto scaled = [scale](int full) {
        return std::max(std::min(full, coarsest), static_cast<int>(full * scale));
    };
    return {scaled(request.width), scaled(request.height)};
}

bool Views::needs_full(const Slot& slot, const ViewSource& source, bool running) const {
    if (!can_answer(slot, source) || (running && is_present(slot.request))) return false;
    return !slot.answer || slot.outdated || slot.answer->step != target_of(slot, source).step ||
           slot.answer->logits->width < slot.request.width ||
           slot.answer->logits->height < slot.request.height;
}

bool Views::is_incomplete(const ViewSource& source, bool running) const {
    return std::ranges::any_of(slots_, [&](const Slot& slot) { return needs_full(slot, source, running); });
}

double Views::cost(const ViewRequest& request, Size size) const {
    return seconds_per_point_[index_of(request.role)] * size.width * size.height;
}

// Those of `open` that one call of the engine can answer together with `first`.
std::vector<Views::Slot*> Views::group_of(Slot& first, const std::vector<Slot*>& open,
                                          const ViewSource& source) const {
    const Target target = target_of(first, source);
    const double each = cost(first.request, size_at(first.request, 1));
    const auto most = each > 0 ? std::max(threads_, static_cast<int>(group_seconds / each)) : threads_;
    std::vector<Slot*> group;
    for (Slot* slot : open) {
        const Target other = target_of(*slot, source);
        if (other.kept == target.kept && are_alike(first.request, slot->request) &&
            static_cast<int>(group.size()) < most)
            group.push_back(slot);
    }
    return group;
}

bool Views::answer_group(const ViewSource& source, bool running) {
    std::vector<Slot*> open;
    for (Slot& slot : slots_)
        if (needs_full(slot, source, running)) open.push_back(&slot);
    if (open.empty()) return false;
    const std::vector<Slot*> group = group_of(*open.front(), open, source);
    evaluate(group, size_at(open.front()->request, 1), source);
    return true;
}

void Views::earn(double seconds) {
    double coarse = 0;
    for (const Slot& slot : slots_)
        if (is_present(slot.request)) coarse += cost(slot.request, size_at(slot.request, 0));
    allowance_ = std::min(allowance_ + seconds, std::max(most_allowance, coarse));
}

bool Views::refresh(const ViewSource& source, bool at_once) {
    std::vector<Slot*> open;
    double full = 0, coarse = 0;
    for (Slot& slot : slots_)
        if (is_present(slot.request) && needs_full(slot, source, false)) {
            open.push_back(&slot);
            full += cost(slot.request, size_at(slot.request, 1));
            coarse += cost(slot.request, size_at(slot.request, 0));
        }
    if (open.empty() || (coarse > allowance_ && !at_once)) return false;
    const double scale = full > 0 ? rounded_down(std::sqrt(std::max(allowance_ / full, 0.0))) : 1;
    while (!open.empty()) {
        const ViewRequest first = open.front()->request;
        const auto rest = std::partition(open.begin(), open.end(),
                                         [&](const Slot* slot) { return are_alike(first, slot->request); });
        evaluate({open.begin(), rest}, size_at(first, scale), source);
        open.erase(open.begin(), rest);
    }
    return true;
}

// A past moment is seen as it was trained up to there: an edit of its own step comes after it.
const Live& Views::live_of(const ViewRequest& request, const Target& target) {
    const bool is_past = !is_present(request) && target.step > 0;
    return live_at(*target.edits, is_past ? target.step - 1 : target.step);
}

void Views::evaluate(const std::vector<Slot*>& group, Size size, const ViewSource& source) {
    const ViewRequest& first = group.front()->request;
    const Target target = target_of(*group.front(), source);
    const auto begin = now_();
    const std::vector<float> inputs = cell_centers(first.world, size.width, size.height);
    const std::size_t points = inputs.size() / 2;
    std::vector<int> replicas;
    for (const Slot* slot : group) replicas.push_back(slot->request.replica);
    std::vector<float> logits(replicas.size() * points);
    const auto keyframe = target.kept ? target.kept->load() : nullptr;
    source.training.engine(first.role)
        .predict(replicas, keyframe ? &keyframe->state(first.role) : nullptr, live_of(first, target), inputs,
                 logits);
    for (std::size_t i = 0; i < group.size(); ++i) {
        const auto values = logits.begin() + static_cast<std::ptrdiff_t>(i * points);
        auto grid = std::make_shared<const Grid<float>>(Grid<float>{
            size.width, size.height, first.world, {values, values + static_cast<std::ptrdiff_t>(points)}});
        group[i]->answer = View{group[i]->request, target.step, std::move(grid)};
        group[i]->outdated = false;
    }
    const double seconds = std::chrono::duration<double>(now_() - begin).count();
    seconds_per_point_[index_of(first.role)] = seconds / static_cast<double>(logits.size());
    allowance_ = std::max(allowance_ - seconds, deepest_debt);
}

std::vector<View> Views::answers() const {
    std::vector<View> views;
    for (const Slot& slot : slots_)
        if (slot.answer) views.push_back(*slot.answer);
    return views;
}

}  // namespace reweigh
