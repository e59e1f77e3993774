#include "app/shell.h"

#include "app/picture_choice.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/null_gui.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;

namespace {

// The whole window without a window: nothing answers what it posts.
struct Stand {
    explicit Stand(Vec2 window = {1440, 900}, double scale = 1) : size(window), gui(window, scale) {
        view.experiment.setup = snapshot.scene->setup;
        view.experiment.live = snapshot.live;
        view.experiment.derives_learning_rate = {true};
        gui.draw_windows = [this] {
            shell.draw(size, snapshot, view, outbox);
            for (Command& command : outbox.take_commands()) commands.push_back(std::move(command));
            for (Request& request : outbox.take_requests()) requests.push_back(std::move(request));
        };
        gui.frames(3);
    }
    bool asked_for(ActionId action) const {
        return std::ranges::any_of(requests, [&](const Request& request) {
            const Perform* perform = std::get_if<Perform>(&request);
            return perform && perform->action == action;
        });
    }

    Vec2 size;
    Snapshot snapshot = example_snapshot({Replica{}});
    ViewState view;
    Outbox outbox;
    Messages messages;
    NoSurfaces surfaces;
    std::optional<std::vector<GalleryCard>> cards;
    Shell shell{surfaces, messages, cards, 1};
    std::vector<Command> commands;
    std::vector<Request> requests;
    NullGui gui;
};

}  // namespace

TEST_CASE("every size and scale shows transport, stage and status inside the window") {
    for (const double scale : {1.0, 2.0})
        for (const Vec2 size : {Vec2{800, 560}, Vec2{1000, 700}, Vec2{1440, 900}}) {
            const Stand stand(scale * size, scale);
            const Rect window{{0, 0}, stand.size};
            for (const char* label : {"Play", "Step", "Reset", "Pace", "picture", "Keys F1"}) {
                REQUIRE_MESSAGE(find_widget(label), label);
                const Rect place = find_widget(label)->place;
                CHECK_MESSAGE(window.contains(place.min), label);
                CHECK_MESSAGE(window.contains(place.max), label);
            }
        }
}

TEST_CASE("the transport asks for what it says") {
    Stand stand;
    stand.gui.click(NullGui::middle("Play"));
    CHECK(stand.asked_for(ActionId::PlayPause));
    stand.gui.click(NullGui::middle("Step"));
    CHECK(stand.asked_for(ActionId::Step));
    stand.gui.click(NullGui::middle("Reset"));
    CHECK(stand.asked_for(ActionId::Reset));
}

TEST_CASE("the pace is posted") {
    Stand stand;
    stand.gui.click(NullGui::middle("Pace"));
    stand.gui.click(NullGui::middle("full speed"));
    REQUIRE_FALSE(stand.commands.empty());
    CHECK(std::get<SetPace>(stand.commands.back()).pace == Pace::Full);
}

TEST_CASE("a finished run offers ten times as long, a failed one to copy its sentence") {
    Stand stand;
    stand.snapshot.status = Finished{"10,000 epochs reached."};
    stand.gui.frames(2);
    CHECK(find_widget("state card"));
    stand.gui.click(NullGui::middle("Continue (10 \u00d7)"));
    CHECK(stand.asked_for(ActionId::Continue));
    stand.snapshot.status = Failed{"Training stopped at step 12: the disk is full."};
    stand.gui.frames(2);
    CHECK(find_widget("Copy message"));
    stand.snapshot.keyframes = {{0, KeyframeReason::Start}, {1'280, KeyframeReason::Schedule}};
    stand.snapshot.edits = {{0, stand.snapshot.live}};
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Go back to step 1,280"));
    REQUIRE_FALSE(stand.commands.empty());
    CHECK(std::get<Fork>(stand.commands.back()).step == 1'280);
    stand.snapshot.status = Running{};
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("state card"));
}

TEST_CASE("without a run the stage says why and leads on") {
    Stand stand;
    const Snapshot run = stand.snapshot;
    stand.snapshot = Snapshot{};
    stand.view.failure = "missing.csv: no such file.";
    stand.gui.frames(2);
    REQUIRE(find_widget("state card"));
    CHECK(find_widget("Copy message"));
    stand.gui.click(NullGui::middle("Open boundary/start"));
    REQUIRE_FALSE(stand.requests.empty());
    CHECK(std::get<LoadExperiment>(stand.requests.back()).name == "boundary/start");
    stand.view.failure.reset();
    stand.snapshot.status = Failed{"The torch engine is missing."};
    stand.gui.frames(2);
    CHECK(find_widget("Open boundary/start"));
    stand.snapshot = run;
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("Open boundary/start"));
}

TEST_CASE("where named pictures cannot be read the stage offers what else there is") {
    Stand stand;
    stand.snapshot = Snapshot{};
    stand.view.experiment.setup.data = PicturesParams{.path = "/gone"};
    stand.view.failure = "/gone: no such file.";
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("picture notice"));
    CHECK(find_widget("Open boundary/start"));
    stand.gui.click(NullGui::middle("Download CIFAR-10 (170 MB)"));
    CHECK(std::holds_alternative<FetchPictures>(stand.requests.back()));
    stand.view.fetch = Fetching{12'400'000, 170'052'171};
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Cancel the download"));
    CHECK(std::holds_alternative<CancelFetch>(stand.requests.back()));
    stand.view.fetch = FetchFailed{"Cannot reach example.org.", 0};
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Use the stand-in"));
    REQUIRE(std::holds_alternative<Restart>(stand.requests.back()));
    const auto params =
        std::get<PicturesParams>(std::get<Restart>(stand.requests.back()).experiment.setup.data);
    CHECK(params.stand_in);
    CHECK(params.path.empty());
    stand.gui.click(NullGui::middle("Open a folder ..."));
    CHECK(stand.view.overlay == Overlay::Path);
    CHECK(stand.view.path.purpose == PathQuestion::Purpose::Pictures);
}

TEST_CASE("what has come takes the place of pictures that cannot be read") {
    Stand stand;
    stand.snapshot = Snapshot{};
    stand.view.experiment.setup.data = PicturesParams{.path = "/gone"};
    CHECK_FALSE(use_of(Fetched{"/data/cifar"}, stand.snapshot, stand.view));
    stand.view.failure = "/gone: no such file.";
    REQUIRE(use_of(Fetched{"/data/cifar"}, stand.snapshot, stand.view));
    CHECK(use_of(Fetched{"/data/cifar"}, stand.snapshot, stand.view)->path == "/data/cifar");
    stand.view.experiment.setup.data = MoonsParams{};
    CHECK_FALSE(use_of(Fetched{"/data/cifar"}, stand.snapshot, stand.view));
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("Use the stand-in"));
}

TEST_CASE("what is being loaded can be cancelled while it is read") {
    Stand stand;
    stand.view.loading = Loading{"Loading moons.csv (3.2 MB).", true};
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Cancel"));
    REQUIRE_FALSE(stand.requests.empty());
    CHECK(std::holds_alternative<CancelLoading>(stand.requests.back()));
    stand.view.loading->can_cancel = false;
    stand.gui.frames(2);
    CHECK(find_widget("state card"));
    CHECK_FALSE(find_widget("Cancel"));
}

TEST_CASE("a question is answered by button or key, and the safe answer has the keyboard") {
    Stand stand;
    const auto ask = [&] {
        stand.requests.clear();
        stand.view.question = Question{
            "Reset discards 2 min of training.", {{"Discard it", Begin{}}, {"Cancel", std::nullopt}}, 1};
        stand.view.overlay = Overlay::Question;
        stand.gui.frames(5);
    };
    const auto is_answered = [&] {
        return std::ranges::any_of(stand.requests, [](const Request& request) {
            const auto* answer = std::get_if<Answer>(&request);
            return answer != nullptr && answer->choice == 0;
        });
    };
    ask();
    stand.gui.click(NullGui::middle("Discard it"));
    CHECK(is_answered());
    CHECK(stand.view.overlay == Overlay::None);
    ask();
    press_focus_key(FocusKey::Activate);
    stand.gui.frames(3);
    CHECK_FALSE(is_answered());
    CHECK(stand.view.overlay == Overlay::None);
    ask();
    press_focus_key(FocusKey::Previous);
    press_focus_key(FocusKey::Activate);
    stand.gui.frames(3);
    CHECK(is_answered());
}

TEST_CASE("a ready run says how to train, but not while points are edited") {
    Stand stand;
    CHECK(find_widget("state card"));
    stand.view.points.is_on = true;
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("state card"));
}

TEST_CASE("the card of a run of pictures stands below the plots, whatever the view") {
    Stand stand;
    auto scene = std::make_shared<Scene>(*stand.snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->width = 3;
    scene->data = data;
    scene->separator.reset();
    scene->setup.data = PicturesParams{};
    scene->setup.model = CnnParams{};
    scene->setup.companion.reset();
    stand.snapshot.scene = scene;
    for (const auto& [view, plots] :
         {std::pair{LabView::Stage, std::vector{"Ratio, random pictures"}},
          {LabView::Fan, std::vector{"fan plain"}},
          {LabView::Paper, std::vector{"c  Ratio, random pictures", "f  Ratio, random pictures"}}}) {
        stand.view.lab_view = view;
        stand.gui.frames(2);
        const Rect card = NullGui::place("state card"), picture = NullGui::place("picture");
        CHECK(picture.contains(card.min));
        CHECK(picture.contains(card.max));
        for (const std::string plot : plots) {
            REQUIRE_MESSAGE(find_widget(plot), plot);
            CHECK_MESSAGE(find_widget(plot)->place.max.y < card.min.y, plot);
        }
    }
}

TEST_CASE("a first run hints at the weight once the boundary stands") {
    Stand stand;
    stand.snapshot.status = Running{};
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("state card"));
    stand.snapshot.step = 10 * stand.snapshot.steps_per_epoch;
    stand.gui.frames(2);
    CHECK(find_widget("state card"));
    stand.view.hints = false;
    stand.gui.frames(2);
    CHECK_FALSE(find_widget("state card"));
}

TEST_CASE("a splitter is dragged within its range and a double click restores it") {
    Stand stand;
    const Vec2 at = NullGui::middle("controls splitter");
    stand.gui.drag(at, at + Vec2{60, 0});
    CHECK(stand.view.controls_width == 360);
    stand.gui.drag(NullGui::middle("controls splitter"), {1400, 400});
    CHECK(stand.view.controls_width == controls_range.most);
    stand.gui.double_click(NullGui::middle("controls splitter"));
    CHECK(stand.view.controls_width == controls_range.first);
}

TEST_CASE("a splitter moves by the arrows") {
    Stand stand;
    for (int i = 0; i < 400 && stand.view.controls_width == controls_range.first; ++i) {
        press_focus_key(FocusKey::Next);
        stand.gui.frame();
        press_focus_key(FocusKey::More);
        stand.gui.frame();
    }
    CHECK(stand.view.controls_width == controls_range.first + 20);
}

TEST_CASE("the palette finds an action by its words and Enter performs it") {
    Stand stand;
    stand.view.overlay = Overlay::Palette;
    stand.gui.frames(5);
    stand.gui.type("next theme");
    stand.gui.frames(2);
    CHECK(find_widget("Next theme: light, dark, as the desktop"));
    CHECK_FALSE(find_widget("Play or pause"));
    stand.gui.key("Enter");
    CHECK(stand.asked_for(ActionId::NextTheme));
    CHECK(stand.view.overlay == Overlay::None);
}

TEST_CASE("a click on a row of the keys performs it, one beside the list closes it") {
    Stand stand;
    stand.view.overlay = Overlay::Keys;
    stand.gui.frames(5);
    stand.gui.click(NullGui::middle("Weight down"));
    CHECK(stand.asked_for(ActionId::WeightDown));
    CHECK(stand.view.overlay == Overlay::None);
    stand.view.overlay = Overlay::Keys;
    stand.gui.frames(5);
    stand.gui.click({20, 880});
    CHECK(stand.view.overlay == Overlay::None);
}

TEST_CASE("the last message is shown with its folder and repeats are counted") {
    Stand stand;
    stand.messages.say({Tone::Good, "Saved a.png.", "/somewhere"});
    stand.messages.say({Tone::Good, "Saved a.png.", "/somewhere"});
    CHECK(stand.messages.last()->times == 2);
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Show folder"));
    REQUIRE_FALSE(stand.requests.empty());
    CHECK(std::get<ShowFolder>(stand.requests.back()).folder == "/somewhere");
}

TEST_CASE("a lab's tab opens the experiment that it was left with, or its first") {
    ViewState view;
    Outbox outbox;
    const Snapshot snapshot = example_snapshot({Replica{}});
    const auto asked = [&]() -> std::string {
        const std::vector<Request> requests = outbox.take_requests();
        return requests.empty() ? "" : std::get<LoadExperiment>(requests.front()).name;
    };
    view.experiment.id = "boundary/fig1";
    action(ActionId::ShowBoundaryLab).effect(snapshot, view, outbox);
    CHECK(asked().empty());
    action(ActionId::ShowImagesLab).effect(snapshot, view, outbox);
    CHECK(asked() == "images/lobes");
    view.experiment.id = "images/fig4-small";
    view.experiment.setup.data = PicturesParams{};
    action(ActionId::ShowBoundaryLab).effect(snapshot, view, outbox);
    CHECK(asked() == "boundary/fig1");
    view.experiment.id = "boundary/start";
    view.experiment.setup.data = TruncatedNormalParams{};
    action(ActionId::ShowImagesLab).effect(snapshot, view, outbox);
    CHECK(asked() == "images/fig4-small");
}
