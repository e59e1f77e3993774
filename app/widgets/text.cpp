#include "app/widgets/text.h"

#include <cmath>
#include <string>

namespace reweigh {
namespace {

constexpr double body_em = 15, small_em = 13, title_em = 18;
constexpr double half_capital = 0.364;  // of the em: half of Inter's capital height

double em_of(TextRole role) {
    return role == TextRole::Body ? body_em : role == TextRole::Small ? small_em : title_em;
}

FontAt font_of(const Type& type) { return font_at(static_cast<double>(px(em_of(type.role))), type.weight); }

float width_of(const FontAt& font, std::string_view text) {
    return font.font->CalcTextSizeA(font.size, 1e9f, 0.0f, text.data(), text.data() + text.size()).x;
}

std::vector<DrawnText>* observer = nullptr;

void observe(std::string_view text, ImVec2 left, float width, const Type& type) {
    const ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 low = list.GetClipRectMin(), high = list.GetClipRectMax();
    const double half = half_capital * em_of(type.role) * scale();
    observer->push_back({std::string(text),
                         {{double{left.x}, left.y - half}, {double{left.x + width}, left.y + half}},
                         {{double{low.x}, double{low.y}}, {double{high.x}, double{high.y}}}});
}

}  // namespace

void observe_texts(std::vector<DrawnText>* sink) { observer = sink; }

float text_width(std::string_view text, const Type& type) { return std::ceil(width_of(font_of(type), text)); }

float draw_text(ImVec2 middle, std::string_view text, const Type& type, Align align) {
    const FontAt font = font_of(type);
    const float width = std::ceil(width_of(font, text));
    const float left = align == Align::Left     ? middle.x
                       : align == Align::Center ? middle.x - width / 2
                                                : middle.x - width;
    if (observer) observe(text, {left, middle.y}, width, type);
    const double baseline_em = type.role == TextRole::Title ? title_em : body_em;
    const float baseline = middle.y + px(1) * static_cast<float>(half_capital * baseline_em);
    const ImVec2 corner{std::floor(left + 0.5f), std::floor(baseline - font.ascent + 0.5f)};
    ImGui::GetWindowDrawList()->AddText(font.font, font.size, corner, to_im(type.color), text.data(),
                                        text.data() + text.size());
    return width;
}

float draw_text_in(ImVec2 middle, float room, std::string_view text, const Type& type, Align align) {
    if (text_width(text, type) <= room) return draw_text(middle, text, type, align);
    std::string shorter(text);
    while (!shorter.empty() && text_width(shorter + "\u2026", type) > room) {
        while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0) == 0x80)
            shorter.pop_back();
        if (!shorter.empty()) shorter.pop_back();
    }
    if (text_width(shorter + "\u2026", type) > room) return 0;
    return draw_text(middle, shorter + "\u2026", type, align);
}

float paragraph_height(float width, std::string_view text, const Type& type) {
    const FontAt font = font_of(type);
    return font.font->CalcTextSizeA(font.size, 1e9F, width, text.data(), text.data() + text.size()).y;
}

float draw_paragraph(ImVec2 corner, float width, std::string_view text, const Type& type) {
    const FontAt font = font_of(type);
    ImGui::GetWindowDrawList()->AddText(font.font, font.size, corner, to_im(type.color), text.data(),
                                        text.data() + text.size(), width);
    return paragraph_height(width, text, type);
}

}  // namespace reweigh
