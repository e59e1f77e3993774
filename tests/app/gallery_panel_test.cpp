#include "app/panels/gallery_panel.h"

#include "app/widgets/focus.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

NoSurfaces surfaces;

void press(PanelStand& stand, FocusKey key) {
    press_focus_key(key);
    stand.gui.frames(2);
}

GalleryCard card(const char* id, CardState state = NotMade{}) { return {id, "A title", 2, std::move(state)}; }

struct Stand {
    explicit Stand(std::optional<std::vector<GalleryCard>> first, Vec2 size = {1440, 900})
        : cards(std::move(first)),
          panel{make_gallery_panel(cards, surfaces), example_snapshot({Replica{}}), size} {
        panel.view.overlay = Overlay::Gallery;
        panel.gui.frames(3);
    }
    template <class T>
    std::string asked() const {
        const T* request = panel.last_request<T>();
        return request ? request->experiment : "";
    }

    std::optional<std::vector<GalleryCard>> cards;
    PanelStand panel;
};

}  // namespace

TEST_CASE("the gallery looks for experiments once it opens, and says so; none is a sentence") {
    Stand stand(std::nullopt);
    CHECK(stand.panel.last_request<LookForFigures>());
    const std::size_t asked = stand.panel.requests.size();
    stand.cards.emplace();
    stand.panel.gui.frames(3);
    CHECK(stand.panel.requests.size() == asked);
}

TEST_CASE("a click makes a figure, a double click and Open open it, Cancel stops what is under way") {
    Stand stand(std::vector{card("boundary/fig1"), card("boundary/fig2", Making{0.42, 170})});
    stand.panel.gui.click(NullGui::middle("figure boundary/fig1"));
    CHECK(stand.asked<MakeFigure>() == "boundary/fig1");
    stand.panel.gui.click(NullGui::middle("cancel boundary/fig2"));
    CHECK(stand.asked<CancelFigure>() == "boundary/fig2");
    stand.panel.gui.click(NullGui::middle("figure boundary/fig2"));
    CHECK(stand.asked<MakeFigure>() == "boundary/fig1");
    stand.panel.gui.double_click(NullGui::middle("figure boundary/fig1"));
    REQUIRE(stand.panel.last_request<LoadExperiment>());
    CHECK(stand.panel.last_request<LoadExperiment>()->name == "boundary/fig1");
    CHECK(stand.panel.view.overlay == Overlay::None);
}

TEST_CASE("the gallery is used by keys alone: the first card is in focus, Enter makes it, Tab goes on") {
    Stand stand(std::vector{card("boundary/fig1"), card("boundary/fig2")});
    press(stand.panel, FocusKey::Activate);
    CHECK(stand.asked<MakeFigure>() == "boundary/fig1");
    press(stand.panel, FocusKey::Next);
    press(stand.panel, FocusKey::Activate);
    REQUIRE(stand.panel.last_request<LoadExperiment>());
    CHECK(stand.panel.last_request<LoadExperiment>()->name == "boundary/fig1");
}

TEST_CASE("cards fit into every window, in columns") {
    std::vector<GalleryCard> cards;
    for (const char* id : {"a/1", "a/2", "a/3", "a/4", "a/5"}) cards.push_back(card(id));
    for (const double width : {800.0, 1200.0, 1440.0}) {
        Stand stand(cards, {width, 700});
        for (const GalleryCard& each : cards) {
            const Rect place = NullGui::place("figure " + each.id);
            CHECK(place.min.x >= 16);
            CHECK(place.max.x <= width - 16);
        }
        CHECK(NullGui::place("figure a/2").min.y == NullGui::place("figure a/1").min.y);
    }
}

TEST_CASE("a card says how far it is and what its claims came to") {
    CHECK(state_text(NotMade{}) == "not made yet");
    CHECK(state_text(Making{0.004, {}}) == "0 %");
    CHECK(state_text(Making{0.42, 170.0}) == "42 %, 3 min left");
    CHECK(state_text(Making{0.9, 12.2}) == "90 %, 12 s left");
    CHECK(state_text(MadeFigure{}) == "made");
    CHECK(state_text(MadeFigure{{}, {{"C1", Verdict::Pass, ""}}}) == "C1 holds");
    CHECK(state_text(MadeFigure{{}, {{"C1", Verdict::Pass, ""}, {"C2", Verdict::Pass, ""}}}) ==
          "C1, C2 hold");
    CHECK(state_text(
              MadeFigure{{}, {{"C1", Verdict::Pass, ""}, {"C2", Verdict::Fail, "0.31, expected < 0.10."}}}) ==
          "C2 fails: 0.31, expected < 0.10.");
    CHECK(state_text(NotMakeable{"No memory is left."}) == "failed: No memory is left.");
}
