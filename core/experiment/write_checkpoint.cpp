#include "core/base/digest.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/text.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/checkpoint_parts.h"
#include "core/experiment/checkpoint_votes.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"

#include <deque>

namespace reweigh {
namespace {

template <class T>
std::vector<T> values_of(const Series<T>& series) {
    std::vector<T> values;
    for (std::size_t i = 0; i < series.size(); ++i) values.push_back(series[i]);
    return values;
}

// The tensors of a file and whatever holds their values.
struct Contents {
    std::vector<StoredTensor> tensors;
    std::vector<std::shared_ptr<const Keyframe>> keyframes;
    std::deque<std::vector<double>> doubles;
    std::deque<std::vector<std::int64_t>> whole_numbers;

    void add(std::string name, std::vector<std::int64_t> shape, std::vector<double> values) {
        tensors.push_back(stored(std::move(name), std::move(shape), doubles.emplace_back(std::move(values))));
    }
    void add(std::string name, std::vector<std::int64_t> values) {
        const std::vector<std::int64_t>& kept = whole_numbers.emplace_back(std::move(values));
        tensors.push_back(stored(std::move(name), {static_cast<std::int64_t>(kept.size())}, kept));
    }
};

void add_state(Contents& contents, const std::string& prefix, const EngineState& state) {
    for (const Tensor& tensor : state.tensors)
        contents.tensors.push_back(stored(prefix + tensor.name, tensor.shape, tensor.values));
}

void add_tensors(Contents& contents, const SavedRun& saved) {
    const RunRecord& record = *saved.record;
    for (const KeptKeyframe& kept : record.keyframes) {
        const std::string prefix = keyframe_prefix(saved.run, kept.step());
        const Keyframe& keyframe = *contents.keyframes.emplace_back(kept.load());
        add_state(contents, prefix, keyframe.model);
        if (keyframe.companion) add_state(contents, prefix + companion_prefix, *keyframe.companion);
    }
    const auto steps = static_cast<std::int64_t>(record.readout_steps.size());
    std::vector<double> values;
    for (const Curve& curve : record.curves)
        for (const double value : values_of(curve.values)) values.push_back(value);
    const std::string prefix = run_prefix(saved.run);
    contents.add(prefix + "readout_steps", values_of(record.readout_steps));
    contents.add(prefix + "readout_seconds", {steps}, values_of(record.readout_seconds));
    contents.add(prefix + "curves", {static_cast<std::int64_t>(record.curves.size()), steps},
                 std::move(values));
    if (auto votes = packed_votes(record); !votes.empty()) contents.add(prefix + "votes", std::move(votes));
}

Node optional_node(const std::optional<std::int64_t>& number) {
    return number ? whole_number_node(*number) : number_node(std::optional<double>());
}

Node keyframes_node(const RunRecord& record) {
    std::vector<Node> list;
    for (const KeptKeyframe& kept : record.keyframes) {
        const auto keyframe = kept.load();
        list.push_back(table_node({{"step", whole_number_node(kept.step())},
                                   {"reason", text_node(word_of(kept.reason))},
                                   {"parked", list_of(keyframe->parked[0])},
                                   {"companion_parked", list_of(keyframe->parked[1])}}));
    }
    return list_node(std::move(list));
}

// Of the replicas that were parked alone: [replica, step of the model or null, of the companion or null].
Node health_node(const RunRecord& record) {
    std::vector<Node> list;
    for (std::size_t i = 0; i < record.health.size(); ++i) {
        const ReplicaHealth& health = record.health[i];
        if (health.parked_at || health.companion_parked_at)
            list.push_back(
                list_node({whole_number_node(static_cast<std::int64_t>(i)), optional_node(health.parked_at),
                           optional_node(health.companion_parked_at)}));
    }
    return list_node(std::move(list));
}

Node run_node(const SavedRun& saved) {
    const RunRecord& record = *saved.record;
    const Setup& setup = record.scene->setup;
    std::vector<Edit> log = record.edits;
    log.insert(log.end(), record.script.begin(), record.script.end());
    std::vector<std::pair<std::string, Node>> members{
        {"run", seed_node(saved.run)},
        {"origin",
         table_node({{"run", seed_node(saved.origin.run)}, {"step", whole_number_node(saved.origin.step)}})},
        {"experiment", resolved_node(with_log(saved.experiment, log))},
        {"data", text_node(record.scene->data->digest)},
        {"weights", text_node(setup.start_weights ? setup.start_weights->digest : "")},
        {"applied_edits", whole_number_node(static_cast<std::int64_t>(record.edits.size()) - 1)},
        {"gestures", list_of(record.gestures)},
        {"stop", stop_node(record.stop)},
        {"health", health_node(record)},
        {"keyframes", keyframes_node(record)},
        {"trained_seconds", number_node(record.trained_seconds)}};
    if (record.finished) members.emplace_back("finished", text_node(*record.finished));
    if (const auto precision = record.scene->gpu_precision)
        members.emplace_back("gpu_precision", text_node(word_of(*precision)));
    return table_node(std::move(members));
}

Node digests_node(const std::vector<StoredTensor>& tensors) {
    std::vector<std::pair<std::string, Node>> digests;
    for (const StoredTensor& tensor : tensors)
        digests.emplace_back(tensor.name, text_node(sha256(tensor.bytes)));
    return table_node(std::move(digests));
}

}  // namespace

std::string to_bytes(const Checkpoint& checkpoint) {
    Contents contents;
    std::vector<Node> runs;
    for (const SavedRun& saved : checkpoint.runs) {
        add_tensors(contents, saved);
        runs.push_back(run_node(saved));
    }
    const std::string text = to_json(table_node({{"format", whole_number_node(checkpoint_format)},
                                                 {"program", text_node(checkpoint.program)},
                                                 {"current", seed_node(checkpoint.current)},
                                                 {"view", checkpoint.view},
                                                 {"runs", list_node(std::move(runs))},
                                                 {"digests", digests_node(contents.tensors)}}));
    return to_safetensors(
        {{{std::string(metadata_key), text}, {std::string(metadata_digest_key), sha256(text)}},
         contents.tensors});
}

}  // namespace reweigh
