#include "app/shell.h"
#include "app/widgets/text.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/null_gui.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

using namespace reweigh;

namespace {

constexpr int many = 500;

std::shared_ptr<const Dataset> many_points() {
    auto data = std::make_shared<Dataset>(*example_dataset());
    while (data->size() < many) {
        const auto at = static_cast<float>(data->size()) / many;
        data->inputs.insert(data->inputs.end(), {at, 1});
        data->labels.push_back(1);
    }
    return data;
}

// The whole window with the longest things in it that people meet.
struct Stand {
    Stand(Vec2 window, double scale) : size(window), gui(window, scale) {
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        scene->data = many_points();
        snapshot.scene = scene;
        snapshot.status = Running{};
        snapshot.rates.replica_steps_per_second = 98'765'432;
        add_example_steps(snapshot, {1, 10, 1'234'567});
        add_example_curves(snapshot, ModelRole::Model, "errors", [](int, double) { return many; });
        add_example_curves(snapshot, ModelRole::Companion, "errors", [](int, double) { return many; });
        view.experiment.id = "/home/somebody/experiments/a-very-long-name-of-an-experiment.json";
        view.experiment.title = "A title that is as long as titles of papers are, and then a little longer";
        view.experiment.setup = snapshot.scene->setup;
        view.experiment.live = snapshot.live;
        messages.say({Tone::Good, "Saved " + std::string(300, 'x') + ".", "/somewhere"});
        gui.draw_windows = [this] { shell.draw(size, snapshot, view, outbox); };
    }
    ~Stand() { observe_texts(nullptr); }

    std::vector<DrawnText> texts() {
        std::vector<DrawnText> drawn;
        gui.frames(4);
        observe_texts(&drawn);
        gui.frame();
        observe_texts(nullptr);
        std::erase_if(drawn, [](const DrawnText& each) {
            return each.text.empty() || !each.clip.contains(each.place.center());
        });
        return drawn;
    }

    Vec2 size;
    Snapshot snapshot = example_snapshot({Replica{0, -8, 123'456'789}, Replica{0, 8, 987'654'321}});
    ViewState view;
    Outbox outbox;
    Messages messages;
    NoSurfaces surfaces;
    std::optional<std::vector<GalleryCard>> cards;
    Shell shell{surfaces, messages, cards, 64};
    NullGui gui;
};

std::string cut_off(const std::vector<DrawnText>& texts) {
    std::string found;
    for (const DrawnText& each : texts)
        if (each.place.min.x < each.clip.min.x - 1 || each.place.max.x > each.clip.max.x + 1)
            found += each.text + "; ";
    return found;
}

bool overlap(const Rect& a, const Rect& b) {
    return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

std::string on_each_other(const std::vector<DrawnText>& texts) {
    std::string found;
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (overlap(texts[i].place, texts[j].place))
                found += texts[j].text + " | " + texts[i].text + "; ";
    return found;
}

}  // namespace

TEST_CASE("no text is cut off or lies on another at any size and UI scale") {
    for (const double scale : {1.0, 1.5, 2.0, 3.0})
        for (const Vec2 size : {Vec2{800, 560}, Vec2{1100, 800}, Vec2{1440, 900}}) {
            for (const Vec2 pixels : {size, scale * size}) {
                Stand stand(pixels, scale);
                const auto texts = stand.texts();
                const std::string where = std::to_string(static_cast<int>(pixels.x)) + " x " +
                                          std::to_string(static_cast<int>(pixels.y)) + " at " +
                                          std::to_string(scale);
                CHECK(texts.size() >= 5);
                CHECK_MESSAGE(cut_off(texts) == "", where);
                CHECK_MESSAGE(on_each_other(texts) == "", where);
            }
        }
}

TEST_CASE("the card under the pointer holds any number, and the notice any sentence") {
    for (const double logit : {1e300, -9'999'999.0, -std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN(), 0.0}) {
        Stand stand({1440, 900}, 1);
        stand.gui.frames(3);
        stand.snapshot.views.clear();
        answer_views(stand.snapshot, stand.outbox.take_views(),
                     [&](const ViewRequest&, Vec2) { return logit; });
        for (const Vec2 share : {Vec2{0.5, 0.5}, Vec2{0.01, 0.01}, Vec2{0.99, 0.99}}) {
            const Rect picture = NullGui::place("picture");
            stand.gui.move(
                {picture.min.x + share.x * picture.width(), picture.min.y + share.y * picture.height()});
            const auto texts = stand.texts();
            CHECK(cut_off(texts) == "");
            CHECK(on_each_other(texts) == "");
        }
    }
}

TEST_CASE("the controls in their drawer are not cut off, folded open or not") {
    for (const double scale : {1.0, 2.0}) {
        Stand stand(scale * Vec2{800, 1200}, scale);
        stand.view.drawer_open = stand.view.points.is_on = true;
        stand.gui.frames(3);
        for (const char* group : {"shape", "Sweep", "Run"}) stand.gui.click(NullGui::middle(group));
        CHECK(cut_off(stand.texts()) == "");
    }
}
