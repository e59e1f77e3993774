#include "app/panels/info_box.h"

#include "app/run_facts.h"
#include "app/widgets/button.h"
#include "app/widgets/text.h"

#include <imgui.h>

#include <algorithm>

namespace reweigh {

bool draw_info_box(const std::vector<Fact>& facts, Outbox& outbox) {
    const Type label{TextRole::Body, FontWeight::Regular, colors().muted};
    const Type value{TextRole::Body, FontWeight::Regular, colors().text};
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    float left = 0;
    for (const Fact& fact : facts) left = std::max(left, text_width(fact.label, label));
    left += px(metrics::padding);
    float y = corner.y;
    for (const Fact& fact : facts) {
        draw_paragraph({corner.x, y}, left, fact.label, label);
        y += draw_paragraph({corner.x + left, y}, width - left, fact.value, value) + px(metrics::gap);
    }
    ImGui::SetCursorScreenPos({corner.x, y + px(metrics::gap)});
    if (button({.label = "Verify resume", .help = "Trains again beside this window and compares all bits."}))
        outbox.request(Perform{ActionId::VerifyResume});
    ImGui::SameLine(0, px(metrics::gap));
    if (button({.label = "Copy"})) ImGui::SetClipboardText(to_text(facts).c_str());
    ImGui::SameLine(0, px(metrics::gap));
    return button({.label = "Close", .look = ButtonLook::Filled, .width = 96});
}

}  // namespace reweigh
