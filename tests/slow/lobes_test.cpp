#include "core/experiment/experiment.h"
#include "core/session/session.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <string>

// SCIENCE.md 2.3: what a small network does with the stand-in, over three seeds.

using namespace reweigh;

namespace {

std::shared_ptr<const Snapshot> trained(const std::string& name) {
    SessionOptions options;
    options.thread = SessionOptions::Thread::None;
    options.threads = 2;
    Session session(std::move(options));
    session.post(prepare(load_experiment(name)));
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    while (session.is_busy()) session.turn();
    return session.latest();
}

struct Wanted {
    std::string variant;
    double weight = 0;
    std::uint64_t seed = 1;
    std::string readout;
    std::int64_t epoch = 0;
};

double value(const Snapshot& snapshot, const Wanted& wanted) {
    const Setup& setup = snapshot.scene->setup;
    for (const Curve& curve : snapshot.curves) {
        const Replica& replica = setup.replicas[static_cast<std::size_t>(curve.replica)];
        if (curve.readout != wanted.readout || replica.weight != wanted.weight ||
            replica.seed != wanted.seed ||
            setup.variants[static_cast<std::size_t>(replica.variant)] != wanted.variant)
            continue;
        for (std::size_t i = 0; i < curve.values.size(); ++i)
            if (snapshot.readout_steps[i] == wanted.epoch * snapshot.steps_per_epoch) return curve.values[i];
    }
    return std::nan("");
}

// Mean over the seeds of how far apart the extreme weights end.
double spread(const Snapshot& snapshot, const std::string& variant) {
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        sum += std::abs(value(snapshot, {variant, 4, seed, "ratio", 80}) -
                        value(snapshot, {variant, -4, seed, "ratio", 80}));
    return sum / 3;
}

}  // namespace

TEST_CASE("on the stand-in weights move the ratio early and fade, L2 holds a part of them") {
    if (!std::filesystem::exists(std::filesystem::path(REWEIGH_BUILD_FOLDER) / "libreweigh_torch.so")) {
        MESSAGE("skipped: built without LibTorch");
        return;
    }
    const auto last = trained("images/lobes");
    REQUIRE(std::holds_alternative<Finished>(last->status));
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        const auto plain = [&](double weight, const char* readout, std::int64_t epoch) {
            return value(*last, {"plain", weight, seed, readout, epoch});
        };
        double fewest = plain(0, "errors", 0);
        for (std::int64_t epoch = 1; epoch <= 50; ++epoch)
            fewest = std::fmin(fewest, plain(0, "errors", epoch));  // epochs without read-outs have none
        CHECK(fewest == 0);
        CHECK(plain(0, "accuracy", 80) >= 0.80);
        CHECK(plain(0, "accuracy", 80) <= 0.97);
        CHECK(plain(0, "ratio_other", 80) > 0.2);
        CHECK(plain(0, "ratio_other", 80) < 0.8);
        CHECK(plain(-4, "ratio", 10) <= 0.05);
        CHECK(plain(4, "ratio", 10) >= 0.9);
    }
    CHECK(spread(*last, "plain") <= 0.1);
    CHECK(spread(*last, "l2") > spread(*last, "plain"));
}
