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

// Both kinds of textures that are read are kept: a fan paints dozens of surfaces a frame.
void SurfaceTextures::paint(const SurfaceImage& image, const Texture& target) {
    const Texture& logits = logits_of(target.width(), target.height());
    logits.upload(image.logits->values.data());
    const Texture& colors = colors_of(image.colors);
    const DrawInto drawing(framebuffer_);
    drawing.aim_at(target);
    program_.use();
    program_.set_texture("logits", 0);
    program_.set_texture("colors", 1);
    colors.bind(1);
    logits.bind(0);
    vertices_.draw_strip(4);
}

const Texture& SurfaceTextures::logits_of(int width, int height) {
    const auto known = std::ranges::find_if(logits_, [&](const Texture& texture) {
        return texture.width() == width && texture.height() == height;
    });
    if (known != logits_.end()) return *known;
    constexpr std::size_t most_sizes = 8;
    if (logits_.size() == most_sizes) logits_.erase(logits_.begin());
    return logits_.emplace_back(Texels::Float, width, height);
}

const Texture& SurfaceTextures::colors_of(std::span<const Color, 256> colors) {
    static_assert(sizeof(Color) == 4);
    const std::vector<Color> wanted(colors.begin(), colors.end());
    const auto known = std::ranges::find(tables_, wanted, &ColorTable::colors);
    if (known != tables_.end()) return known->texture;
    ColorTable& table =
        tables_.emplace_back(wanted, Texture(Texels::Color, static_cast<int>(colors.size()), 1));
    table.texture.upload(colors.data());
    return table.texture;
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

ImTextureID SurfaceTextures::picture(const std::shared_ptr<const Grid<Color>>& pixels) {
    if (!pixels) return ImTextureID{};
    auto known = std::ranges::find(pictures_, pixels, &Picture::pixels);
    if (known == pictures_.end()) {
        pictures_.push_back({pixels, Texture(Texels::Color, pixels->width, pixels->height)});
        known = pictures_.end() - 1;
        known->texture.upload(pixels->values.data());
        known->texture.shrink_smoothly();
    }
    known->is_used = true;
    return id_of(known->texture);
}

void SurfaceTextures::end_frame() {
    constexpr std::size_t most_unused = 16;
    std::size_t unused = 0;
    std::erase_if(entries_, [&](const Entry& entry) { return !entry.is_used && ++unused > most_unused; });
    for (Entry& entry : entries_) entry.is_used = false;
    std::erase_if(pictures_, [](const Picture& picture) { return !picture.is_used; });
    for (Picture& picture : pictures_) picture.is_used = false;
    std::erase_if(clouds_, [](const CloudEntry& entry) { return !entry.is_used; });
    for (CloudEntry& entry : clouds_) {
        entry.is_used = false;
        ++entry.age;
    }
}

}  // namespace reweigh::gl
