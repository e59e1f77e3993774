#include "app/undo.h"

#include "core/experiment/experiment.h"
#include "core/state/run_record.h"

#include <doctest/doctest.h>

using namespace reweigh;
using namespace std::chrono_literals;

namespace {

// A run with what undoes its edits, without a window.
struct Desk {
    Desk() { begin("boundary/start"); }

    void begin(const std::string& name) {
        experiment = load_experiment(name);
        session.post(prepare(experiment));
        turn();
    }
    void train(std::int64_t steps) {
        session.post(Step{steps});
        do session.turn();
        while (session.is_busy());
        turn();
    }
    void turn() {
        session.turn();
        undo.follow(now(), experiment, now().live);
    }
    template <class Change>
    void edit(Change change, Clock::duration after = 1s) {
        time += after;
        Live live = now().live;
        change(live.variants.front());
        post(live);
    }
    void post(const Live& live) {
        undo.note(SetLive{live}, time);
        session.post(SetLive{live});
        turn();
    }
    std::string carry_out(Undo::Answer answer) {
        if (answer.live) post(*answer.live);
        if (answer.former) {
            experiment = answer.former->experiment;
            session.post(Restore{answer.former->run->record, answer.former->run->origin});
            turn();
        }
        return answer.sentence;
    }
    std::string back() { return carry_out(undo.undo(now())); }
    std::string forth() { return carry_out(undo.redo(now())); }
    const Snapshot& now() { return *(shown = session.latest()); }
    const LiveParams& live() { return now().live.variants.front(); }

    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session{options};
    std::shared_ptr<const Snapshot> shown;
    Experiment experiment;
    Undo undo;
    Clock::time_point time{};
};

void l2_on(LiveParams& params) { params.l2 = 1e-3; }
void weight_down(LiveParams& params) { params.importance -= 1; }

}  // namespace

TEST_CASE("an edit is undone by a new edit, and the past stays as it was") {
    Desk desk;
    desk.train(10);
    desk.edit(l2_on);
    desk.train(10);
    CHECK(desk.back() == "Undone: L2 off.");
    CHECK(desk.live().l2 == 0);
    desk.train(10);
    const auto& edits = desk.now().edits;
    REQUIRE(edits.size() == 3);
    CHECK(edits[1].step == 10);
    CHECK(edits[1].live.variants.front().l2 == 1e-3);
    CHECK(edits[2].step == 20);
    CHECK(desk.back() == "Nothing to undo.");
    CHECK(desk.forth() == "Redone: L2 1e-3.");
    CHECK(desk.live().l2 == 1e-3);
    CHECK(desk.forth() == "Nothing to redo.");
    CHECK(desk.back() == "Undone: L2 off.");
}

TEST_CASE("a gesture is one step, another control or a pause begins the next") {
    Desk desk;
    desk.train(1);
    for (int i = 0; i < 4; ++i) {
        desk.edit(weight_down, 100ms);
        desk.train(1);
    }
    desk.edit(l2_on, 100ms);
    desk.edit(weight_down, 100ms);
    desk.edit(weight_down, 600ms);
    CHECK(desk.live().importance == -6);
    CHECK(desk.back() == "Undone: weight 1:32.");
    CHECK(desk.live().importance == -5);
    desk.back();
    CHECK(desk.live().importance == -4);
    CHECK(desk.live().l2 == 1e-3);
    desk.back();
    CHECK(desk.live().l2 == 0);
    desk.back();
    CHECK(desk.live().importance == 0);
    for (int i = 0; i < 4; ++i) desk.forth();
    CHECK(desk.live().importance == -6);
    CHECK(desk.live().l2 == 1e-3);
}

TEST_CASE("an undone edit leaves what changed since then alone, and a new edit ends redoing") {
    Desk desk;
    desk.train(1);
    desk.edit(l2_on);
    Live scripted = desk.now().live;
    scripted.variants.front().dropout = 0.5;
    desk.session.post(SetLive{scripted});  // not by the person at the window
    desk.turn();
    desk.back();
    CHECK(desk.live().l2 == 0);
    CHECK(desk.live().dropout == 0.5);
    desk.edit(weight_down);
    CHECK(desk.forth() == "Nothing to redo.");
}

TEST_CASE("edits before the first step are undone, too") {
    Desk desk;
    desk.edit(weight_down);
    desk.edit(weight_down);
    desk.back();
    CHECK(desk.live().importance == -1);
    desk.back();
    CHECK(desk.live().importance == 0);
}

TEST_CASE("undoing a reset or an open brings the run back, where it was left") {
    Desk desk;
    desk.edit(l2_on);
    desk.train(130);
    const std::size_t readouts = desk.now().readout_steps.size();
    desk.begin("boundary/fig2");
    desk.train(7);
    CHECK(desk.back() == "Undone: boundary/start is back at epoch 1.01.");
    CHECK(desk.experiment.id == "boundary/start");
    CHECK(desk.now().step == 130);
    CHECK(desk.now().readout_steps.size() == readouts);
    CHECK(std::holds_alternative<Paused>(desk.now().status));
    CHECK(desk.now().past.size() == 1);  // the other one
    CHECK(desk.live().l2 == 1e-3);
    CHECK(desk.back() == "Undone: L2 off.");  // edits of a run that came back are its own still
    desk.forth();
    CHECK(desk.forth().starts_with("Redone: boundary/fig2 is back"));
    CHECK(desk.now().step == 7);
    CHECK(desk.back().starts_with("Undone: boundary/start is back"));
    CHECK(desk.now().step == 130);
}

TEST_CASE("what was replaced before its first step needs no undoing") {
    Desk desk;
    desk.begin("boundary/fig2");
    CHECK(desk.back() == "Nothing to undo.");
}

TEST_CASE("a run that is no longer in memory cannot come back") {
    Desk desk;
    for (int i = 0; i < 10; ++i) {
        desk.train(1);
        desk.begin("boundary/start");
    }
    int back = 0;
    std::string said;
    while ((said = desk.back()).starts_with("Undone")) ++back;
    CHECK(back == 8);
    CHECK(said == "The run before is no longer in memory.");
}
