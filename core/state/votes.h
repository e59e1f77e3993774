#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Which replicas call which pictures of one evaluation set positive (logit > 0): a bit each.
class SetVotes {
public:
    SetVotes(std::string key, std::size_t pictures, std::size_t replicas);

    const std::string& key() const { return key_; }  // "test", "other", "noise"
    std::size_t pictures() const { return pictures_; }
    bool says(std::size_t picture, std::size_t replica) const {
        return (words_[replica * row_ + picture / 64] >> (picture % 64) & 1) != 0;
    }
    // (pictures): how many of `replicas` say so. Many times quicker than asking for each.
    std::vector<int> counts(std::span<const int> replicas) const;
    // Of one replica; logits: (pictures). Different replicas may vote at the same time.
    void cast(std::size_t replica, std::span<const float> logits);

    // (replicas, pictures / 64 rounded up), the lowest bit of a word first: for files.
    std::span<const std::uint64_t> words() const { return words_; }
    std::span<std::uint64_t> words() { return words_; }

private:
    std::string key_;
    std::size_t pictures_, row_;
    std::vector<std::uint64_t> words_;
};

// What the replicas of the model call the pictures at one read-out. Made once, then shared and never changed.
struct Votes {
    std::int64_t step = 0;
    std::vector<std::uint8_t> voters;  // per replica, 1: it votes; parked ones do not
    std::vector<SetVotes> sets;

    const SetVotes* set(std::string_view key) const;  // null: not asked about
    // Share of `replicas`, of those that vote, that call a picture positive; NaN where none votes.
    double share(const SetVotes& set, std::size_t picture, std::span<const int> replicas) const;
    std::size_t bytes() const;
};

}  // namespace reweigh
