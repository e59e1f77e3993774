#include "app/widgets/focus.h"

#include "app/widgets/edit.h"
#include "app/widgets/toggle.h"
#include "tests/support/null_gui.h"

#include <doctest/doctest.h>

#include <vector>

using namespace reweigh;

namespace {

// Three regions with two, no and two widgets.
struct Regions {
    NullGui gui{{400, 300}};
    ImGuiID focused = 0;

    Regions() {
        gui.draw = [this] {
            focused = 0;
            for (const std::vector<ImGuiID>& region : {std::vector<ImGuiID>{1, 2}, {}, {3, 4}}) {
                begin_focus_region();
                for (const ImGuiID id : region)
                    if (focus_stop(id).focused) focused = id;
            }
        };
        gui.frames(2);
    }
    ImGuiID after(FocusKey key) {
        press_focus_key(key);
        gui.frame();
        return focused;
    }
};

}  // namespace

TEST_CASE("Tab goes from widget to widget, F6 to the first one of the next part, both round") {
    Regions regions;
    CHECK(regions.after(FocusKey::Next) == 1);
    CHECK(regions.after(FocusKey::NextRegion) == 3);
    CHECK(regions.after(FocusKey::Next) == 4);
    CHECK(regions.after(FocusKey::NextRegion) == 1);
    CHECK(regions.after(FocusKey::Previous) == 4);
    CHECK(regions.after(FocusKey::Leave) == 0);
    CHECK(regions.after(FocusKey::NextRegion) == 1);
}

TEST_CASE("what lies over the window has the keyboard alone") {
    Regions regions;
    const auto under = regions.gui.draw;
    regions.gui.draw = [&] {
        under();
        begin_modal_focus();
        if (focus_stop(9).focused) regions.focused = 9;
    };
    regions.gui.frames(2);
    CHECK(regions.after(FocusKey::Next) == 9);
    CHECK(regions.after(FocusKey::Next) == 9);
}

TEST_CASE("a control shows its help with keyboard focus, without the pointer") {
    NullGui gui{{400, 300}};
    bool on = false;
    int vertices = 0;
    gui.draw = [&] {
        {
            const Row row("batch norm", "Normalises hidden layers.");
            toggle("batch norm", row, on);
        }
        vertices = ImGui::GetForegroundDrawList()->VtxBuffer.Size;
    };
    gui.frames(2);
    CHECK(vertices == 0);
    press_focus_key(FocusKey::Next);
    gui.frames(2);
    CHECK(vertices > 0);
    press_focus_key(FocusKey::Leave);
    gui.frames(2);
    CHECK(vertices == 0);
}
