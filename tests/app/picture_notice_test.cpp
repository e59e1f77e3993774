#include "app/panels/picture_notice.h"

#include "app/picture_choice.h"
#include "tests/app/panel_stand.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

constexpr Vec2 column{300, 1400};

// A run on pictures that come from `source`.
PanelStand controls(const std::string& source = "synthetic stand-in, not CIFAR-10",
                    PicturesParams params = {}) {
    Snapshot snapshot = example_snapshot({Replica{}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->width = 3;
    data->source = source;
    scene->data = data;
    scene->separator.reset();
    scene->setup.data = std::move(params);
    scene->setup.model = CnnParams{};
    snapshot.scene = scene;
    return {make_controls_panel(), std::move(snapshot), column};
}

std::string notice_text(const FetchState& state) { return picture_notice(state).sentence; }

bool shows(PanelStand& stand, std::string_view label) {
    stand.gui.frame();
    return find_widget(label).has_value();
}

}  // namespace

TEST_CASE("a stand-in for want of CIFAR-10 names the next clicks") {
    PanelStand stand = controls();
    CHECK(shows(stand, "picture notice"));
    stand.gui.click(NullGui::middle("Download CIFAR-10 (170 MB)"));
    CHECK(stand.last_request<FetchPictures>());
    stand.gui.click(NullGui::middle("Open a folder ..."));
    CHECK(stand.view.overlay == Overlay::Path);
    CHECK(stand.view.path.purpose == PathQuestion::Purpose::Pictures);
    stand.gui.click(NullGui::middle("Use the stand-in"));
    CHECK_FALSE(shows(stand, "picture notice"));
    CHECK_FALSE(stand.view.draft);
}

TEST_CASE("pictures that are what was asked for bring no notice") {
    PanelStand real = controls("CIFAR-10");
    CHECK_FALSE(shows(real, "picture notice"));
    PanelStand wanted = controls("synthetic stand-in, not CIFAR-10", {.path = {}, .stand_in = true});
    CHECK_FALSE(shows(wanted, "picture notice"));
    PanelStand named = controls("synthetic stand-in, not CIFAR-10", {.path = "/pictures/lobes"});
    CHECK_FALSE(shows(named, "picture notice"));
}

TEST_CASE("the notice tells how far a download is, and stops it") {
    PanelStand stand = controls();
    stand.view.fetch = Fetching{12'400'000, 170'052'171};
    CHECK(notice_text(stand.view.fetch) == "Fetching CIFAR-10: 12 MB of 171 MB, 7 %.");
    stand.gui.frame();
    stand.gui.click(NullGui::middle("Cancel the download"));
    CHECK(stand.last_request<CancelFetch>());
    CHECK(notice_text(Fetching{12'400'000, 0}) == "Fetching CIFAR-10: 12 MB.");
    CHECK(notice_text(Fetching{170'052'171, 170'052'171}) == "CIFAR-10 has come and is being checked.");
    stand.view.fetch = NotFetched{12'400'000};
    CHECK(notice_text(stand.view.fetch).ends_with("12 MB of it have come."));
    CHECK(shows(stand, "Resume the download (157 MB)"));
}

TEST_CASE("a failed download says why and may be tried again") {
    PanelStand stand = controls();
    stand.view.fetch = FetchFailed{"Cannot reach example.org (connection refused).", 0};
    CHECK(notice_text(stand.view.fetch) == "Cannot reach example.org (connection refused).");
    stand.gui.frame();
    stand.gui.click(NullGui::middle("Download CIFAR-10 (170 MB)"));
    CHECK(stand.last_request<FetchPictures>());
}

TEST_CASE("what has come is offered") {
    PanelStand stand = controls();
    stand.view.fetch = Fetched{"/data/cifar"};
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Start on CIFAR-10"));
    REQUIRE(stand.last_request<UsePictures>());
    CHECK(stand.last_request<UsePictures>()->path == "/data/cifar");
}

TEST_CASE("a typed path, which Tab completes, waits for the restart") {
    const TemporaryFolder folder;
    folder.write("pictures of mine/train/a.txt", "");
    PanelStand stand = controls();
    stand.gui.click(NullGui::middle("pictures"));
    stand.gui.type(folder.path.string() + "/pict");
    stand.gui.key("Tab");
    stand.gui.key("Enter");
    stand.gui.frames(3);
    REQUIRE(stand.view.draft);
    CHECK(std::get<PicturesParams>(stand.view.draft->setup.data).path ==
          (folder.path / "pictures of mine").string());
    CHECK_FALSE(shows(stand, "picture notice"));
    stand.gui.click(NullGui::middle("Restart"));
    REQUIRE(stand.last_request<Restart>());
}

TEST_CASE("pictures that were chosen take the place of the stand-in and of a former path") {
    PanelStand stand = controls("CIFAR-10", {.path = "/old", .stand_in = true});
    const auto restart = restart_on_pictures("/new", stand.snapshot(), stand.view, stand.snapshot().live);
    REQUIRE(restart);
    const auto& params = std::get<PicturesParams>(restart->experiment.setup.data);
    CHECK(params.path == "/new");
    CHECK_FALSE(params.stand_in);
    stand.view.experiment.setup.data = MoonsParams{};
    CHECK_FALSE(restart_on_pictures("/new", stand.snapshot(), stand.view, stand.snapshot().live));
}
