#include "core/experiment/checkpoint.h"

#include "core/base/digest.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/experiment/resolved.h"
#include "core/session/session.h"
#include "core/state/safetensors.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace reweigh;

namespace {

// A trained run of the experiment, driven without a thread.
class Lab {
public:
    explicit Lab(Experiment experiment)
        : experiment_(std::move(experiment)), session_({.thread = SessionOptions::Thread::None}) {
        start_ = prepare(experiment_);
        session_.post(start_);
        session_.turn();
    }
    explicit Lab(const SavedRun& saved)
        : experiment_(saved.experiment), session_({.thread = SessionOptions::Thread::None}) {
        session_.post(Restore{saved.record, saved.origin});
        session_.turn();
    }

    Lab& train(std::int64_t steps) {
        session_.post(Step{steps});
        while (session_.is_busy()) session_.turn();
        return *this;
    }
    Lab& edit(const std::function<void(LiveParams&)>& change, std::size_t variant = 0) {
        Live live = session_.latest()->live;
        change(live.variants[variant]);
        session_.post(SetLive{live});
        session_.turn();
        return *this;
    }
    Checkpoint checkpoint(History history = History::All) {
        session_.post(Capture{1, history});
        session_.turn();
        SavedRun saved{3, {1, 2}, experiment_, session_.latest()->captured.back().record};
        return {"1.2", {std::move(saved)}, 3, table_node({{"focus", whole_number_node(0)}})};
    }
    std::shared_ptr<const Snapshot> latest() const { return session_.latest(); }

private:
    Experiment experiment_;
    Session session_;
    Start start_;
};

Experiment small_experiment(const Overrides& more = {}) {
    Overrides overrides{{"data.count", "8"}, {"model.hidden", "2"}, {"readouts", "errors,loss"}};
    overrides.insert(overrides.end(), more.begin(), more.end());
    return load_experiment("boundary/base", overrides);
}

std::string saved_bytes() { return to_bytes(Lab(small_experiment()).train(9).checkpoint(History::Recent)); }

std::string refusal(const std::string& bytes) {
    return sentence_of([&] { (void)read_checkpoint(bytes, "f"); });
}

Node& member(Node& table, std::string_view key) { return *std::ranges::find(table.items, key, &Node::key); }

// The same file with another metadata text and its right checksum.
std::string with_metadata(const std::string& bytes, const std::function<void(Node&)>& change) {
    TensorFile file = read_safetensors(bytes, "f");
    Node root = read_json(file.metadata.at("reweigh"), "m");
    change(root);
    const std::string text = to_json(root);
    file.metadata = {{"reweigh", text}, {"reweigh.sha256", sha256(text)}};
    return to_safetensors(file);
}

}  // namespace

TEST_CASE("a checkpoint comes back as the run it was saved from, and equal ones have equal bytes") {
    Lab lab(small_experiment(
        {{"sweep.weights", "3"}, {"sweep.seeds", "2"}, {"sweep.variants", "plain,dropout"}}));
    lab.train(5).edit([](LiveParams& live) { live.l2 = 0.01; }).train(20);
    lab.edit([](LiveParams& live) { live.importance = -4; }, 1).train(13);
    const Checkpoint saved = lab.checkpoint();
    const std::string bytes = to_bytes(saved);
    const Checkpoint back = read_checkpoint(bytes, "f");
    CHECK(to_bytes(back) == bytes);
    CHECK(back.program == "1.2");
    CHECK(back.current == 3);
    CHECK(back.view.find("focus")->text == "0");
    REQUIRE(back.runs.size() == 1);
    CHECK(back.runs[0].run == 3);
    CHECK(back.runs[0].origin == RunOrigin{1, 2});
    const RunRecord &was = *saved.runs[0].record, &is = *back.runs[0].record;
    CHECK(is.edits == was.edits);
    CHECK(is.gestures == was.gestures);
    CHECK(is.stop == was.stop);
    CHECK(is.step() == 38);
    CHECK(is.keyframes.size() == was.keyframes.size());
    CHECK(is.scene->data->digest == was.scene->data->digest);
    REQUIRE(is.curves.size() == was.curves.size());
    for (std::size_t i = 0; i < is.curves.size(); ++i)
        for (std::size_t k = 0; k < is.readout_steps.size(); ++k)
            CHECK(is.curves[i].values[k] == was.curves[i].values[k]);
}

TEST_CASE("a run of a GPU says so in its checkpoint and after it goes on with a processor") {
    Checkpoint saved = Lab(small_experiment()).train(9).checkpoint(History::Recent);
    CHECK(to_bytes(saved).find("gpu_precision") == std::string::npos);
    RunRecord record = *saved.runs[0].record;
    Scene scene = *record.scene;
    scene.gpu_precision = Precision::Bf16;
    record.scene = std::make_shared<const Scene>(scene);
    saved.runs[0].record = std::make_shared<const RunRecord>(record);
    const std::string bytes = to_bytes(saved);
    const Checkpoint back = read_checkpoint(bytes, "f");
    CHECK(back.runs[0].record->scene->gpu_precision == Precision::Bf16);
    CHECK(to_bytes(Lab(back.runs[0]).train(3).checkpoint(History::Recent)).find("gpu_precision") !=
          std::string::npos);
    CHECK(refusal(with_metadata(bytes, [](Node& root) {
              member(member(root, "runs").items[0], "gpu_precision").text = "fp8";
          })).find("\"gpu_precision\"") != std::string::npos);
}

TEST_CASE("a run that was saved, read and restored goes on as one that never stopped") {
    Lab whole(small_experiment({{"dropout", "0.5"}, {"batch_norm", "on"}})),
        first(small_experiment({{"dropout", "0.5"}, {"batch_norm", "on"}}));
    whole.train(40).edit([](LiveParams& live) { live.l2 = 0.1; }).train(60);
    const Checkpoint saved = read_checkpoint(to_bytes(first.train(33).checkpoint(History::Recent)), "f");
    Lab second(saved.runs[0]);
    second.train(7).edit([](LiveParams& live) { live.l2 = 0.1; }).train(60);
    const auto values = [](const Checkpoint& checkpoint) {
        std::vector<float> all;
        for (const Tensor& tensor : checkpoint.runs[0].record->keyframes.back().load()->model.tensors)
            all.insert(all.end(), tensor.values.begin(), tensor.values.end());
        return all;
    };
    CHECK(values(second.checkpoint()) == values(whole.checkpoint()));
}

TEST_CASE("scripted edits that are still to come are saved with the run") {
    const TemporaryFolder folder;
    const std::string file = folder.write("scripted.json", R"({"extends": "boundary/base",
        "data": {"count": 8}, "edits": [{"step": 4, "l2": 0.5}, {"step": 50, "l2": 0}]})");
    const Checkpoint back = read_checkpoint(to_bytes(Lab(load_experiment(file)).train(20).checkpoint()), "f");
    CHECK(back.runs[0].record->edits.size() == 2);
    CHECK(back.runs[0].record->script.size() == 1);
    Lab again(back.runs[0]);
    again.train(40);
    CHECK(again.latest()->edits.size() == 3);
    CHECK(again.latest()->edits.back().step == 50);
}

TEST_CASE("a checkpoint cut at any byte is refused with a sentence") {
    const std::string bytes = saved_bytes();
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        CHECK_MESSAGE(refusal(bytes.substr(0, cut)).starts_with("f ends early: "), cut);
}

TEST_CASE("a checkpoint with any byte changed is refused with a sentence") {
    const std::string bytes = saved_bytes();
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (const int flip : {1, 0x20, 0x80}) {
            std::string bad = bytes;
            bad[at] = static_cast<char>(bad[at] ^ flip);
            CHECK_MESSAGE(!refusal(bad).empty(), at);
        }
}

TEST_CASE("what is wrong with a checkpoint is named") {
    const std::string bytes = saved_bytes();
    std::string damaged = bytes;
    damaged.back() = static_cast<char>(damaged.back() ^ 1);
    CHECK(refusal(damaged) == "f: tensor \"3/curves\" fails its checksum. Nothing was loaded.");
    CHECK(refusal(to_safetensors({})) == "f has no Reweigh metadata.");
    CHECK(refusal(with_metadata(bytes, [](Node& root) {
              member(root, "format").text = "3";
              member(root, "program").text = "2.1";
          })) == "f was written by Reweigh 2.1 (format 3); this one reads format 1.");
    const auto in_run = [&](const std::function<void(Node&)>& change) {
        return refusal(with_metadata(bytes, [&](Node& root) { change(member(root, "runs").items[0]); }));
    };
    CHECK(in_run([](Node& run) {
              member(run, "data").text = "c4a3c4a3c4a3c4a3";
          }).starts_with("f: the run used data c4a3c4a3c4a3, truncated normal is "));
    CHECK(in_run([](Node& run) {
              member(member(run, "experiment"), "model").items[1].text = "3";
          }).find(": Tensor \"mlp.W\" has shape ") != std::string::npos);
    CHECK(in_run([](Node& run) {
              std::erase_if(run.items, [](const Node& item) { return item.key == "stop"; });
          }) == "A part of the checkpoint in f (metadata) (line 1) has no \"stop\".");
    CHECK(in_run([](Node& run) {
              member(run, "applied_edits").text = "7";
          }).starts_with("Parameter \"applied_edits\" in f (metadata) (line 1) is 7"));
    CHECK(in_run([](Node& run) { member(run, "keyframes").items.clear(); }) == "f: run 3 has no keyframe.");
    CHECK(in_run([](Node& run) { member(run, "run").text = "4"; }).find("mlp.W") != std::string::npos);
    CHECK(refusal(with_metadata(bytes, [](Node& root) { member(root, "current").text = "9"; })) ==
          "f has no run 9.");
}
