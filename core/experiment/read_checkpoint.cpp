#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/config/json.h"
#include "core/config/table.h"
#include "core/engine/initial_state.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/checkpoint_parts.h"
#include "core/experiment/checkpoint_votes.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"
#include "core/margin/max_margin.h"

#include <algorithm>
#include <map>
#include <span>

namespace reweigh {
namespace {

constexpr std::int64_t last_step = std::int64_t{1} << 52;

// A file's tensors by name, each checked against its digest when it is taken.
struct Contents {
    const std::string& source;
    const TensorFile& file;
    std::map<std::string_view, const StoredTensor*> by_name;

    Contents(const std::string& its_source, const TensorFile& its_file) : source(its_source), file(its_file) {
        for (const StoredTensor& tensor : file.tensors) by_name.emplace(tensor.name, &tensor);
    }

    const StoredTensor& at(const std::string& name) const {
        const auto found = by_name.find(name);
        if (found == by_name.end()) throw Error(source + " has no tensor " + json_quoted(name) + ".");
        return *found->second;
    }

    // Those whose names begin with `prefix`, without it, in order of the file.
    std::vector<std::pair<std::string, const StoredTensor*>> below(const std::string& prefix) const {
        std::vector<std::pair<std::string, const StoredTensor*>> found;
        for (auto each = by_name.lower_bound(prefix);
             each != by_name.end() && each->first.starts_with(prefix); ++each)
            found.emplace_back(each->first.substr(prefix.size()), each->second);
        std::ranges::sort(found, {}, [](const auto& each) { return each.second; });
        return found;
    }
};

const Node& member(const Node& table, const char* key) {
    return required(table, key, "A part of the checkpoint");
}

std::int64_t whole_number(const Node& table, const char* key, std::int64_t low, std::int64_t high) {
    return read_whole_number(member(table, key), key, low, high);
}

std::vector<std::int64_t> whole_numbers(const Node& table, const char* key, std::int64_t low,
                                        std::int64_t high) {
    std::vector<std::int64_t> numbers;
    for (const Node& item : list_items(member(table, key), key))
        numbers.push_back(read_whole_number(item, key, numbers.empty() ? low : numbers.back() + 1, high));
    return numbers;
}

std::vector<int> replicas_named(const Node& table, const char* key, std::size_t replicas) {
    std::vector<int> named;
    for (const std::int64_t replica : whole_numbers(table, key, 0, static_cast<std::int64_t>(replicas) - 1))
        named.push_back(static_cast<int>(replica));
    return named;
}

EngineState read_state(const Contents& contents, const std::string& prefix, std::int64_t step,
                       const Setup& setup, const ModelParams& model) {
    EngineState state{step, {}};
    for (const auto& [name, tensor] : contents.below(prefix))
        if (!name.starts_with(companion_prefix))
            state.tensors.push_back({name, tensor->shape, floats_of(*tensor, contents.source)});
    try {
        require_fit(state, setup, model);
    } catch (const Error& misfit) {
        throw Error(contents.source + ", step " + with_thousands(step) + ": " + misfit.what());
    }
    return state;
}

KeptKeyframe read_keyframe(const Node& table, const Contents& contents, std::uint64_t run, const Setup& setup,
                           std::int64_t after) {
    const std::size_t replicas = setup.replicas.size();
    auto keyframe = std::make_shared<Keyframe>();
    keyframe->step = whole_number(table, "step", after + 1, last_step);
    keyframe->reason = *value_of_word<KeyframeReason>(
        read_word(member(table, "reason"), "reason", words_of<KeyframeReason>()));
    const std::string prefix = keyframe_prefix(run, keyframe->step);
    keyframe->model = read_state(contents, prefix, keyframe->step, setup, setup.model);
    if (setup.companion)
        keyframe->companion =
            read_state(contents, prefix + companion_prefix, keyframe->step, setup, *setup.companion);
    keyframe->parked = {replicas_named(table, "parked", replicas),
                        replicas_named(table, "companion_parked", replicas)};
    const KeyframeReason reason = keyframe->reason;
    return {std::move(keyframe), reason};
}

std::optional<std::int64_t> optional_step(const Node& node) {
    if (node.type == Node::Type::Null) return {};
    return read_whole_number(node, "health", 0, last_step);
}

std::vector<ReplicaHealth> read_health(const Node& list, std::size_t replicas) {
    std::vector<ReplicaHealth> health(replicas);
    for (const Node& item : list_items(list, "health")) {
        if (item.type != Node::Type::List || item.items.size() != 3)
            refuse_value(item, "health", "lists of a replica and two steps");
        const auto replica = static_cast<std::size_t>(
            read_whole_number(item.items[0], "health", 0, static_cast<std::int64_t>(replicas) - 1));
        health[replica] = {optional_step(item.items[1]), optional_step(item.items[2])};
    }
    return health;
}

template <class T>
Series<T> series_of(std::span<const T> values) {
    Series<T> series;
    for (const T value : values) series.append(value);
    return series;
}

// Curves stand in the order in which a trainer makes them: role, replica, read-out.
void read_curves(const Contents& contents, std::uint64_t run, RunRecord& record) {
    const Setup& setup = record.scene->setup;
    const std::string prefix = run_prefix(run);
    const auto steps = whole_numbers_of(contents.at(prefix + "readout_steps"), contents.source);
    const auto seconds = doubles_of(contents.at(prefix + "readout_seconds"), contents.source);
    const StoredTensor& stored_curves = contents.at(prefix + "curves");
    const auto values = doubles_of(stored_curves, contents.source);
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        if (role == ModelRole::Companion && !setup.companion) continue;
        for (int replica = 0; replica < static_cast<int>(setup.replicas.size()); ++replica)
            for (const std::string& key : setup.readouts) record.curves.push_back({role, replica, key, {}});
    }
    const std::vector<std::int64_t> expected{static_cast<std::int64_t>(record.curves.size()),
                                             static_cast<std::int64_t>(steps.size())};
    const bool ascends = std::ranges::is_sorted(steps, std::ranges::less_equal{});
    if (stored_curves.shape != expected || seconds.size() != steps.size() || !ascends ||
        (!steps.empty() && (steps.front() < 0 || steps.back() > record.step())))
        throw Error(contents.source + ": the curves of run " + std::to_string(run) +
                    " do not fit its read-outs.");
    record.readout_steps = series_of(std::span(steps));
    record.readout_seconds = series_of(std::span(seconds));
    for (std::size_t i = 0; i < record.curves.size(); ++i)
        record.curves[i].values = series_of(std::span(values).subspan(i * steps.size(), steps.size()));
}

// Files of before have none.
void read_votes(const Contents& contents, std::uint64_t run, RunRecord& record) {
    const auto found = contents.by_name.find(run_prefix(run) + "votes");
    if (found == contents.by_name.end()) return;
    try {
        record.votes = unpacked_votes(record, whole_numbers_of(*found->second, contents.source));
    } catch (const Error& misfit) {
        throw Error(contents.source + ", run " + std::to_string(run) + ": " + misfit.what());
    }
}

void read_log(const Node& table, const Experiment& experiment, const Live& start, std::vector<Edit> edits,
              RunRecord& record) {
    const std::int64_t step = record.step();
    const auto applied = static_cast<std::ptrdiff_t>(
        whole_number(table, "applied_edits", 0, static_cast<std::int64_t>(experiment.edits.size())));
    record.edits = {{0, start}};
    record.edits.insert(record.edits.end(), edits.begin(), edits.begin() + applied);
    record.script = {edits.begin() + applied, edits.end()};
    if (record.edits.back().step > step || (!record.script.empty() && record.script.front().step < step))
        refuse_value(member(table, "applied_edits"), "applied_edits",
                     "the number of edits up to step " + std::to_string(step));
}

// Of a run that began with weights from a file. A checkpoint that says nothing of them began with drawn ones.
void require_same_weights(const Node& table, const Setup& setup, const std::string& source) {
    const Node* digest = table.find("weights");
    const std::string now = setup.start_weights ? setup.start_weights->digest : "";
    const std::string then = digest == nullptr ? "" : read_text(*digest, "weights");
    if (then != now)
        throw Error(source + ": the run began with weights " + then.substr(0, 12) + ", " +
                    setup.weights_file + " is " + now.substr(0, 12) + ".");
}

SavedRun read_run(const Node& table, const Contents& contents) {
    SavedRun saved;
    saved.run = read_seed(member(table, "run"), "run");
    const Node& origin = member(table, "origin");
    saved.origin = {read_seed(member(origin, "run"), "origin.run"),
                    whole_number(origin, "step", 0, last_step)};
    saved.experiment = experiment_from(member(table, "experiment"));
    Start start = prepare(saved.experiment);
    const std::string digest = read_text(member(table, "data"), "data");
    if (digest != start.data->digest)
        throw Error(contents.source + ": the run used data " + digest.substr(0, 12) + ", " +
                    start.data->source + " is " + start.data->digest.substr(0, 12) + ".");

    require_same_weights(table, start.setup, contents.source);

    auto record = std::make_shared<RunRecord>();
    record->scene = std::make_shared<const Scene>(
        Scene{start.setup, start.data, find_separator(*start.data), read_gpu_precision(table)});
    for (const Node& item : list_items(member(table, "keyframes"), "keyframes"))
        record->keyframes.push_back(read_keyframe(item, contents, saved.run, start.setup,
                                                  record->keyframes.empty() ? -1 : record->step()));
    if (record->keyframes.empty())
        throw Error(contents.source + ": run " + std::to_string(saved.run) + " has no keyframe.");
    read_log(table, saved.experiment, start.live, start.edits, *record);
    record->gestures = whole_numbers(table, "gestures", 0, record->step());
    Setup stops;
    read_stop(member(table, "stop"), stops);
    record->stop = stops.stop;
    if (const Node* finished = table.find("finished")) record->finished = read_text(*finished, "finished");
    record->health = read_health(member(table, "health"), start.setup.replicas.size());
    record->trained_seconds = read_number(member(table, "trained_seconds"), "trained_seconds", 0, 1e12);
    read_curves(contents, saved.run, *record);
    read_votes(contents, saved.run, *record);
    saved.record = std::move(record);
    return saved;
}

// The metadata that this program wrote, whole.
Node read_own_metadata(const TensorFile& file, const std::string& source) {
    const auto text = file.metadata.find(std::string(metadata_key));
    if (text == file.metadata.end()) throw Error(source + " has no Reweigh metadata.");
    Node root = read_json(text->second, source + " (metadata)");
    const Node* format = root.find("format");
    if (format != nullptr && format->text != std::to_string(checkpoint_format)) {
        const Node* program = root.find("program");
        throw Error(source + " was written by Reweigh " + (program == nullptr ? "?" : program->text) +
                    " (format " + format->text + "); this one reads format " +
                    std::to_string(checkpoint_format) + ".");
    }
    const auto digest = file.metadata.find(std::string(metadata_digest_key));
    if (digest == file.metadata.end() || digest->second != sha256(text->second))
        throw Error(source + ": its metadata fails its checksum. Nothing was loaded.");
    return root;
}

void check_digests(const Node& digests, const TensorFile& file, const std::string& source) {
    for (const StoredTensor& tensor : file.tensors)
        if (member(digests, tensor.name.c_str()).text != sha256(tensor.bytes))
            throw Error(source + ": tensor " + json_quoted(tensor.name) +
                        " fails its checksum. Nothing was loaded.");
}

}  // namespace

Checkpoint read_checkpoint(std::string_view bytes, const std::string& source) {
    const TensorFile file = read_safetensors(bytes, source);
    const Node root = read_own_metadata(file, source);
    check_digests(member(root, "digests"), file, source);
    const Contents contents(source, file);
    Checkpoint checkpoint;
    checkpoint.program = read_text(member(root, "program"), "program");
    checkpoint.current = read_seed(member(root, "current"), "current");
    checkpoint.view = member(root, "view");
    for (const Node& item : list_items(member(root, "runs"), "runs")) {
        SavedRun saved = read_run(item, contents);
        if (std::ranges::find(checkpoint.runs, saved.run, &SavedRun::run) != checkpoint.runs.end())
            throw Error(source + " has run " + std::to_string(saved.run) + " twice.");
        checkpoint.runs.push_back(std::move(saved));
    }
    const bool has_current = std::ranges::any_of(
        checkpoint.runs, [&](const SavedRun& saved) { return saved.run == checkpoint.current; });
    if (!has_current) throw Error(source + " has no run " + std::to_string(checkpoint.current) + ".");
    return checkpoint;
}

}  // namespace reweigh
