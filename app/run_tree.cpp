#include "app/run_tree.h"

#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"
#include "core/state/run_record.h"

#include <algorithm>

namespace reweigh {
namespace {

// What is told of a run, on screen or past.
struct Node {
    std::uint64_t run = 0;
    RunOrigin origin;
    std::int64_t step = 0, steps_per_epoch = 1;
    const std::vector<Edit>* edits = nullptr;
    std::shared_ptr<const PastRun> past;
};

std::vector<Node> nodes_of(const Snapshot& snapshot) {
    std::vector<Node> nodes;
    for (const auto& past : snapshot.past) {
        const Scene& scene = *past->record->scene;
        nodes.push_back({past->run, past->origin, past->record->step(),
                         steps_per_epoch(scene.setup, scene.data->size()), &past->record->edits, past});
    }
    if (snapshot.scene)
        nodes.push_back({snapshot.run, snapshot.origin, snapshot.step, snapshot.steps_per_epoch,
                         &snapshot.edits, nullptr});
    std::ranges::sort(nodes, {}, &Node::run);
    return nodes;
}

std::string epoch_of(const Node& node, std::int64_t step) {
    return epoch_text(static_cast<double>(step) / static_cast<double>(node.steps_per_epoch));
}

// What the fork changed where it began; empty for nothing.
std::string change_of(const Node& node, int variant) {
    const auto i = static_cast<std::size_t>(variant);
    const Live *before = nullptr, *after = nullptr;
    for (const Edit& edit : *node.edits) {
        if (edit.step < node.origin.step) before = &edit.live;
        if (edit.step <= node.origin.step) after = &edit.live;
    }
    if (!before || !after || i >= before->variants.size() || i >= after->variants.size()) return "";
    return changes_text(before->variants[i], after->variants[i]);
}

std::string words_of(const Node& node, int variant) {
    std::string words = "run " + std::to_string(node.run);
    if (node.origin.run != 0) {
        words += " from epoch " + epoch_of(node, node.origin.step);
        if (const std::string change = change_of(node, variant); !change.empty()) words += ": " + change;
    }
    return words + ", epoch " + epoch_of(node, node.step);
}

bool is_kept(const std::vector<Node>& nodes, std::uint64_t run) {
    return std::ranges::find(nodes, run, &Node::run) != nodes.end();
}

void add_children(const std::vector<Node>& nodes, std::uint64_t parent, int depth, int variant,
                  std::vector<RunRow>& rows) {
    for (const Node& node : nodes) {
        const bool is_root = !is_kept(nodes, node.origin.run);
        if (depth == 0 ? !is_root : node.origin.run != parent || is_root) continue;
        rows.push_back({node.run, depth, words_of(node, variant), node.past});
        add_children(nodes, node.run, depth + 1, variant, rows);
    }
}

}  // namespace

std::vector<RunRow> run_tree(const Snapshot& snapshot, int variant) {
    std::vector<RunRow> rows;
    add_children(nodes_of(snapshot), 0, 0, variant, rows);
    return rows;
}

}  // namespace reweigh
