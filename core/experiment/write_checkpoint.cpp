#include "core/base/digest.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/text.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/checkpoint_parts.h"
#include "core/experiment/checkpoint_votes.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"

namespace reweigh {
namespace {

template <class T>
std::vector<T> values_of(const Series<T>& series) {
    std::vector<T> values;
    for (std::size_t i = 0; i < series.size(); ++i) values.push_back(series[i]);
    return values;
}

void add_state(std::vector<StoredTensor>& tensors, const std::string& prefix, const EngineState& state) {
    for (const Tensor& tensor : state.tensors)
        tensors.push_back(stored(prefix + tensor.name, tensor.shape, tensor.values));
}

std::vector<StoredTensor> tensors_of(const Keyframe& keyframe, const std::string& prefix) {
    std::vector<StoredTensor> tensors;
    add_state(tensors, prefix, keyframe.model);
    if (keyframe.companion) add_state(tensors, prefix + companion_prefix, *keyframe.companion);
    return tensors;
}

// What a run holds beside its keyframes.
struct Readouts {
    explicit Readouts(const RunRecord& record)
        : steps(values_of(record.readout_steps)),
          seconds(values_of(record.readout_seconds)),
          votes(packed_votes(record)) {
        for (const Curve& curve : record.curves)
            for (const double value : values_of(curve.values)) curves.push_back(value);
    }

    std::vector<std::int64_t> steps;
    std::vector<double> seconds, curves;
    std::vector<std::int64_t> votes;
};

std::vector<StoredTensor> tensors_of(const Readouts& readouts, std::size_t curves,
                                     const std::string& prefix) {
    const auto steps = static_cast<std::int64_t>(readouts.steps.size()),
               votes = static_cast<std::int64_t>(readouts.votes.size());
    std::vector<StoredTensor> tensors{
        stored(prefix + "readout_steps", {steps}, readouts.steps),
        stored(prefix + "readout_seconds", {steps}, readouts.seconds),
        stored(prefix + "curves", {static_cast<std::int64_t>(curves), steps}, readouts.curves)};
    if (votes > 0) tensors.push_back(stored(prefix + "votes", {votes}, readouts.votes));
    return tensors;
}

Node optional_node(const std::optional<std::int64_t>& number) {
    return number ? whole_number_node(*number) : number_node(std::optional<double>());
}

Node keyframe_node(const Keyframe& keyframe, KeyframeReason reason) {
    return table_node({{"step", whole_number_node(keyframe.step)},
                       {"reason", text_node(word_of(reason))},
                       {"parked", list_of(keyframe.parked[0])},
                       {"companion_parked", list_of(keyframe.parked[1])}});
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

Node run_node(const SavedRun& saved, std::vector<Node> keyframes) {
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
        {"keyframes", list_node(std::move(keyframes))},
        {"trained_seconds", number_node(record.trained_seconds)}};
    if (record.finished) members.emplace_back("finished", text_node(*record.finished));
    if (const auto precision = record.scene->gpu_precision)
        members.emplace_back("gpu_precision", text_node(word_of(*precision)));
    return table_node(std::move(members));
}

}  // namespace

void CheckpointBytes::add_run(const SavedRun& saved) {
    for (const KeptKeyframe& kept : saved.record->keyframes)
        parts_.emplace_back([kept, prefix = keyframe_prefix(saved.run, kept.step())] {
            const auto keyframe = kept.load();
            return Part{tensors_of(*keyframe, prefix), keyframe, keyframe_node(*keyframe, kept.reason)};
        });
    const auto readouts = std::make_shared<const Readouts>(*saved.record);
    const Part part{tensors_of(*readouts, saved.record->curves.size(), run_prefix(saved.run)), readouts, {}};
    parts_.emplace_back([part] { return part; });
}

CheckpointBytes::CheckpointBytes(const Checkpoint& checkpoint) {
    std::vector<Node> runs;
    TensorFile file;
    std::vector<std::pair<std::string, Node>> digests;
    for (const SavedRun& saved : checkpoint.runs) {
        std::vector<Node> notes;
        const std::size_t first = parts_.size();
        add_run(saved);
        for (std::size_t i = first; i < parts_.size(); ++i) {
            Part part = parts_[i]();
            for (const StoredTensor& tensor : part.tensors) {
                digests.emplace_back(tensor.name, text_node(sha256(tensor.bytes)));
                size_ += tensor.bytes.size();
                file.tensors.push_back({tensor.name, tensor.type, tensor.shape, {}});
            }
            if (part.note) notes.push_back(std::move(*part.note));
        }
        runs.push_back(run_node(saved, std::move(notes)));
    }
    const std::string text = to_json(table_node({{"format", whole_number_node(checkpoint_format)},
                                                 {"program", text_node(checkpoint.program)},
                                                 {"current", seed_node(checkpoint.current)},
                                                 {"view", checkpoint.view},
                                                 {"runs", list_node(std::move(runs))},
                                                 {"digests", table_node(std::move(digests))}}));
    file.metadata = {{std::string(metadata_key), text}, {std::string(metadata_digest_key), sha256(text)}};
    head_ = safetensors_head(file);
    size_ += head_.size();
}

void CheckpointBytes::give_to(const ByteSink& sink) const {
    sink(head_);
    for (const auto& part : parts_) {
        const Part made = part();
        for (const StoredTensor& tensor : made.tensors) sink(tensor.bytes);
    }
}

std::string to_bytes(const Checkpoint& checkpoint) {
    const CheckpointBytes parts(checkpoint);
    std::string bytes;
    bytes.reserve(parts.size());
    parts.give_to([&](std::string_view part) { bytes += part; });
    return bytes;
}

}  // namespace reweigh
