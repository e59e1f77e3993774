#include "app/application.h"

#include "app/actions.h"
#include "app/desktop.h"
#include "app/exporter.h"
#include "app/file_actions.h"
#include "app/frame_bench.h"
#include "app/frame_clock.h"
#include "app/frame_pace.h"
#include "app/gallery.h"
#include "app/gl/renderer.h"
#include "app/gl/surface_texture.h"
#include "app/gui_context.h"
#include "app/keyboard.h"
#include "app/picture_choice.h"
#include "app/picture_fetch.h"
#include "app/question.h"
#include "app/remembered_window.h"
#include "app/run_changes.h"
#include "app/run_effects.h"
#include "app/screenshot.h"
#include "app/script.h"
#include "app/session_choice.h"
#include "app/shell.h"
#include "app/style.h"
#include "app/watch.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/window.h"
#include "core/base/log.h"
#include "core/base/overloaded.h"
#include "core/base/places.h"
#include "core/base/signals.h"
#include "core/figure/describe.h"
#include "core/session/session.h"

#include <imgui.h>

#include <cstdio>
#include <cstdlib>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr int turns_per_frame = 8, unusable_input = 3;
// What ends sooner is not worth a change of the picture.
constexpr Seconds unseen_loading = 200ms, leaving_period = 20ms;

// Why nothing could be opened, and what was to be, where it is an experiment.
struct FailedStart {
    std::string sentence;
    Experiment wanted;
};

// The window's life: input and news in, frames and commands out. Main thread.
class Application {
public:
    // Opens `first`, or says why there is none.
    Application(const WindowOptions& options, std::optional<PreparedRun> first, FailedStart failed);
    int run();

private:
    bool plays_script() const { return script_ && !script_->is_done(); }
    FramePace::Mood mood() const;
    void wait_for_news();
    bool needs_frame();
    void pass_frame();
    void frame();
    void begin_loading();
    std::optional<Loading> loading() const;
    void measure_frame(Seconds took);
    void take_input();
    void draw();
    void send();
    void carry_out(std::optional<Request> request);
    void perform(ActionId id);
    void use_pictures(const std::string& path);
    void take_pictures();
    void write_figure(std::shared_ptr<const Snapshot> shown);
    void fail(const std::string& sentence);
    void forget_failed_start();
    void take_finished_jobs();
    void leave();
    void refresh_style();

    WindowOptions options_;
    FrameClock clock_;
    Window window_;
    GuiContext gui_;
    gl::Renderer renderer_;
    gl::SurfaceTextures surfaces_;
    Messages messages_;
    Gallery gallery_;
    Shell shell_;
    Keyboard keyboard_;
    RunMaker maker_;
    Exporter exporter_;
    PictureFetch fetch_;
    Keeper keeper_;
    RunChanges changes_;
    FileActions files_;
    std::optional<Script> script_;
    RunWatch watch_;

    ViewState view_;
    Outbox outbox_;
    std::shared_ptr<const Snapshot> snapshot_;  // on screen
    Clock::time_point loading_since_{};
    std::vector<ViewRequest> looks_;                   // last asked for
    ScriptTurn asked_;                                 // by the script, in this frame
    std::optional<std::filesystem::path> screenshot_;  // by a person
    std::optional<FrameBench> bench_;
    FramePace pace_;
    std::int64_t said_ = 0;  // Messages::said() of the last frame
    bool moves_ = false;     // the gallery, without input
    bool desktop_is_dark_ = desktop_is_dark();
    Questions questions_;
    bool is_done_ = false;
    Session session_;  // last member: its thread ends before what it uses dies
};

Application::Application(const WindowOptions& options, std::optional<PreparedRun> first, FailedStart failed)
    : options_(options),
      clock_(options.virtual_clock ? FrameClock::Kind::Virtual : FrameClock::Kind::Real),
      window_("Reweigh", options.full_screen),
      gui_(window_),
      gallery_(options.program, options.virtual_clock ? Gallery::Where::AtOnce : Gallery::Where::Beside),
      shell_(surfaces_, messages_, gallery_.cards(), engine_threads(options)),
      maker_(options.virtual_clock ? RunMaker::Where::AtOnce : RunMaker::Where::Beside),
      exporter_(options.program),
      fetch_(data_folder(), options.pictures),
      keeper_({options.program, autosave_period(options),
               options.virtual_clock ? Keeper::Where::AtOnce : Keeper::Where::Beside,
               options.is_safe ? Keeper::Abandoned::LeftAlone : Keeper::Abandoned::AskedAbout},
              session_),
      changes_(session_, keeper_, messages_),
      files_(keeper_, messages_, remembers(options) ? state_folder() / "recent" : "", options.facts),
      session_(session_options(options, clock_)) {
    log(LogLevel::Note, "window", renderer_.description());
    window_.set_vertical_sync(!options.virtual_clock && options.bench_frames == 0);
    if (options.bench_frames > 0) bench_.emplace(options.bench_frames);
    if (!options.script.empty()) script_ = Script::read(options.script);
    if (remembers(options))
        open_as_left(options, window_, view_, messages_);
    else
        open_as_told(options, window_, view_);
    snapshot_ = session_.latest();
    changes_.follow(snapshot_, view_, outbox_);
    begin_loading();
    if (first) {
        view_.experiment = first->experiment;  // what is shown as being started
        changes_.start(std::move(*first), view_);
    } else {
        view_.experiment = std::move(failed.wanted);
        fail(failed.sentence);
    }
    if (bench_)
        for (Command& command : FrameBench::first_commands()) session_.post(std::move(command));
    if (options.play) session_.post(Run{});
}

int Application::run() {
    while (!is_done_ && SignalGuard::received() == 0) {
        wait_for_news();
        take_finished_jobs();
        if (needs_frame()) frame();
    }
    leave();
    if (SignalGuard::received() != 0) return 128 + SignalGuard::received();
    return view_.failure ? unusable_input : 0;
}

// Nobody was asked before a signal: what it ended is offered at the next start.
void Application::leave() {
    if (remembers(options_)) remember(window_, view_);
    keeper_.before_leaving(*session_.latest(), view_);
    while (keeper_.is_saving()) {
        if (options_.virtual_clock) session_.turn();
        take_finished_jobs();
        window_.wait(leaving_period.count());
    }
    if (SignalGuard::received() == 0) keeper_.settle();
}

FramePace::Mood Application::mood() const {
    if (bench_ || plays_script()) return FramePace::Mood::Continuous;
    if (std::holds_alternative<Running>(snapshot_->status)) return FramePace::Mood::Training;
    const bool is_busy = view_.is_starting || exporter_.is_busy() || view_.is_saving || fetch_.is_busy();
    return is_busy ? FramePace::Mood::Busy : FramePace::Mood::Quiet;
}

// News waits for the next frame; input does not.
void Application::wait_for_news() {
    const bool is_behind = options_.virtual_clock || !window_.events().empty();
    window_.wait(is_behind ? 0 : pace_.wait(mood(), Clock::now()).count());
    if (!window_.events().empty()) pace_.saw_input(Clock::now());
}

// True when there is something new to show. A hidden window asks for nothing, so the trainer publishes
// nothing.
bool Application::needs_frame() {
    if (options_.virtual_clock || mood() == FramePace::Mood::Continuous) return true;
    if (!window_.is_visible()) return !window_.events().empty();
    const bool is_overdue = watch_.is_overdue(*snapshot_, clock_.now());
    const bool has_news = session_.latest() != snapshot_ || messages_.said() != said_ || is_overdue ||
                          view_.is_saving != keeper_.shows_saving(clock_.now());
    const bool moves =
        (view_.overlay == Overlay::Gallery && gallery_.is_busy()) || view_.fetch != fetch_.state();
    const bool moved = std::exchange(moves_, moves);  // one frame more: how it ended
    return has_news || moves || moved || pace_.is_lively(Clock::now()) || view_.is_starting;
}

void Application::pass_frame() {
    clock_.advance_frame();
    if (options_.virtual_clock)
        for (int i = 0; i < turns_per_frame; ++i) session_.turn();
}

void Application::frame() {
    const auto begin = Clock::now();
    for (int i = 0; i <= asked_.unseen_frames; ++i) pass_frame();
    snapshot_ = session_.latest();
    outbox_.settle(*snapshot_);
    if (changes_.follow(snapshot_, view_, outbox_)) window_.set_title(view_.experiment.id + " - Reweigh");
    view_.is_starting = maker_.busy_with() || changes_.is_coming();
    view_.loading = loading();
    view_.is_saving = keeper_.shows_saving(clock_.now());
    view_.fetch = fetch_.state();
    watch_.look(*snapshot_, clock_.now(), messages_);
    questions_.ask_about_length(*snapshot_, view_);
    said_ = messages_.said();

    if (script_) asked_ = script_->advance({*snapshot_, view_, messages_}, window_.events());
    take_input();
    refresh_style();
    draw();
    send();

    const auto end = Clock::now();
    pace_.drew(begin, end);
    if (bench_) measure_frame(end - begin);
    if (asked_.resize) window_.resize(*asked_.resize);
    if (asked_.quit || (script_ && script_->is_done() && options_.virtual_clock)) is_done_ = true;
}

void Application::begin_loading() {
    view_.is_starting = true;
    loading_since_ = clock_.now();
}

std::optional<Loading> Application::loading() const {
    const std::optional<std::string>& sentence = maker_.busy_with();
    if (!view_.is_starting || clock_.now() - loading_since_ < unseen_loading) return std::nullopt;
    return sentence ? Loading{*sentence, true} : Loading{"Starting " + view_.experiment.id + ".", false};
}

void Application::measure_frame(Seconds took) {
    bench_->add(took, *snapshot_, Clock::now());
    if (!bench_->is_done()) return;
    std::printf("%s\n", bench_->report().c_str());
    is_done_ = true;
}

void Application::take_input() {
    for (const InputEvent& event : take_frame(window_.events())) {
        feed(event);
        const bool has_overlay = view_.overlay != Overlay::None;
        if (const ActionRow* row = keyboard_.action_for(event, ImGui::GetIO().WantTextInput, has_overlay))
            perform(row->id);
        if (const auto* dropped = std::get_if<FilesDropped>(&event)) open_dropped(dropped->files, outbox_);
        if (std::holds_alternative<CloseAsked>(event)) outbox_.request(Close{});
    }
}

void Application::refresh_style() {
    const bool is_dark =
        view_.theme == ThemeChoice::Dark || (view_.theme == ThemeChoice::Auto && desktop_is_dark_);
    if (apply_style(is_dark ? Theme::Dark : Theme::Light, window_.content_scale() * view_.ui_scale))
        renderer_.refresh_fonts();
}

void Application::draw() {
    const Vec2 size = window_.size();
    const Seconds step =
        options_.virtual_clock ? FramePace::period : Seconds(Clock::now() - pace_.last_frame());
    GuiContext::begin_frame(size, step.count());
    renderer_.begin_frame();
    begin_widgets();
    begin_focus();
    ImGui::NewFrame();
    shell_.draw(size, *snapshot_, view_, outbox_);
    ImGui::Render();
    surfaces_.end_frame();
    const int width = static_cast<int>(size.x), height = static_cast<int>(size.y);
    renderer_.paint(*ImGui::GetDrawData(), width, height, colors().panel);
    if (asked_.shot) save_picture(renderer_, window_.size(), *asked_.shot);
    if (screenshot_)
        messages_.say(picture_saved(renderer_, window_.size(), *std::exchange(screenshot_, std::nullopt)));
    window_.present();
    window_.set_pointer(GuiContext::pointer_shape());
}

void Application::send() {
    for (Command& command : outbox_.take_commands()) changes_.post(std::move(command), view_, clock_.now());
    std::vector<ViewRequest> looks = outbox_.take_views();
    if (looks != looks_) session_.post(Look{looks_ = std::move(looks)});
    // One request may bring another: an action a restart.
    for (auto requests = outbox_.take_requests(); !requests.empty(); requests = outbox_.take_requests())
        for (Request& request : requests)
            carry_out(questions_.passed(std::move(request), *snapshot_, view_, keeper_));
}

void Application::carry_out(std::optional<Request> request) {
    if (!request) return;
    std::visit(overloaded{
                   [&](const LoadExperiment& load) {
                       files_.note(load.name);
                       if (!snapshot_->scene) forget_failed_start();
                       begin_loading();
                       maker_.load(load.name, view_.experiment);
                   },
                   [&](const Restart& restart) {
                       begin_loading();
                       maker_.restart(restart);
                   },
                   [&](Begin& begin) { changes_.reset(std::move(begin), view_); },
                   [&](const CancelLoading&) { maker_.cancel(); },
                   [&](WriteFigure& write) { write_figure(std::move(write.shown)); },
                   [&](const LookForFigures&) { gallery_.open(); },
                   [&](const MakeFigure& make) { gallery_.make(make.experiment); },
                   [&](const CancelFigure& cancel) { gallery_.cancel(cancel.experiment); },
                   [&](const SaveTo& to) { keeper_.save_as(to.file, *snapshot_, view_); },
                   [&](const Recover& wanted) { carry_out(changes_.recover(wanted.what, view_)); },
                   [&](const FetchPictures&) { fetch_.start(); },
                   [&](const CancelFetch&) { fetch_.cancel(); },
                   [&](const UsePictures& use) { use_pictures(use.path); },
                   [&](const Close&) { is_done_ = !(script_ && script_->is_roaming()); },
                   [&](const Answer&) {},
                   [&](const Perform& wanted) { perform(wanted.action); },
                   [&](const Say& say) {
                       messages_.say({Tone::Note, say.sentence, std::nullopt});
                   },
                   [&](const ShowFolder& show) {
                       if (!open_folder(show.folder))
                           messages_.say(
                               {Tone::Note, "The files are in " + show.folder.string() + ".", std::nullopt});
                   },
               },
               *request);
}

void Application::use_pictures(const std::string& path) {
    if (auto restart = restart_on_pictures(path, *snapshot_, view_, outbox_.live(*snapshot_)))
        outbox_.request(std::move(*restart));
}

void Application::take_pictures() {
    auto ended = fetch_.look();
    if (!ended) return;
    messages_.say(std::move(*ended));
    if (auto use = use_of(fetch_.state(), *snapshot_, view_)) outbox_.request(std::move(*use));
}

void Application::write_figure(std::shared_ptr<const Snapshot> shown) {
    if (exporter_.is_busy()) return;
    exporter_.start(std::move(shown), view_, theme());
    if (options_.virtual_clock) exporter_.wait();
}

void Application::perform(ActionId id) {
    if (const Effect effect = action(id).effect) return effect(*snapshot_, view_, outbox_);
    switch (id) {
        case ActionId::Undo:
            if (view_.points.is_on) return undo_last_points(*snapshot_, view_, outbox_);
            return changes_.undo(view_, outbox_);
        case ActionId::Redo:
            return changes_.redo(view_, outbox_);
        case ActionId::Screenshot:
            screenshot_ = next_free(pictures_folder() / "reweigh-window.png");
            return;
        case ActionId::Describe: {
            const std::string words = describe(*shell_.shown(snapshot_, view_), view_.focus);
            window_.set_clipboard(words.c_str());
            return messages_.say({Tone::Note, words, std::nullopt});
        }
        case ActionId::FullScreen:
            return window_.set_full_screen(!window_.is_full_screen());
        case ActionId::Quit:
            return outbox_.request(Close{});
        default:
            return files_.perform(id, *snapshot_, view_, outbox_);
    }
}

// A bad file changes nothing that is loaded; with nothing loaded the stage says why.
void Application::fail(const std::string& sentence) {
    messages_.say({Tone::Problem, sentence, std::nullopt});
    if (!snapshot_->scene) view_.failure = sentence;
}

// What fails next is about another run.
void Application::forget_failed_start() {
    view_.experiment = {};
    view_.draft.reset();
}

// The third of the three places that catch: what an action cannot do is a sentence, and nothing is lost.
void Application::take_finished_jobs() {
    try {
        if (auto run = maker_.take()) changes_.start(std::move(*run), view_);
        keeper_.look(*snapshot_, view_, clock_.now());
        if (auto saved = keeper_.take()) {
            messages_.say(std::move(*saved));
            carry_out(questions_.saved());
        }
        if (view_.overlay == Overlay::None) questions_.ask(keeper_.take_question(messages_), view_);
        if (auto saved = exporter_.take()) messages_.say(std::move(*saved));
        if (auto made = gallery_.look()) messages_.say(std::move(*made));
        take_pictures();
    } catch (const std::exception& problem) {
        questions_.failed();
        fail(problem.what());
    }
}

}  // namespace

int run_window(const WindowOptions& options) {
    const SignalGuard signals;
    if (options.is_safe) ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    std::optional<PreparedRun> first;
    FailedStart failed;
    try {
        if (auto experiment = named_experiment(options.experiment, options.overrides))
            first = prepared(failed.wanted = std::move(*experiment));
        else
            first = open_run(options.experiment, options.overrides);
    } catch (const CommandLineError&) {
        throw;
    } catch (const Error& problem) {
        const bool is_attended = options.script.empty() && options.bench_frames == 0;
        if (!is_attended) throw;
        failed.sentence = problem.what();
    }
    try {
        return Application(options, std::move(first), failed).run();
    } catch (const DisplayError&) {
        if (failed.sentence.empty()) throw;
        throw Error(failed.sentence);  // the first thing that is wrong
    }
}

}  // namespace reweigh
