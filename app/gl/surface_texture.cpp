#include "app/gl/surface_texture.h"

#include "core/figure/marks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace reweigh::gl {

namespace {

// A pointer in some versions of Dear ImGui, a number in others.
ImTextureID id_of(const Texture& texture) { return (ImTextureID)(std::intptr_t)texture.number(); }

// White, with the share of each texel that the disc covers as alpha.
Texture make_disc() {
    constexpr int size = 64;
    constexpr double middle = size / 2.0, radius = middle * SurfacePainter::disc_share;
    std::vector<Color> texels;
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column) {
            const double distance = std::hypot(column + 0.5 - middle, row + 0.5 - middle);
            texels.push_back(with_alpha({255, 255, 255, 255}, std::clamp(radius - distance + 0.5, 0.0, 1.0)));
        }
    Texture disc(Texels::Color, size, size);
    disc.upload(texels.data());
    disc.shrink_smoothly();
    return disc;
}

}  // namespace

SurfaceTextures::SurfaceTextures() : program_("surface.vert", "surface.frag"), disc_(make_disc()) {}

ImTextureID SurfaceTextures::disc() { return id_of(disc_); }

ImTextureID SurfaceTextures::texture(const SurfaceImage& image) {
    if (!image.logits) return ImTextureID{};
    const auto shown = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.logits == image.logits && entry.colors == image.colors.data();
    });
    Entry& entry = shown != entries_.end() ? *shown : entry_for(image);
    entry.is_used = true;
    return id_of(entry.picture);
}

SurfaceTextures::Entry& SurfaceTextures::entry_for(const SurfaceImage& image) {
    const int width = image.logits->width, height = image.logits->height;
    auto entry = std::ranges::find_if(entries_, [&](const Entry& old) {
        return !old.is_used && old.picture.width() == width && old.picture.height() == height;
    });
    if (entry == entries_.end()) {
        entries_.push_back({nullptr, nullptr, Texture(Texels::Color, width, height)});
        entry = std::prev(entries_.end());
    }
    entry->logits = image.logits;
    entry->colors = image.colors.data();
    paint(image, entry->picture);
    return *entry;
}

void SurfaceTextures::paint(const SurfaceImage& image, const Texture& target) {
    const Texture logits(Texels::Float, target.width(), target.height());
    logits.upload(image.logits->values.data());
    static_assert(sizeof(Color) == 4);
    const Texture colors(Texels::Color, static_cast<int>(image.colors.size()), 1);
    colors.upload(image.colors.data());

    const DrawInto drawing(target);
    program_.use();
    program_.set_texture("logits", 0);
    program_.set_texture("colors", 1);
    colors.bind(1);
    logits.bind(0);
    vertices_.draw_strip(4);
}

ImTextureID SurfaceTextures::cloud(const Cloud& cloud, const Placement& place, int width, int height) {
    if (width < 1 || height < 1) return ImTextureID{};
    const CloudKey key{cloud, place, width, height};
    const auto known = std::ranges::find(clouds_, key, &CloudEntry::key);
    if (known == clouds_.end()) {
        clouds_.push_back({key, {}});
        return ImTextureID{};
    }
    known->is_used = true;
    if (!known->picture && known->age > 0) {
        known->picture.emplace(Texels::Color, width, height);
        known->picture->upload(cloud_pixels(cloud, place, width, height).values.data());
    }
    return known->picture ? id_of(*known->picture) : ImTextureID{};
}

void SurfaceTextures::end_frame() {
    constexpr std::size_t most_unused = 16;
    std::size_t unused = 0;
    std::erase_if(entries_, [&](const Entry& entry) { return !entry.is_used && ++unused > most_unused; });
    for (Entry& entry : entries_) entry.is_used = false;
    std::erase_if(clouds_, [](const CloudEntry& entry) { return !entry.is_used; });
    for (CloudEntry& entry : clouds_) {
        entry.is_used = false;
        ++entry.age;
    }
}

}  // namespace reweigh::gl
