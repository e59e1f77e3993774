#include "app/recovery.h"

#include "core/base/error.h"
#include "core/experiment/checkpoint.h"
#include "core/session/session.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace reweigh;

namespace {

namespace fs = std::filesystem;

std::time_t at(int day, int hour, int minute) {
    std::tm time{};
    time.tm_year = 126;
    time.tm_mon = 10;
    time.tm_mday = day;
    time.tm_hour = hour;
    time.tm_min = minute;
    time.tm_isdst = -1;
    return std::mktime(&time);
}

// Autosaves of a window that was killed, at each of these steps. Returns what the run was at the last.
std::shared_ptr<const RunRecord> crash(const fs::path& folder, const std::vector<std::int64_t>& steps,
                                       const std::string& own_file = "") {
    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session(options);
    const Experiment experiment = load_experiment("boundary/start");
    session.post(prepare(experiment));
    AutosaveFiles files(folder);
    std::shared_ptr<const RunRecord> record;
    for (const std::int64_t step : steps) {
        session.post(Step{step - session.latest()->step});
        do session.turn();
        while (session.is_busy());
        session.post(Capture{1});
        session.turn();
        record = session.latest()->captured.back().record;
        files.write({"test", {{1, {}, experiment, record}}, 1, node_of({}, own_file)});
    }
    return record;
}

std::optional<Question> question_of(Recovery& recovery, Messages& messages) {
    recovery.wait();
    return recovery.take_question(messages);
}

std::vector<std::string> labels(const Question& question) {
    std::vector<std::string> all;
    for (const Question::Choice& choice : question.choices) all.push_back(choice.label);
    return all;
}

}  // namespace

TEST_CASE("the question names both times, the run and its epoch") {
    CHECK(recovery_sentence(at(27, 14, 2), at(27, 14, 1), "boundary/fig1, epoch 8,812", at(27, 15, 0)) ==
          "Reweigh ended unexpectedly at 14:02; an autosave from 14:01 exists (boundary/fig1, epoch 8,812).");
    CHECK(recovery_sentence(at(26, 23, 59), at(26, 23, 58), "own/points, epoch 1", at(27, 0, 1)) ==
          "Reweigh ended unexpectedly at 23:59 on 2026-11-26; an autosave from 23:58 on 2026-11-26 exists "
          "(own/points, epoch 1).");
}

TEST_CASE("a window that ended in order leaves no question") {
    const TemporaryFolder folder;
    crash(folder.path, {3});
    auto abandoned = find_abandoned(folder.path);
    settle(*abandoned);
    abandoned.reset();
    Recovery recovery(folder.path);
    Messages messages;
    CHECK_FALSE(question_of(recovery, messages));
    CHECK_FALSE(recovery.is_open());
    CHECK_FALSE(recovery.recover());
    CHECK(messages.all().empty());
}

TEST_CASE("the newest autosave comes back bit for bit, and is asked about until it is saved again") {
    const TemporaryFolder folder;
    const auto record = crash(folder.path, {100, 260});
    for (int i = 0; i < 2; ++i) {  // the second window crashed, too, before it saved
        Recovery recovery(folder.path);
        Messages messages;
        const auto question = question_of(recovery, messages);
        REQUIRE(question);
        CHECK(question->sentence.ends_with("(boundary/start, epoch 2.03)."));
        CHECK(labels(*question) == std::vector<std::string>{"Recover", "Start new, keep the autosave"});
        CHECK_FALSE(recovery.take_question(messages));
        const auto run = recovery.recover();
        REQUIRE(run);
        CHECK(run->experiment.id == "boundary/start");
        const RunRecord& back = *std::get<Restore>(run->beginning).record;
        REQUIRE(back.step() == 260);
        const auto& tensors = back.keyframes.back().load()->model.tensors;
        const auto& originals = record->keyframes.back().load()->model.tensors;
        REQUIRE(tensors.size() == originals.size());
        for (std::size_t t = 0; t < tensors.size(); ++t) CHECK(tensors[t].values == originals[t].values);
        if (i == 1) recovery.settle();
    }
    Recovery recovery(folder.path);
    Messages messages;
    CHECK_FALSE(question_of(recovery, messages));
}

TEST_CASE("the saved file is offered where there is one") {
    const TemporaryFolder folder;
    const std::string own = folder.write("own.safetensors", "it is not read here");
    crash(folder.path / "autosave", {5}, own);
    Recovery recovery(folder.path / "autosave");
    Messages messages;
    const auto question = question_of(recovery, messages);
    REQUIRE(question);
    CHECK(labels(*question) ==
          std::vector<std::string>{"Recover", "Open the saved file", "Start new, keep the autosave"});
    CHECK(recovery.saved_file() == own);
    const Message message = recovery.keep_for_later();
    CHECK(message.sentence.starts_with("The autosave is kept as kept-"));
    CHECK_FALSE(recovery.is_open());
    Recovery next(folder.path / "autosave");
    CHECK_FALSE(question_of(next, messages));
}

TEST_CASE("of autosaves that cannot be read the one before is offered, and none is lost") {
    const TemporaryFolder folder;
    crash(folder.path, {5, 9});
    const auto newest = find_abandoned(folder.path)->files.front();
    fs::resize_file(newest, fs::file_size(newest) - 1);
    {
        Recovery recovery(folder.path);
        Messages messages;
        const auto question = question_of(recovery, messages);
        REQUIRE(question);
        CHECK(std::get<Restore>(recovery.recover()->beginning).record->step() == 5);
    }
    {
        const auto abandoned = find_abandoned(folder.path);
        for (const fs::path& file : abandoned->files) fs::resize_file(file, 100);
    }
    Recovery recovery(folder.path);
    Messages messages;
    CHECK_FALSE(question_of(recovery, messages));
    REQUIRE(messages.last());
    CHECK(messages.last()->sentence.starts_with("An autosave cannot be read: "));
    CHECK_FALSE(find_abandoned(folder.path));
    std::size_t kept = 0;
    for (const auto& entry : fs::directory_iterator(folder.path))
        kept += entry.path().filename().string().starts_with("kept-") ? 1U : 0U;
    CHECK(kept == 1);
}
