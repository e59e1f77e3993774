#include "app/style.h"

#include "core/figure/font.h"

#include <array>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

// Dear ImGui from 1.92 on makes glyphs when they are needed, at any size.
constexpr bool makes_glyphs_on_demand = IMGUI_VERSION_NUM >= 19200;

struct RoleSize {
    TextRole role;
    double em;  // units
};
constexpr std::array role_sizes{RoleSize{TextRole::Body, 15}, RoleSize{TextRole::Small, 13},
                                RoleSize{TextRole::Title, 18}};
constexpr std::size_t weights = 2;

// Latin, Greek, punctuation, arrows, mathematical signs, check marks; the digits come from a range of their
// own.
constexpr ImWchar letter_ranges[] = {0x20,   0x2F,   0x3A,   0xFF,   0x391,  0x3C9,  0x2010, 0x2026,
                                     0x2032, 0x2033, 0x2190, 0x2193, 0x2212, 0x2212, 0x221A, 0x221E,
                                     0x2248, 0x2248, 0x2260, 0x2265, 0x2713, 0x2713, 0};
constexpr ImWchar digit_ranges[] = {0x30, 0x39, 0};

struct Looks {
    Theme theme = Theme::Light;
    double scale = 0;
    std::array<std::array<ImFont*, weights>, role_sizes.size()> fonts{};
};
Looks looks;

const FontFace& face_of(FontWeight weight) {
    return weight == FontWeight::SemiBold ? fonts().semi_bold : fonts().regular;
}

// Dear ImGui's size is ascent + descent, not the em.
float imgui_size(const FontFace& face, double em_pixels) {
    return static_cast<float>(em_pixels * (face.ascent + face.descent));
}

int oversampling(double em_pixels) { return em_pixels < 24 ? 3 : em_pixels < 40 ? 2 : 1; }

ImFont* add_font(const FontFace& face, double em_pixels) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    const float size = imgui_size(face, em_pixels);
    ImFontConfig letters;
    letters.OversampleH = static_cast<decltype(letters.OversampleH)>(oversampling(em_pixels));
    letters.OversampleV = 1;
#if IMGUI_VERSION_NUM >= 19200
    letters.GlyphExcludeRanges = digit_ranges;
#endif
    ImFont* font = atlas.AddFontFromFileTTF(face.file.c_str(), size, &letters, letter_ranges);
    ImFontConfig digits = letters;
    digits.MergeMode = true;
    digits.GlyphMinAdvanceX = static_cast<float>(face.digit_advance * em_pixels);
#if IMGUI_VERSION_NUM >= 19200
    digits.GlyphExcludeRanges = nullptr;
#endif
    atlas.AddFontFromFileTTF(face.file.c_str(), size, &digits, digit_ranges);
    return font;
}

void build_fonts(double scale) {
    ImGui::GetIO().Fonts->Clear();
    for (std::size_t i = 0; i < role_sizes.size(); ++i)
        for (const FontWeight weight : {FontWeight::Regular, FontWeight::SemiBold})
            looks.fonts[i][static_cast<std::size_t>(weight)] =
                add_font(face_of(weight), std::round(role_sizes[i].em * scale));
    ImGui::GetIO().FontDefault = font(TextRole::Body);
}

void set_sizes() {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    const float gap = px(metrics::gap);
    style.WindowPadding = {px(metrics::padding), gap};
    const float text = imgui_size(fonts().regular, 15 * scale());
    style.FramePadding = {gap, std::max(0.0F, std::floor((px(metrics::field) - text) / 2))};
    style.ItemSpacing = {gap, px(metrics::grid)};
    style.ItemInnerSpacing = {gap, px(metrics::grid)};
    style.ScrollbarSize = px(10);
    style.GrabMinSize = px(10);
    style.WindowRounding = style.PopupRounding = px(metrics::card_radius);
    style.ChildRounding = 0;
    style.FrameRounding = style.GrabRounding = style.ScrollbarRounding = px(metrics::radius);
    style.WindowBorderSize = style.ChildBorderSize = 0;
    style.PopupBorderSize = style.FrameBorderSize = std::max(1.0F, std::floor(static_cast<float>(scale())));
}

void set_colors() {
    const Palette& p = colors();
    ImVec4* to = ImGui::GetStyle().Colors;
    const ImVec4 nothing{0, 0, 0, 0};
    to[ImGuiCol_Text] = to_im4(p.text);
    to[ImGuiCol_TextDisabled] = to_im4(p.muted);
    to[ImGuiCol_WindowBg] = to_im4(p.panel);
    to[ImGuiCol_ChildBg] = nothing;
    to[ImGuiCol_PopupBg] = to_im4(p.plot);
    to[ImGuiCol_Border] = to_im4(p.border);
    to[ImGuiCol_FrameBg] = to[ImGuiCol_Button] = to_im4(p.plot);
    to[ImGuiCol_FrameBgHovered] = to[ImGuiCol_ButtonHovered] = to_im4(p.accent_soft);
    to[ImGuiCol_FrameBgActive] = to[ImGuiCol_ButtonActive] = to_im4(with_alpha(p.accent, 0.3));
    to[ImGuiCol_Header] = to[ImGuiCol_HeaderHovered] = to_im4(p.accent_soft);
    to[ImGuiCol_HeaderActive] = to_im4(with_alpha(p.accent, 0.3));
    to[ImGuiCol_CheckMark] = to[ImGuiCol_SliderGrab] = to[ImGuiCol_SliderGrabActive] = to_im4(p.accent);
    to[ImGuiCol_Separator] = to_im4(p.rule);
    to[ImGuiCol_SeparatorHovered] = to[ImGuiCol_SeparatorActive] = to_im4(p.accent);
    to[ImGuiCol_ScrollbarBg] = nothing;
    to[ImGuiCol_ScrollbarGrab] = to_im4(p.rule);
    to[ImGuiCol_ScrollbarGrabHovered] = to[ImGuiCol_ScrollbarGrabActive] = to_im4(p.border);
    to[ImGuiCol_TextSelectedBg] = to_im4(with_alpha(p.accent, 0.3));
    to[ImGuiCol_ModalWindowDimBg] = to_im4(with_alpha(p.gap, 0.6));
    to[ImGuiCol_TitleBg] = to[ImGuiCol_TitleBgActive] = to_im4(p.panel);
#if IMGUI_VERSION_NUM >= 19140
    to[ImGuiCol_NavCursor] = to_im4(p.accent);
#else
    to[ImGuiCol_NavHighlight] = to_im4(p.accent);
#endif
}

}  // namespace

bool apply_style(Theme theme, double scale) {
    const bool resized = scale != looks.scale;
    looks.theme = theme;
    looks.scale = scale;
    if (resized) build_fonts(scale);
    set_sizes();
    set_colors();
    return resized && !makes_glyphs_on_demand;
}

const Palette& colors() { return palette(looks.theme); }
Theme theme() { return looks.theme; }
double scale() { return looks.scale; }
float px(double units) { return static_cast<float>(std::round(units * looks.scale)); }

ImU32 to_im(Color color) { return IM_COL32(color.red, color.green, color.blue, color.alpha); }
ImVec4 to_im4(Color color) { return ImGui::ColorConvertU32ToFloat4(to_im(color)); }

ImFont* font(TextRole role, FontWeight weight) {
    return looks.fonts[static_cast<std::size_t>(role)][static_cast<std::size_t>(weight)];
}

FontAt font_at(double em_pixels, FontWeight weight) {
    const FontFace& face = face_of(weight);
    ImFont* nearest = nullptr;
    double nearest_distance = std::numeric_limits<double>::infinity();
    for (const RoleSize& size : role_sizes) {
        const double distance = std::abs(std::round(size.em * looks.scale) - em_pixels);
        if (distance < nearest_distance) {
            nearest_distance = distance;
            nearest = font(size.role, weight);
        }
    }
    const float size = imgui_size(face, em_pixels);
#if IMGUI_VERSION_NUM >= 19200
    const float ascent = nearest->GetFontBaked(size)->Ascent;
#else
    const float ascent = std::round(nearest->Ascent) * size / nearest->FontSize;
#endif
    return {nearest, size, ascent};
}

ScopedFont::ScopedFont(TextRole role, FontWeight weight) {
#if IMGUI_VERSION_NUM >= 19200
    const double em = std::round(role_sizes[static_cast<std::size_t>(role)].em * looks.scale);
    ImGui::PushFont(font(role, weight), imgui_size(face_of(weight), em));
#else
    ImGui::PushFont(font(role, weight));
#endif
}

ScopedFont::~ScopedFont() { ImGui::PopFont(); }

}  // namespace reweigh
