#include "app/figure_maker.h"

#include "core/base/error.h"
#include "core/experiment/claim_runs.h"
#include "core/experiment/experiment.h"
#include "core/figure/export.h"
#include "core/figure/png.h"
#include "core/figure/spec.h"
#include "core/session/session.h"
#include "core/session/stopping.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double thumbnail_pixels = 560, thumbnail_mm = 150, mm_per_inch = 25.4;

// Replica-steps until a run ends, 1 where nobody knows.
double work_of(const Start& start) {
    const std::int64_t end = stop_step(start.setup.stop, steps_per_epoch(start.setup, start.data->size()));
    return end == std::numeric_limits<std::int64_t>::max()
               ? 1
               : static_cast<double>(end) * static_cast<double>(start.setup.replicas.size());
}

// Every run that a figure and its claims need, one after the other, and how far they are together.
class Runs {
public:
    Runs(const Experiment& experiment, MakingProgress& progress) : progress_(progress) {
        starts_.push_back(prepare(experiment));
        for (const Claim& claim : claims())
            if (std::ranges::find(experiment.claims, claim.id) != experiment.claims.end())
                wanted_.push_back(claim);
        for (const ClaimRun& run : runs_needed(wanted_))
            for (int seed = 1; seed <= claim_seeds; ++seed)
                starts_.push_back(prepare(experiment_of(run, static_cast<std::uint64_t>(seed), {})));
        for (const Start& start : starts_) all_ += work_of(start);
    }

    // The figure's run with the views that it shows; null: cancelled.
    std::shared_ptr<const Snapshot> train_figure(const FigureSpec& spec) {
        Session session(options());
        if (!train(session, starts_.front())) return nullptr;
        std::vector<ViewRequest> views;
        const auto last = session.latest();
        for (const ViewRequest& view : views_needed(spec, *last->scene, {}))
            if (view.step.value_or(0) <= last->step) views.push_back(view);
        session.post(Look{std::move(views)});
        do session.turn();
        while (session.is_busy() && !progress_.is_cancelled);
        return progress_.is_cancelled ? nullptr : session.latest();
    }

    // Nothing: cancelled.
    std::optional<std::vector<ClaimResult>> judge_claims() {
        std::vector<std::shared_ptr<const Snapshot>> runs;
        for (std::size_t i = 1; i < starts_.size(); ++i) {
            Session session(options());
            if (!train(session, starts_[i])) return {};
            runs.push_back(session.latest());
        }
        std::vector<ClaimResult> results;
        for (const Claim& claim : wanted_) {
            Finding finding = judge(claim, runs);
            results.push_back({std::string(claim.id), finding.verdict, std::move(finding.reason)});
        }
        return results;
    }

private:
    static SessionOptions options() {
        SessionOptions options;
        options.thread = SessionOptions::Thread::None;
        return options;
    }

    bool train(Session& session, const Start& start) {
        const double work = work_of(start);
        session.post(start);
        session.post(SetPace{Pace::Full});
        session.post(Run{});
        do {
            session.turn();
            if (progress_.is_cancelled) return false;
            const double part = static_cast<double>(session.latest()->step) *
                                static_cast<double>(start.setup.replicas.size());
            progress_.share = std::min(1.0, (done_ + std::min(part, work)) / all_);
        } while (session.is_busy());
        done_ += work;
        if (const auto* failed = std::get_if<Failed>(&session.latest()->status))
            throw Error(failed->sentence);
        return true;
    }

    MakingProgress& progress_;
    std::vector<Start> starts_;  // the figure's, then those of claims
    std::vector<Claim> wanted_;
    double all_ = 0, done_ = 0;  // replica-steps
};

// Legend and note would be unreadable at that size.
void cut_to_panels(Figure& figure) {
    constexpr double margin = 6;  // points
    double end = 0;
    for (const PanelPicture& panel : figure.panels) end = std::max({end, panel.cell.max.y, panel.plot.max.y});
    figure.note.clear();
    figure.legend.clear();
    figure.size.y = std::min(figure.size.y, end + margin);
}

std::shared_ptr<const Grid<Color>> thumbnail(const FigureSpec& spec, const Snapshot& snapshot, Theme theme) {
    FigureOptions options;
    options.theme = theme;
    options.focus = most_even_replica(snapshot.scene->setup);
    options.width_mm = thumbnail_mm;
    FigureSpec untitled = spec;
    untitled.title.clear();
    Figure figure = build(untitled, snapshot, options);
    cut_to_panels(figure);
    ExportOptions page;
    page.dpi = thumbnail_pixels / (thumbnail_mm / mm_per_inch);
    return std::make_shared<const Grid<Color>>(decode_png(render_figure(figure, "png", page), figure.name));
}

}  // namespace

std::optional<MadeFigure> make_figure(const std::string& name, MakingProgress& progress) {
    const Experiment experiment = load_experiment(name);
    if (experiment.figures.empty()) throw Error(name + " has no figures.");
    const FigureSpec& spec = experiment.figures.front();
    Runs runs(experiment, progress);
    const auto snapshot = runs.train_figure(spec);
    if (!snapshot) return {};
    MadeFigure made;
    for (const Theme theme : {Theme::Light, Theme::Dark})
        made.thumbnails[static_cast<std::size_t>(theme)] = thumbnail(spec, *snapshot, theme);
    auto claims = runs.judge_claims();
    if (!claims) return {};
    made.claims = std::move(*claims);
    return made;
}

}  // namespace reweigh
