#pragma once

#include "core/figure/canvas.h"

#include <string>

namespace reweigh {

// A canvas that writes each call as a line of text, numbers rounded to 0.01 points: what golden tests
// compare. Texts have the widths of a fixed table, close to Inter's, so that no font file is needed.
class RecordingCanvas : public Canvas {
public:
    void fill(std::span<const Vec2> convex_polygon, Color color) override;
    void line(std::span<const Vec2> path, const Stroke& stroke) override;
    void disc(Vec2 center, double radius, Color color) override;
    // Logs the size and, to 0.001, the mean of p(+) over the lower and the upper half.
    void surface(const SurfaceImage& image, Rect at) override;
    void text(Vec2 at, std::string_view text, const TextStyle& style) override;
    Vec2 text_extent(std::string_view text, const TextStyle& style) const override;
    void push_clip(Rect clip) override;
    void pop_clip() override;

    const std::string& log() const { return log_; }

private:
    std::string log_;
};

}  // namespace reweigh
