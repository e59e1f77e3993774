#pragma once

#include "app/figure_maker.h"
#include "app/job.h"
#include "app/messages.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// All experiments with figures, and how far theirs are. Figures are made beside the window, one at a time;
// what was made before comes from the cache. GUI thread only.
class Gallery {
public:
    enum class Where { Beside, AtOnce };  // AtOnce: scripts in lock step
    Gallery(std::string program, Where where) : program_(std::move(program)), where_(where) {}
    ~Gallery();  // ends what is being made
    Gallery(const Gallery&) = delete;
    Gallery& operator=(const Gallery&) = delete;

    void open();  // looks for experiments; those that are known stay as they are
    void make(const std::string& experiment);
    void cancel(const std::string& experiment);
    // Once a frame: takes what has ended and begins the next. A sentence where a figure was made or failed.
    std::optional<Message> look();

    bool is_busy() const { return list_.is_busy() || job_.is_busy(); }
    // Nothing: they are being looked for.
    const std::optional<std::vector<GalleryCard>>& cards() const { return cards_; }

private:
    GalleryCard* card(const std::string& experiment);
    void begin_next();
    void take_list();
    void show_progress();
    Message finish(CardState state, const std::string& sentence, Tone tone);

    std::string program_;
    Where where_;
    std::optional<std::vector<GalleryCard>> cards_;
    std::deque<std::string> waiting_;
    std::string made_;  // the experiment of job_
    std::shared_ptr<MakingProgress> progress_;
    std::chrono::steady_clock::time_point begun_{};
    Job<std::vector<GalleryCard>> list_;
    Job<std::optional<MadeFigure>> job_;
};

}  // namespace reweigh
