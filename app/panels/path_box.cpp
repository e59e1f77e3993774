#include "app/panels/path_box.h"

#include "app/path_completion.h"
#include "app/widgets/button.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/row.h"
#include "app/widgets/text.h"
#include "app/widgets/toggle.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

constexpr std::size_t most_lines = 8;

const std::vector<std::string>& extensions_of(PathQuestion::Purpose purpose) {
    static const std::vector<std::string> saved{".safetensors"},
        opened{".safetensors", ".json", ".csv", ".png", ".svg", ".pdf"},
        pictures{".gz", ".xz", ".tar", ".tgz"};
    switch (purpose) {
        case PathQuestion::Purpose::SaveAs:
            return saved;
        case PathQuestion::Purpose::Pictures:
            return pictures;
        case PathQuestion::Purpose::Open:
            break;
    }
    return opened;
}

std::string title_of(PathQuestion::Purpose purpose) {
    switch (purpose) {
        case PathQuestion::Purpose::SaveAs:
            return "Save all runs as";
        case PathQuestion::Purpose::Pictures:
            return "Train on a folder of pictures, on an archive, or on records of CIFAR-10";
        case PathQuestion::Purpose::Open:
            break;
    }
    return "Open an experiment, a checkpoint, a figure, points or a share line";
}

void copy(const std::string& text, std::array<char, 4096>& to) {
    const std::size_t count = std::min(text.size(), to.size() - 1);
    std::ranges::fill(to, '\0');
    std::copy_n(text.begin(), count, to.begin());
}

int complete(ImGuiInputTextCallbackData* field) {
    const auto& extensions = *static_cast<const std::vector<std::string>*>(field->UserData);
    const std::string text(field->Buf, static_cast<std::size_t>(field->BufTextLen));
    const std::string longer = completed(text, extensions);
    if (longer.size() >= static_cast<std::size_t>(field->BufSize)) return 0;
    field->DeleteChars(0, field->BufTextLen);
    field->InsertChars(0, longer.c_str());
    return 0;
}

Request request_for(const PathQuestion& question, const std::string& text) {
    if (question.purpose == PathQuestion::Purpose::Open) return LoadExperiment{text};
    if (question.purpose == PathQuestion::Purpose::Pictures) return UsePictures{tidy_path(text)};
    std::filesystem::path file = typed_path(text);
    if (file.extension() != ".safetensors") file += ".safetensors";
    return SaveTo{file};
}

void draw_history_switch(bool& saves_history) {
    constexpr std::string_view label = "Whole history";
    {
        const Row row =
            Row::of_panel(label,
                          "All keyframes of every run, so that their past can be walked through. Else "
                          "only those that going on, and the check of it, need.");
        toggle(label, row, saves_history);
    }
    ImGui::Dummy({0, px(metrics::gap)});
}

}  // namespace

void PathBox::open(const PathQuestion& question) {
    copy(question.path, text_);
    refresh(question);
    is_fresh_ = true;
}

// What stands under the field: what begins like it; while nothing is typed the files of late.
void PathBox::refresh(const PathQuestion& question) {
    const std::string text = text_.data();
    lines_.clear();
    if (text.empty())
        for (const auto& file : question.recent) lines_.push_back(file.string());
    else
        lines_ = completions_of(text, extensions_of(question.purpose), most_lines);
    if (lines_.size() > most_lines) lines_.resize(most_lines);
}

std::string PathBox::draw_lines() const {
    std::string chosen;
    const float width = ImGui::GetContentRegionAvail().x;
    for (const std::string& line : lines_) {
        const bool clicked = ImGui::InvisibleButton(line.c_str(), {width, px(metrics::row)});
        const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
        remember_widget(line);
        const FocusStop focus = focus_stop(ImGui::GetID(line.c_str()));
        if (focus.focused) draw_focus_ring({low.x + px(2), low.y + px(2)}, {high.x - px(2), high.y - px(2)});
        if (ImGui::IsItemHovered())
            ImGui::GetWindowDrawList()->AddRectFilled(low, high, to_im(colors().accent_soft),
                                                      px(metrics::radius));
        draw_text_in({low.x + px(8), (low.y + high.y) / 2}, width - px(16), line,
                     {TextRole::Body, FontWeight::Regular, colors().text});
        if (clicked || focus.activated) chosen = line;
    }
    return chosen;
}

// True when Enter was pressed in it.
bool PathBox::draw_field(const PathQuestion& question, float width) {
    if (std::exchange(is_fresh_, false)) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(width);
    auto extensions = extensions_of(question.purpose);
    const bool entered = ImGui::InputTextWithHint(
        "##path", "Path; Tab completes it", text_.data(), text_.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackCompletion, complete, &extensions);
    remember_widget("path");
    if (ImGui::IsItemEdited()) refresh(question);
    return entered;
}

bool PathBox::draw(const PathQuestion& question, bool& saves_history, Outbox& outbox) {
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = draw_paragraph(corner, width, title_of(question.purpose),
                                        {TextRole::Body, FontWeight::SemiBold, colors().text});
    ImGui::SetCursorScreenPos({corner.x, corner.y + height + px(metrics::gap)});
    const bool entered = draw_field(question, width);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    const std::string chosen = draw_lines();
    ImGui::PopStyleVar();
    if (!chosen.empty()) {
        copy(chosen, text_);
        refresh(question);
        is_fresh_ = true;  // the field has the keyboard again
    }
    ImGui::Dummy({width, px(metrics::gap)});
    const bool saves = question.purpose == PathQuestion::Purpose::SaveAs;
    if (saves) draw_history_switch(saves_history);
    const std::string text = text_.data();
    const bool yes = button({.label = saves ? "Save" : "Open",
                             .look = ButtonLook::Filled,
                             .enabled = !text.empty(),
                             .width = 96});
    ImGui::SameLine(0, px(metrics::gap));
    const bool no = button({.label = "Cancel", .width = 96});
    const bool opens_chosen = !chosen.empty() && !chosen.ends_with('/') && !saves;  // folders open below it
    if (text.empty() || !(yes || entered || opens_chosen)) return no;
    outbox.request(request_for(question, text));
    return true;
}

}  // namespace reweigh
