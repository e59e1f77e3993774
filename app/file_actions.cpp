#include "app/file_actions.h"

#include "app/exporter.h"
#include "app/run_facts.h"
#include "core/base/error.h"
#include "core/base/places.h"
#include "core/experiment/share_line.h"

#include <imgui.h>

#include <string_view>
#include <system_error>

namespace reweigh {
namespace {

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

}  // namespace

void FileActions::perform(ActionId id, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (id == ActionId::Open) return ask_what(view);
    if (id == ActionId::OpenLine) return open_line(outbox);
    if (!snapshot.scene) return;
    if (id == ActionId::Save) return save(snapshot, view);
    if (id == ActionId::SaveAs) return ask_where(snapshot, view);
    if (id == ActionId::CopyLine) return copy_line(snapshot, view);
    if (id == ActionId::VerifyResume) return keeper_->verify();
    if (id != ActionId::Info) return;
    view.info = run_facts(snapshot, view.experiment, keeper_->file_of(snapshot.run), program_);
    view.overlay = Overlay::Info;
}

void FileActions::save(const Snapshot& snapshot, const ViewState& view) {
    keeper_->save(snapshot, view);
    recent_.add(keeper_->file_of(snapshot.run));
}

void FileActions::ask_where(const Snapshot& snapshot, ViewState& view) const {
    std::filesystem::path file = keeper_->file_of(snapshot.run);
    if (file.empty()) file = next_free(pictures_folder() / (file_stem(view.experiment.id) + ".safetensors"));
    view.path = {PathQuestion::Purpose::SaveAs, file.string(), {}};
    view.overlay = Overlay::Path;
}

void FileActions::ask_what(ViewState& view) const {
    view.path = {PathQuestion::Purpose::Open, {}, recent_.list()};
    view.overlay = Overlay::Path;
}

void FileActions::copy_line(const Snapshot& snapshot, const ViewState& view) {
    try {
        const std::string line = share_line(view.experiment, snapshot);
        ImGui::SetClipboardText(line.c_str());
        messages_->say({Tone::Note, "Copied " + line, std::nullopt});
    } catch (const Error& problem) {
        messages_->say({Tone::Problem, problem.what(), std::nullopt});
    }
}

void FileActions::open_line(Outbox& outbox) {
    const char* text = ImGui::GetClipboardText();
    const std::string line = trimmed(text == nullptr ? "" : text);
    if (is_share_line(line)) return outbox.request(LoadExperiment{line});
    messages_->say({Tone::Note, "The clipboard holds no share line.", std::nullopt});
}

void FileActions::note(const std::string& name) {
    std::error_code unreadable;
    if (std::filesystem::is_regular_file(name, unreadable)) recent_.add(name);
}

}  // namespace reweigh
