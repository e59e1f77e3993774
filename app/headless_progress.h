#pragma once

#include "core/state/snapshot.h"

#include <chrono>
#include <memory>
#include <string>

namespace reweigh {

// How far a run is, for people: "boundary/fig1  epoch 1,204 of 10,000  12 %  4.1M steps/s  0:38 left"; of
// pictures, which share of the time read-outs take, too.
std::string progress_text(const Snapshot& snapshot);

// "0:38 left", from the share of the work that `seconds` have done; empty where that says too little.
std::string time_left_text(double seconds, double share);

// Shows it on stderr: one line that is rewritten on a terminal, else a line every ten seconds; each notice of
// the run once; and, of a long run, as soon as it is known about how long it takes.
class Progress {
public:
    explicit Progress(bool is_quiet);
    ~Progress();  // leaves a terminal on a fresh line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const Snapshot& snapshot);
    void show_text(const std::string& text);  // in place of a run's
    double seconds() const;                   // since it began
    void clear();                             // makes room on a terminal for lines that others print
    void end();                               // clears it, so that sentences follow it
    void say(const std::string& sentence);    // a line of its own, above the progress

private:
    bool is_due(double seconds) const;
    void say_notices(const Snapshot& snapshot);
    void say_length(const Snapshot& snapshot);

    bool is_quiet_, is_terminal_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    double shown_at_ = 0;
    int last_notice_ = 0;
    std::shared_ptr<const Scene> timed_;  // of the run whose length was looked at last
    std::string line_;
};

}  // namespace reweigh
