#include "app/exporter.h"

#include "core/experiment/figure_recipe.h"
#include "core/figure/recipe.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

using namespace reweigh;

namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Snapshot> trained() {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}});
    add_example_steps(snapshot, {1, 10});
    for (const char* readout : {"area", "offset", "angle", "margin", "norm", "loss"})
        add_example_curves(snapshot, ModelRole::Model, readout, [](int, double epoch) { return 1 / epoch; });
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

ViewState view_into(const fs::path& folder) {
    ViewState view;
    view.experiment = load_experiment("boundary/start");
    view.exports.folder = folder.string();
    return view;
}

Message written(const ViewState& view) {
    Exporter exporter("test");
    exporter.start(trained(), view, Theme::Light);
    exporter.wait();
    const auto message = exporter.take();
    if (!message) throw std::logic_error("no message");
    return *message;
}

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

}  // namespace

TEST_CASE("every format that is asked for lies there under one name, and the next export beside it") {
    const TemporaryFolder folder;
    ViewState view = view_into(folder.path);
    CHECK(written(view).sentence == "Saved boundary-start-overview as .png, .svg, .pdf, .csv, .recipe.json.");
    view.exports.png = view.exports.svg = view.exports.pdf = false;
    CHECK(written(view).sentence == "Saved boundary-start-overview-2 as .csv, .recipe.json.");
    CHECK(files_in(folder.path) ==
          std::vector<std::string>{"boundary-start-overview-2.csv", "boundary-start-overview-2.recipe.json",
                                   "boundary-start-overview.csv", "boundary-start-overview.pdf",
                                   "boundary-start-overview.png", "boundary-start-overview.recipe.json",
                                   "boundary-start-overview.svg"});
    const std::string recipe = contents(folder.path / "boundary-start-overview.recipe.json");
    for (const char* ending : {".png", ".svg", ".pdf", ".csv"}) {
        const std::string bytes = contents(folder.path / ("boundary-start-overview" + std::string(ending)));
        CHECK(read_recipe(bytes, ending) + "\n" == recipe);
    }
    CHECK(read_figure_recipe(recipe, "recipe").figure.name == "overview");
}

TEST_CASE("a counter in the name goes on where files are; dots and tokens are the name's own") {
    const TemporaryFolder folder;
    ViewState view = view_into(folder.path);
    view.exports.svg = view.exports.pdf = view.exports.png = view.exports.recipe = false;
    view.exports.name = "v0.5 {experiment} {weight} {epoch}-{n:2}";
    CHECK(written(view).sentence == "Saved v0.5 start 1to16 10-01 as .csv.");
    CHECK(written(view).sentence == "Saved v0.5 start 1to16 10-02 as .csv.");
    CHECK(files_in(folder.path) ==
          std::vector<std::string>{"v0.5 start 1to16 10-01.csv", "v0.5 start 1to16 10-02.csv"});
}

TEST_CASE("an export into a folder that cannot be is one sentence and no file") {
    const TemporaryFolder folder;
    const std::string file = folder.write("in-the-way", "mine");
    std::string sentence;
    try {
        written(view_into(file));
    } catch (const Error& problem) {
        sentence = problem.what();
    }
    CHECK(sentence.find("in-the-way") != std::string::npos);
    CHECK(files_in(folder.path) == std::vector<std::string>{"in-the-way"});
}
