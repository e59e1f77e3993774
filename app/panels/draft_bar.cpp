#include "app/panels/draft_bar.h"

#include "app/panels/live_draft.h"
#include "app/panels/setup_draft.h"
#include "app/widgets/button.h"
#include "app/widgets/row.h"
#include "app/widgets/text.h"

namespace reweigh {
namespace {

Type sentence_type() { return {TextRole::Small, FontWeight::Regular, colors().text}; }

float bar_height(const std::string& sentence) {
    const float room = (column_end() - ImGui::GetCursorScreenPos().x) - 2 * px(column::head);
    return px(10) + paragraph_height(room, sentence, sentence_type()) + px(8 + metrics::row + 10);
}

struct DraftBar {
    std::string sentence;
    Color ground, edge;
    ButtonFace apply, discard;
};
enum class Choice { None, Apply, Discard };

// At the cursor, which goes below it.
Choice draw_bar(const DraftBar& bar) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 high{column_end(), low.y + bar_height(bar.sentence)};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, to_im(bar.ground));
    list->AddRectFilled(low, {high.x, low.y + px(2)}, to_im(bar.edge));
    const float left = low.x + px(column::head);
    draw_paragraph({left, low.y + px(10)}, high.x - low.x - 2 * px(column::head), bar.sentence,
                   sentence_type());
    ImGui::SetCursorScreenPos({left, high.y - px(metrics::row + 10)});
    const bool apply = button(bar.apply);
    ImGui::SameLine(0, px(metrics::gap));
    const bool discard = button(bar.discard);
    ImGui::SetCursorScreenPos({low.x, high.y});
    return apply ? Choice::Apply : discard ? Choice::Discard : Choice::None;
}

std::string restart_words(const ViewState& view) {
    return view.draft ? restart_sentence(restart_changes(view.experiment, *view.draft)) : "";
}

std::string fork_words(const Snapshot& snapshot, const ViewState& view) {
    const std::vector<std::string> changes = fork_changes(snapshot, view);
    return changes.empty() ? "" : fork_sentence(changes);
}

void draw_restart_bar(const std::string& sentence, const Snapshot& snapshot, ViewState& view,
                      Outbox& outbox) {
    const ButtonFace restart{.label = "Restart",
                             .icon = Icon::Reset,
                             .help = "A new run with these settings; live controls stay as they are.",
                             .look = ButtonLook::Selected,
                             .enabled = !view.is_starting};
    const ButtonFace discard{.label = "Discard", .help = "Back to what the run was made from."};
    const Choice choice = draw_bar({sentence, colors().accent_soft, colors().accent, restart, discard});
    if (choice == Choice::Apply)
        outbox.request(Restart{keeping_live(*view.draft, snapshot, outbox.live(snapshot))});
    if (choice == Choice::Discard) view.draft.reset();
}

void draw_fork_bar(const std::string& sentence, ViewState& view, Outbox& outbox) {
    const ButtonFace fork{.label = "Fork",
                          .icon = Icon::Step,
                          .help = "A new run from the moment shown, with these settings (F).",
                          .look = ButtonLook::Selected};
    const ButtonFace discard{.label = "Discard changes", .help = "Back to what held at the moment shown."};
    const Choice choice =
        draw_bar({sentence, with_alpha(colors().paused, 0.12), colors().paused, fork, discard});
    if (choice == Choice::Apply) outbox.request(Perform{ActionId::Fork});
    if (choice == Choice::Discard) view.fork.reset();
}

}  // namespace

float draft_bars_height(const Snapshot& snapshot, const ViewState& view) {
    float height = 0;
    for (const std::string& sentence : {restart_words(view), fork_words(snapshot, view)})
        if (!sentence.empty()) height += bar_height(sentence);
    return height;
}

void draw_draft_bars(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (const std::string words = fork_words(snapshot, view); !words.empty())
        draw_fork_bar(words, view, outbox);
    if (const std::string words = restart_words(view); !words.empty())
        draw_restart_bar(words, snapshot, view, outbox);
}

}  // namespace reweigh
