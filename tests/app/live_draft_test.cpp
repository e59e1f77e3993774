#include "app/panels/live_draft.h"

#include <doctest/doctest.h>

using namespace reweigh;

TEST_CASE("the keys switch L2 and dropout between 0 and their usual value") {
    LiveParams params;
    toggle_l2(params);
    toggle_dropout(params);
    toggle_batch_norm(params);
    CHECK(params.l2 == 1e-3);
    CHECK(params.dropout == 0.5);
    CHECK(params.batch_norm);
    params.l2 = 0.2;
    toggle_l2(params);
    toggle_dropout(params);
    toggle_batch_norm(params);
    CHECK(params == LiveParams{});
}

TEST_CASE("the keys move the weight to the next whole power of two, within its range") {
    LiveParams params;
    params.importance = -0.25;
    step_importance(params, -1);
    CHECK(params.importance == -1);
    params.importance = 1.75;
    step_importance(params, -1);
    CHECK(params.importance == 1);
    step_importance(params, 1);
    CHECK(params.importance == 2);
    for (int i = 0; i < 20; ++i) step_importance(params, 1);
    CHECK(params.importance == 8);
    reset_importance(params);
    CHECK(params.importance == 0);
}

TEST_CASE("an edit reaches the variants in scope only") {
    const Live live{{LiveParams{}, LiveParams{}, LiveParams{}}};
    LiveParams wanted;
    wanted.dropout = 0.3;
    const Live one = with_edit(live, wanted, 1, live);
    CHECK(one.variants[0].dropout == 0);
    CHECK(one.variants[1].dropout == 0.3);
    CHECK(one.variants[2].dropout == 0);
    const Live all = with_edit(live, wanted, {}, live);
    for (const LiveParams& params : all.variants) CHECK(params == wanted);
}

TEST_CASE("an edit changes nothing but what was edited") {
    LiveParams fast;
    fast.learning_rate = 0.5;
    const Live live{{LiveParams{}, fast}};
    LiveParams wanted;
    wanted.importance = 2;
    const Live edited = with_edit(live, wanted, {}, live);
    CHECK(edited.variants[1].importance == 2);
    CHECK(edited.variants[1].learning_rate == 0.5);
}

TEST_CASE("nothing is posted when nothing changes") {
    Outbox outbox;
    ViewState view;
    edit_live(Snapshot{}, view, outbox, [](LiveParams& params) { params.importance = 0; });
    CHECK(outbox.take_commands().empty());
    edit_live(Snapshot{}, view, outbox, [](LiveParams& params) { params.importance = 1; });
    CHECK(outbox.take_commands().size() == 1);
}
