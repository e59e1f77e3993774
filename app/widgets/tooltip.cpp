#include "app/widgets/tooltip.h"

#include "app/style.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double delay_seconds = 0.5;

struct Waiting {
    ImGuiID id = 0;
    double since = 0;
    int frame = 0;
};
Waiting waiting;

bool has_rested(ImGuiID id) {
    const int frame = ImGui::GetFrameCount();
    if (waiting.id != id || frame > waiting.frame + 1) waiting = {id, ImGui::GetTime(), frame};
    waiting.frame = frame;
    return ImGui::GetTime() - waiting.since >= delay_seconds;
}

}  // namespace

void help_tooltip(ImGuiID id, bool hovered, bool focused, ImVec2 low, ImVec2 high, std::string_view help) {
    if (help.empty() || ImGui::IsMouseDown(0)) return;
    if (focused || (hovered && has_rested(id))) text_card(low, high, help, CardMood::Help);
}

void text_card(ImVec2 low, ImVec2 high, std::string_view text, CardMood mood) {
    const ScopedFont font(TextRole::Small);
    const float padding = px(8), width = px(264);
    const ImVec2 size = ImGui::CalcTextSize(text.data(), text.data() + text.size(), false, width);
    const ImVec2 card{size.x + 2 * padding, size.y + 2 * padding};
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImVec2 corner{std::clamp(low.x, px(4), std::max(px(4), screen.x - card.x - px(4))), high.y + px(4)};
    if (corner.y + card.y > screen.y) corner.y = low.y - card.y - px(4);

    ImDrawList* list = ImGui::GetForegroundDrawList();
    const ImVec2 end{corner.x + card.x, corner.y + card.y};
    const Color edge = mood == CardMood::Refusal ? colors().failed : colors().border;
    list->AddRectFilled(corner, end, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(corner, end, to_im(edge), px(metrics::card_radius), 0,
                  px(mood == CardMood::Refusal ? 2 : 1));
    list->AddText(ImGui::GetFont(), ImGui::GetFontSize(), {corner.x + padding, corner.y + padding},
                  to_im(colors().text), text.data(), text.data() + text.size(), width);
}

}  // namespace reweigh
