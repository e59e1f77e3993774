#include "core/base/error.h"
#include "core/base/plugin.h"
#include "core/engine/fused/engine.h"
#include "core/engine/gpu_driver.h"
#include "core/engine/reference/engine.h"
#include "core/engine/torch_plugin.h"
#include "tests/engine/lab.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("auto and reference give an engine that trains the model asked for") {
    for (const EngineChoice choice : {EngineChoice::Auto, EngineChoice::Reference}) {
        lab::Case made = lab::golden_case(0);
        made.task.setup.engine = choice;
        CHECK(make_engine(made.task)->export_state().tensor("mlp.w2").shape ==
              std::vector<std::int64_t>{1, 64});
        made.task.model = LogisticRegressionParams{};
        const std::unique_ptr<Engine> engine = make_engine(made.task);
        engine->advance(3, made.live);
        CHECK(engine->step() == 3);
        CHECK(engine->export_state().tensor("lr.w").values[0] != 0);
    }
}

TEST_CASE("auto takes the fused engine where it serves the task, else the reference engine") {
    lab::Case made = lab::golden_case(0);
    const bool has_vectors = !fused::supported_kernels().empty();
    const auto is_fused = [&] {
        const std::unique_ptr<Engine> engine = make_engine(made.task);
        return dynamic_cast<fused::FusedEngine<MlpNet<float>>*>(engine.get()) != nullptr;
    };
    CHECK(is_fused() == has_vectors);
    Dataset weighted = *made.task.data;
    weighted.weights.assign(weighted.labels.size(), 2.0f);
    made.task.data = std::make_shared<const Dataset>(weighted);
    CHECK_FALSE(is_fused());
    made.task.setup.engine = EngineChoice::Fused;
    CHECK_THROWS_AS(make_engine(made.task), Error);
}

TEST_CASE("an engine that refuses says why") {
    lab::Case made = lab::golden_case(0);
    made.task.setup.engine = EngineChoice::Reference;
    made.task.model = MlpParams{2000};
    CHECK_THROWS_WITH_AS(make_engine(made.task),
                         "The engine \"reference\" has 1 to 1024 hidden units; the model has 2000.", Error);
}

TEST_CASE("LibTorch trains points on the processor, and pictures on a GPU only where there is one") {
    EngineTask task = lab::golden_case(0).task;
    CHECK(torch_gpu_refuses(task, 0) == "LibTorch trains points on the CPU.");
    task.model = CnnParams{};
    if (torch_is_installed() && gpu_driver_refuses())
        CHECK(torch_gpu_refuses(task, 0) == "No NVIDIA GPU found (libcuda.so.1 is missing).");
}

TEST_CASE("without its plug-in the torch engine is refused with one sentence") {
    const std::filesystem::path library = program_folder() / "libreweigh_torch.so";
    const std::optional<std::string> reason = torch_refuses(lab::golden_case(0).task);
    CHECK(reason.has_value() != std::filesystem::exists(library));
    if (reason)
        CHECK(*reason == "The engine \"torch\" is not installed (" + library.string() +
                             " is missing); use the engine \"reference\".");
}

}  // namespace reweigh
