#include "core/state/agreement.h"

#include "core/base/philox.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace reweigh {
namespace {

// A row of + and - per replica; an empty one: it does not vote.
Votes votes_of(const std::vector<std::string>& rows, std::size_t pictures) {
    Votes votes{1, {}, {SetVotes("test", pictures, rows.size())}};
    for (std::size_t replica = 0; replica < rows.size(); ++replica) {
        votes.voters.push_back(rows[replica].empty() ? 0 : 1);
        std::vector<float> logits;
        for (const char sign : rows[replica]) logits.push_back(sign == '+' ? 1.0F : -1.0F);
        if (!logits.empty()) votes.sets[0].cast(replica, logits);
    }
    return votes;
}

Agreement agreement_of(const std::vector<Replica>& replicas, const Votes& votes, int variant = 0) {
    return agreement(weight_voters(replicas, variant, votes), votes.sets[0]);
}

}  // namespace

TEST_CASE("coins agree as the paper's floors say") {
    CHECK(std::abs(chance_agreement(17) - 0.598) < 5e-4);
    CHECK(std::abs(chance_agreement(9) - 0.637) < 5e-4);
    CHECK(chance_agreement(1) == doctest::Approx(1));
    CHECK(chance_agreement(2) == doctest::Approx(0.75));
    CHECK(chance_agreement(3) == doctest::Approx(0.75));
}

TEST_CASE("between weights the majorities of the seeds are compared, between seeds the seeds") {
    const std::vector<Replica> replicas{{0, 4, 1}, {0, 4, 2}, {0, 4, 3}, {0, -4, 1}, {0, -4, 2}, {0, -4, 3}};
    const Votes votes = votes_of({"+++", "++-", "+--", "---", "+--", "++-"}, 3);
    const std::vector<WeightVoters> weights = weight_voters(replicas, 0, votes);
    REQUIRE(weights.size() == 2);
    CHECK(weights[0].weight == -4);  // ascending
    CHECK(weights[0].replicas == std::vector<int>{3, 4, 5});
    CHECK(positive_votes(weights[0], votes.sets[0], 0) == 2);
    CHECK(positive_votes(weights[1], votes.sets[0], 1) == 2);
    const Agreement found = agreement_of(replicas, votes);
    CHECK(found.weights == doctest::Approx((1 + 0.5 + 1) / 3));  // ++, -+, --
    CHECK(found.seeds == doctest::Approx((2 + 3 + 2 + 2 + 3 + 2) / 18.0));
    CHECK(found.weights_chance == doctest::Approx(0.75));
    CHECK(found.seeds_chance == doctest::Approx(0.75));
}

TEST_CASE("coins that tie agree as often as all their falls say") {
    const std::vector<Replica> replicas{{0, 0, 1}, {0, 0, 2}, {0, 1, 1}, {0, 1, 2}, {0, 2, 1}, {0, 2, 2}};
    const Agreement found = agreement_of(replicas, votes_of({"+", "-", "+", "+", "-", "-"}, 1));
    double expected = 0;  // over all 64 falls of six coins
    for (int fall = 0; fall < 64; ++fall) {
        const auto says = [&](int coin) { return fall >> coin & 1; };
        const double share = (says(0) + says(1) + says(2) + says(3) + says(4) + says(5)) / 6.0;
        expected += std::max(share, 1 - share) / 64;
    }
    CHECK(expected == 0.65625);
    CHECK(found.weights_chance == doctest::Approx(expected));
    CHECK(found.seeds_chance == doctest::Approx(0.75));
}

TEST_CASE("a tie of the seeds is half a weight on either label") {
    const std::vector<Replica> replicas{{0, 0, 1}, {0, 0, 2}, {0, 1, 1}, {0, 1, 2}};
    CHECK(agreement_of(replicas, votes_of({"+", "-", "+", "+"}, 1)).weights == doctest::Approx(0.75));
    CHECK(agreement_of(replicas, votes_of({"+", "-", "-", "-"}, 1)).weights == doctest::Approx(0.75));
    CHECK(agreement_of(replicas, votes_of({"+", "-", "-", "+"}, 1)).weights == doctest::Approx(0.5));
}

TEST_CASE("whoever does not vote is not counted, and one alone agrees with nobody") {
    const std::vector<Replica> replicas{{0, 0, 1}, {0, 0, 2}, {0, 1, 1}, {0, 1, 2}, {1, 0, 1}};
    const Agreement parked = agreement_of(replicas, votes_of({"+", "-", "", "", "+"}, 1));
    CHECK(std::isnan(parked.weights));
    CHECK(parked.seeds == doctest::Approx(0.5));
    const Agreement alone = agreement_of(replicas, votes_of({"+", "", "-", "", "+"}, 1));
    CHECK(alone.weights == doctest::Approx(0.5));
    CHECK(std::isnan(alone.seeds));
    const Agreement other = agreement_of(replicas, votes_of({"+", "-", "-", "+", "+"}, 1), 1);
    CHECK((std::isnan(other.weights) && std::isnan(other.seeds)));
    CHECK(std::isnan(agreement_of(replicas, votes_of({"", "", "", "", ""}, 1)).seeds));
    CHECK(std::isnan(agreement_of(replicas, votes_of({"", "", "", "", ""}, 0)).weights));
}

TEST_CASE("random votes agree as counting by hand says") {
    const RandomStream draw{5, RandomPurpose::Test, 0, 0};
    std::uint32_t next = 0;
    constexpr std::size_t pictures = 70, weights = 5, seeds = 4;
    std::vector<Replica> replicas;
    std::vector<std::string> rows;
    for (std::size_t w = 0; w < weights; ++w)
        for (std::size_t s = 0; s < seeds; ++s) {
            replicas.push_back({0, static_cast<double>(w), s});
            rows.emplace_back();
            for (std::size_t i = 0; i < pictures; ++i) rows.back() += draw.word(next++) % 3 == 0 ? '+' : '-';
        }
    double by_weights = 0, by_seeds = 0;
    for (std::size_t i = 0; i < pictures; ++i) {
        std::map<char, double> on_label;
        for (std::size_t w = 0; w < weights; ++w) {
            std::map<char, int> seeds_on;
            for (std::size_t s = 0; s < seeds; ++s) ++seeds_on[rows[w * seeds + s][i]];
            by_seeds += static_cast<double>(std::max(seeds_on['+'], seeds_on['-'])) / seeds;
            if (seeds_on['+'] >= seeds_on['-']) on_label['+'] += seeds_on['+'] == seeds_on['-'] ? 0.5 : 1;
            if (seeds_on['-'] >= seeds_on['+']) on_label['-'] += seeds_on['+'] == seeds_on['-'] ? 0.5 : 1;
        }
        by_weights += std::max(on_label['+'], on_label['-']) / weights;
    }
    const Votes votes = votes_of(rows, pictures);
    const Agreement found = agreement_of(replicas, votes);
    CHECK(found.weights == doctest::Approx(by_weights / pictures));
    CHECK(found.seeds == doctest::Approx(by_seeds / (pictures * weights)));
    std::vector<int> all;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) all.push_back(i);
    for (const std::size_t i : {std::size_t{0}, std::size_t{63}, std::size_t{64}, std::size_t{69}}) {
        double positive = 0;
        for (const std::string& row : rows) positive += row[i] == '+';
        CHECK(votes.share(votes.sets[0], i, all) == doctest::Approx(positive / 20));
    }
}

}  // namespace reweigh
