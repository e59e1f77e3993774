#include "core/figure/describe.h"

#include "core/base/overloaded.h"
#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

double last_value(const Snapshot& snapshot, ModelRole role, int replica, std::string_view readout) {
    const Curve* curve = curves_of(snapshot, role, readout)[static_cast<std::size_t>(replica)];
    return curve && !curve->values.empty() ? curve->values.back() : std::numeric_limits<double>::quiet_NaN();
}

std::string state_text(const Status& status) {
    return std::visit(overloaded{[](const Ready&) -> std::string { return "Ready."; },
                                 [](const Running&) -> std::string { return "Running."; },
                                 [](const Paused&) -> std::string { return "Paused."; },
                                 [](const Finished& f) { return "Finished: " + f.reason; },
                                 [](const Failed& f) { return "Failed: " + f.sentence; }},
                      status);
}

std::string moment_text(const Snapshot& snapshot, int focus) {
    const Setup& setup = snapshot.scene->setup;
    const Replica& replica = setup.replicas[static_cast<std::size_t>(focus)];
    std::string text = " Epoch " + epoch_text(snapshot.epoch());
    if (setup.variants.size() > 1) text += ", " + setup.variants[static_cast<std::size_t>(replica.variant)];
    text += ", weight " + weight_label(effective_importance(replica, snapshot.live));
    if (setup.replicas.size() > 1) text += ", seed " + std::to_string(replica.seed);
    return text + ".";
}

std::string side_text(double offset) {
    constexpr double readable = 0.005;  // rounds to 0.00
    if (std::abs(offset) < readable) return "";
    return offset > 0 ? " towards +" : " towards \u2212";
}

std::string edge_text(double offset) {
    if (std::isnan(offset)) return " does not cross the axis";
    return " " + number_text(std::abs(offset), 2) + side_text(offset);
}

std::string edges_text(const Snapshot& snapshot, int focus) {
    const Setup& setup = snapshot.scene->setup;
    std::string text = " " + model_name(setup, ModelRole::Model) + " edge" +
                       edge_text(last_value(snapshot, ModelRole::Model, focus, "offset"));
    if (setup.companion)
        text += ", " + model_name(setup, ModelRole::Companion) +
                edge_text(last_value(snapshot, ModelRole::Companion, focus, "offset"));
    return text + ".";
}

constexpr const char* parked = " This replica became non-finite and trains no more.";

std::string ratios_text(const Snapshot& snapshot, int focus) {
    constexpr int decimals = 2;
    const auto text = [&](const char* readout) {
        return number_text(last_value(snapshot, ModelRole::Model, focus, readout), decimals);
    };
    if (class_count(snapshot.scene->setup.model) > 2)
        return " Test accuracy " + text("accuracy") + ", of the target class " + text("accuracy_target") +
               ", weighted " + text("accuracy_weighted") + ".";
    return " Called positive: " + text("ratio") + " of the test pictures, " + text("ratio_other") +
           " of the other classes, " + text("ratio_noise") + " of the random pictures.";
}

std::string errors_text(const Snapshot& snapshot, int focus) {
    const double errors = last_value(snapshot, ModelRole::Model, focus, "errors");
    if (std::isnan(errors) || !snapshot.scene->data) return "";
    const std::string companion = number_text(last_value(snapshot, ModelRole::Companion, focus, "errors"), 0);
    return " " + number_text(errors, 0) + " of " + count_text(snapshot.scene->data->size()) + " errors" +
           (snapshot.scene->setup.companion
                ? ", " + model_name(snapshot.scene->setup, ModelRole::Companion) + " " + companion
                : "") +
           ".";
}

std::string regularization_text(const Snapshot& snapshot, int focus) {
    const Replica& replica = snapshot.scene->setup.replicas[static_cast<std::size_t>(focus)];
    LiveParams plain = snapshot.live.variants[static_cast<std::size_t>(replica.variant)];
    const LiveParams now = plain;
    plain.l2 = plain.dropout = 0;
    plain.batch_norm = false;
    const std::string changes = changes_text(plain, now);
    return changes.empty() ? "" : " With " + changes + ".";
}

}  // namespace

std::string describe(const Snapshot& snapshot, int focus) {
    if (!snapshot.scene) return "No run yet.";
    const Scene& scene = *snapshot.scene;
    const int last = static_cast<int>(scene.setup.replicas.size()) - 1;
    focus = std::clamp(focus, 0, last);
    std::string text =
        state_text(snapshot.status) + moment_text(snapshot, focus) + regularization_text(snapshot, focus);
    const bool is_plane = !scene.data || scene.data->is_plane();
    if (!snapshot.readout_steps.empty())
        text += (is_plane ? edges_text(snapshot, focus) : ratios_text(snapshot, focus)) +
                errors_text(snapshot, focus);
    if (!is_plane) return text + (is_parked(snapshot, focus) ? parked : "");
    if (!scene.separator || scene.separator->kind == Separator::Kind::SoftMargin)
        text += " Not separable: no max-margin line.";
    if (is_parked(snapshot, focus)) text += parked;
    return text;
}

}  // namespace reweigh
