#pragma once

#include "app/gl/objects.h"
#include "app/imgui_canvas.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace reweigh::gl {

// Surfaces as textures: logits and 256 colours go through shaders/surface.*, once per grid and table; shown
// magnified smoothly. Equal to the colours that files get within 2/255. Thread of the context.
class SurfaceTextures final : public SurfacePainter {
public:
    SurfaceTextures();
    ImTextureID texture(const SurfaceImage& image) override;
    ImTextureID disc() override;
    // Kept from the second frame that asks for it on.
    ImTextureID cloud(const Cloud& cloud, const Placement& place, int width, int height) override;
    ImTextureID picture(const std::shared_ptr<const Grid<Color>>& pixels) override;
    // Textures not asked for since the last call may be used for other grids.
    void end_frame();

private:
    struct Entry {
        std::shared_ptr<const Grid<float>> logits;  // keeps its address its own
        const Color* colors;
        Texture picture;
        bool is_used = true;
    };
    struct CloudKey {
        Cloud cloud;
        Placement place;
        int width = 0, height = 0;
        friend bool operator==(const CloudKey&, const CloudKey&) = default;
    };
    struct CloudEntry {
        CloudKey key;
        std::optional<Texture> picture;
        bool is_used = true;
        int age = 0;  // frames
    };
    struct Picture {
        std::shared_ptr<const Grid<Color>> pixels;
        Texture texture;
        bool is_used = true;
    };
    Entry& entry_for(const SurfaceImage& image);
    struct ColorTable {
        std::vector<Color> colors;
        Texture texture;
    };
    void paint(const SurfaceImage& image, const Texture& target);
    const Texture& logits_of(int width, int height);  // to be filled and read at once
    const Texture& colors_of(std::span<const Color, 256> colors);

    Program program_;
    EmptyVertices vertices_;
    Framebuffer framebuffer_;
    std::vector<Texture> logits_;     // one per size
    std::vector<ColorTable> tables_;  // of the themes
    std::vector<Entry> entries_;
    std::vector<CloudEntry> clouds_;
    std::vector<Picture> pictures_;
    Texture disc_;
};

}  // namespace reweigh::gl
