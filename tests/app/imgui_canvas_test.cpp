#include "app/imgui_canvas.h"

#include "core/figure/cairo_canvas.h"
#include "tests/support/null_gui.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>

using namespace reweigh;

namespace {

// What a canvas with `scale` pixels a point draws, as a draw list.
void draw_on_canvas(double scale, const std::function<void(ImGuiCanvas&, ImDrawList&)>& draw) {
    NullGui gui({800, 600}, scale);
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    NoSurfaces surfaces;
    gui.draw = [&] {
        ImDrawList& list = *ImGui::GetWindowDrawList();
        ImGuiCanvas canvas(list, {{0, 0}, scale}, surfaces);
        draw(canvas, list);
    };
    gui.frame();
}

}  // namespace

TEST_CASE("texts are as wide on screen as in files, within 0.5 %") {
    const CairoCanvas file = CairoCanvas::svg({100, 100});
    for (const double scale : {1.0, 2.0})
        draw_on_canvas(scale, [&](ImGuiCanvas& canvas, ImDrawList&) {
            for (const FontWeight weight : {FontWeight::Regular, FontWeight::SemiBold})
                for (const double size : {8.0, 13.0, 15.0, 18.0, 24.0})
                    for (const char* text :
                         {"classification ratio", "\u22120.25", "epoch 10,000", "1:256", "Wxyz AVA"}) {
                        const TextStyle style{size, {}, Align::Left, weight};
                        const double screen = canvas.text_extent(text, style).x;
                        CHECK(screen == doctest::Approx(file.text_extent(text, style).x).epsilon(0.005));
                    }
        });
}

TEST_CASE("all digits advance by the same width") {
    draw_on_canvas(1, [](ImGuiCanvas& canvas, ImDrawList&) {
        const TextStyle style{15, {}, Align::Left, FontWeight::Regular};
        for (const char* number : {"1111", "4444", "8888"})
            CHECK(canvas.text_extent(number, style).x ==
                  doctest::Approx(canvas.text_extent("0000", style).x));
    });
}

TEST_CASE("dashes cover their share of a path, round corners too") {
    draw_on_canvas(1, [](ImGuiCanvas& canvas, ImDrawList& list) {
        const std::array path{Vec2{100, 100}, Vec2{200, 100}, Vec2{200, 200}};
        const ImDrawListFlags flags = list.Flags;
        list.Flags = ImDrawListFlags_None;  // no soft edges: four vertices a piece
        const int before = list.VtxBuffer.Size;
        canvas.line(path, {{0, 0, 0, 255}, 2, {6, 4}});
        list.Flags = flags;
        // 200 points of path, 10 a period: 20 dashes, of which one bends round the corner.
        double length = 0;
        for (int i = before; i + 3 < list.VtxBuffer.Size; i += 4) {
            const ImVec2 a = list.VtxBuffer[i].pos, b = list.VtxBuffer[i + 1].pos;
            length += std::hypot(b.x - a.x, b.y - a.y);
        }
        CHECK(length == doctest::Approx(120).epsilon(0.01));
    });
}

TEST_CASE("a line of 200,000 points is drawn in batches that a 16-bit index can count") {
    draw_on_canvas(1, [](ImGuiCanvas& canvas, ImDrawList& list) {
        std::vector<Vec2> path;
        for (int i = 0; i < 200'000; ++i) path.push_back({i % 700 + 0.5, 100.0 + 3 * (i % 2)});
        canvas.line(path, {{0, 0, 0, 255}, 1, {}});
        unsigned most = 0;
        for (const ImDrawIdx index : list.IdxBuffer) most = std::max<unsigned>(most, index);
        CHECK(most <= 65'535);
        CHECK(list.VtxBuffer.Size > 200'000);
    });
}

TEST_CASE("a line spends no triangles on points that lie on a straight piece of it") {
    draw_on_canvas(1, [](ImGuiCanvas& canvas, ImDrawList& list) {
        std::vector<Vec2> path;
        for (int i = 0; i < 500; ++i) path.push_back({100.0 + i, 100.0 + 0.5 * i});
        const int before = list.VtxBuffer.Size;
        canvas.line(path, {{0, 0, 0, 255}, 3, {}});
        CHECK(list.VtxBuffer.Size - before <= 8);
    });
}

TEST_CASE("polygons are softened outwards whichever way round they come") {
    draw_on_canvas(1, [](ImGuiCanvas& canvas, ImDrawList& list) {
        const std::array one{Vec2{10, 10}, Vec2{20, 12}, Vec2{20, 20}, Vec2{10, 20}};
        const std::array other{Vec2{10, 20}, Vec2{20, 20}, Vec2{20, 12}, Vec2{10, 10}};
        const auto widest = [&](std::span<const Vec2> polygon) {
            const int before = list.VtxBuffer.Size;
            canvas.fill(polygon, {0, 0, 0, 255});
            float low = 1e9F, high = -1e9F;
            for (int i = before; i < list.VtxBuffer.Size; ++i) {
                low = std::min(low, list.VtxBuffer[i].pos.x);
                high = std::max(high, list.VtxBuffer[i].pos.x);
            }
            return high - low;
        };
        CHECK(widest(one) == doctest::Approx(widest(other)));
        CHECK(widest(one) > 10);
    });
}

TEST_CASE("equal squares are equally many pixels wherever they lie") {
    draw_on_canvas(1, [](ImGuiCanvas& canvas, ImDrawList& list) {
        for (const double x : {10.0, 10.3, 10.5, 10.9}) {
            const std::array square{Vec2{x, 10}, Vec2{x + 5.3, 10}, Vec2{x + 5.3, 15.3}, Vec2{x, 15.3}};
            const int before = list.VtxBuffer.Size;
            canvas.fill(square, {0, 0, 0, 255});
            REQUIRE(list.VtxBuffer.Size - before == 4);
            CHECK(list.VtxBuffer[before + 2].pos.x - list.VtxBuffer[before].pos.x == 5);
        }
    });
}
