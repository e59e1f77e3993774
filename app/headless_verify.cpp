#include "app/headless_output.h"
#include "app/headless_training.h"
#include "core/base/signals.h"
#include "core/config/json.h"
#include "core/config/text.h"
#include "core/experiment/claim_runs.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace reweigh {
namespace {

std::string member(const char* key, const std::string& json) {
    return ",\"" + std::string(key) + "\":" + json;
}

template <class Text>
std::string list(const std::vector<ClaimBound>& bounds, Text text) {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < bounds.size(); ++i) items.push_back(text(i));
    return "[" + joined(items) + "]";
}

// Statistic, value and threshold are lists of equal length.
std::string claim_line(const Claim& claim, const Finding& finding) {
    const auto statistic = [&](std::size_t i) { return json_quoted(claim.bounds[i].statistic); };
    const auto value = [&](std::size_t i) {
        return std::isfinite(finding.values[i]) ? to_text(finding.values[i]) : "null";
    };
    const auto threshold = [&](std::size_t i) { return json_quoted(threshold_text(claim.bounds[i])); };
    return "{\"t\":\"claim\"" + member("id", json_quoted(claim.id)) +
           member("statement", json_quoted(claim.statement)) + member("source", json_quoted(claim.source)) +
           member("experiment", json_quoted(claim.experiment)) +
           member("statistic", list(claim.bounds, statistic)) + member("value", list(claim.bounds, value)) +
           member("threshold", list(claim.bounds, threshold)) + member("n", std::to_string(finding.seeds)) +
           member("verdict", json_quoted(verdict_text(finding.verdict))) +
           member("reason", json_quoted(finding.reason)) + "}\n";
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

// A claim's part of the table: verdict and statement, then a row per bound.
std::vector<std::string> table_rows(const Claim& claim, const Finding& finding) {
    std::vector<std::string> rows{padded(std::string(claim.id), 5) +
                                  padded(std::string(verdict_text(finding.verdict)), 9) +
                                  std::string(claim.statement) + ", n = " + std::to_string(finding.seeds)};
    for (std::size_t i = 0; i < claim.bounds.size(); ++i) {
        const double value = finding.values[i];
        rows.push_back("              " + padded(std::string(claim.bounds[i].statistic), 50) +
                       padded(std::isfinite(value) ? number_text(value, 4) : "-", 10) +
                       threshold_text(claim.bounds[i]));
    }
    if (!finding.reason.empty()) rows.push_back("              " + finding.reason);
    return rows;
}

// Trains what claims need, each run once, and keeps the last snapshots.
class ClaimTrainer {
public:
    ClaimTrainer(const ClaimsRequest& request, Output& output, Progress& progress)
        : request_(request), output_(output), progress_(progress), needed_(runs_needed(request.claims)) {}

    // Until the claim can be judged, or a signal came, or nobody reads the output.
    bool train_for(const Claim& claim) {
        for (const ClaimRun& run : runs_needed({claim})) {
            const auto wanted = std::ranges::find(needed_, run.experiment, &ClaimRun::experiment);
            if (std::ranges::find(trained_, run.experiment) != trained_.end()) continue;
            for (int seed = 0; seed < claim_seeds; ++seed)
                if (!train_one(*wanted, request_.first_seed + static_cast<std::uint64_t>(seed))) return false;
            trained_.push_back(run.experiment);
        }
        return true;
    }

    const std::vector<std::shared_ptr<const Snapshot>>& runs() const { return runs_; }

private:
    bool train_one(const ClaimRun& run, std::uint64_t seed) {
        bool is_heard = true;
        TrainingReports reports;
        reports.news = [&](const Snapshot& snapshot) {
            show(snapshot, seed);
            return is_heard = output_.is_open();
        };
        Start start = prepare(experiment_of(run, seed, request_.overrides));
        last_step_ = start.setup.stop.epochs.value_or(0) * steps_per_epoch(start.setup, start.data->size());
        const Trained trained = train(std::move(start), request_.threads, reports);
        if (const std::string failure = failure_of(*trained.snapshot); !failure.empty()) throw Error(failure);
        runs_.push_back(trained.snapshot);
        return trained.signal == 0 && is_heard;
    }

    void show(const Snapshot& snapshot, std::uint64_t seed) {
        const std::size_t all = needed_.size() * claim_seeds;
        const double part =
            last_step_ > 0 ? static_cast<double>(snapshot.step) / static_cast<double>(last_step_) : 1;
        const double share = (static_cast<double>(runs_.size()) + part) / static_cast<double>(all);
        progress_.show_text("run " + std::to_string(runs_.size() + 1) + " of " + std::to_string(all) + "  " +
                            snapshot.scene->setup.experiment + ", seed " + std::to_string(seed) + "  " +
                            std::to_string(static_cast<int>(100 * share)) + " %  " +
                            time_left_text(progress_.seconds(), share));
    }

    const ClaimsRequest& request_;
    Output& output_;
    Progress& progress_;
    std::vector<ClaimRun> needed_;
    std::vector<std::string> trained_;  // experiments
    std::vector<std::shared_ptr<const Snapshot>> runs_;
    std::int64_t last_step_ = 0;
};

std::string summary(const std::vector<Verdict>& verdicts) {
    std::string text;
    for (const Verdict verdict : {Verdict::Pass, Verdict::Fail, Verdict::NotRun})
        text += (text.empty() ? "" : ", ") + std::to_string(std::ranges::count(verdicts, verdict)) + " " +
                std::string(verdict_text(verdict));
    return text + ".";
}

}  // namespace

int verify_claims(const ClaimsRequest& request) {
    const SignalGuard signals;
    Progress progress(request.quiet);
    Output output;
    ClaimTrainer trainer(request, output, progress);
    std::vector<Verdict> verdicts;
    for (const Claim& claim : request.claims) {
        if (!trainer.train_for(claim)) break;
        const Finding finding = judge(claim, trainer.runs());
        verdicts.push_back(finding.verdict);
        progress.clear();
        output.print(claim_line(claim, finding));
        output.is_open();  // out it goes, before the next one is trained
        for (const std::string& row : table_rows(claim, finding)) progress.say(row);
    }
    if (SignalGuard::received() != 0) return 128 + SignalGuard::received();
    output.require_complete();
    progress.say(summary(verdicts));
    return std::ranges::count(verdicts, Verdict::Fail) > 0 ? ClaimFailed : Done;
}

}  // namespace reweigh
