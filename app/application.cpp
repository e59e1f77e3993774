#include "app/application.h"

#include "app/actions.h"
#include "app/desktop.h"
#include "app/exporter.h"
#include "app/frame_clock.h"
#include "app/gl/renderer.h"
#include "app/gl/surface_texture.h"
#include "app/keyboard.h"
#include "app/run_maker.h"
#include "app/script.h"
#include "app/settings.h"
#include "app/shell.h"
#include "app/style.h"
#include "app/watch.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/window.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/overloaded.h"
#include "core/base/places.h"
#include "core/figure/describe.h"
#include "core/figure/png.h"
#include "core/session/session.h"

#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr const char* settings_name = "window.json";
constexpr int turns_per_frame = 8, frames_before_bench = 30;
constexpr Seconds frame_period = 16.7ms;
// After input, frames go on until tooltips and replies have come.
constexpr Seconds lively_time = 800ms, lively_period = 25ms, quiet_period = 200ms;

// Half of the cores, at least one, leaves room for the window and others.
int engine_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2); }

SessionOptions session_options(const WindowOptions& options, const FrameClock& clock) {
    SessionOptions session;
    session.threads = engine_threads();
    if (options.virtual_clock) {
        session.thread = SessionOptions::Thread::None;
        session.now = [&clock] { return clock.now(); };
    }
    return session;
}

void connect_clipboard(Window& window) {
#if IMGUI_VERSION_NUM >= 19110
    ImGuiPlatformIO& io = ImGui::GetPlatformIO();
    io.Platform_ClipboardUserData = &window;
    io.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        return static_cast<Window*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->clipboard();
    };
    io.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        static_cast<Window*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->set_clipboard(text);
    };
#else
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = &window;
    io.GetClipboardTextFn = [](void* owner) { return static_cast<Window*>(owner)->clipboard(); };
    io.SetClipboardTextFn = [](void* owner, const char* text) {
        static_cast<Window*>(owner)->set_clipboard(text);
    };
#endif
}

// Dear ImGui's context, for as long as this lives. Its clipboard is the window's.
struct GuiContext {
    explicit GuiContext(Window& window) {
        IMGUI_CHECKVERSION();
        ImGui::CreateContext();
        prepare_input();
        connect_clipboard(window);
    }
    ~GuiContext() { ImGui::DestroyContext(); }
};

PointerShape shape_of(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_TextInput:
            return PointerShape::Text;
        case ImGuiMouseCursor_Hand:
            return PointerShape::Hand;
        case ImGuiMouseCursor_ResizeEW:
            return PointerShape::ResizeColumns;
        case ImGuiMouseCursor_ResizeNS:
            return PointerShape::ResizeRows;
        default:
            return PointerShape::Arrow;
    }
}

// The replica of a run to show: the one shown so far, else that of the most even weight.
int focus_in(const Setup& setup, const std::optional<Replica>& shown) {
    const auto& replicas = setup.replicas;
    const auto same = shown ? std::ranges::find(replicas, *shown) : replicas.end();
    if (same != replicas.end()) return static_cast<int>(same - replicas.begin());
    const auto evenness = [](const Replica& replica) { return std::abs(replica.weight); };
    return static_cast<int>(std::ranges::min_element(replicas, {}, evenness) - replicas.begin());
}

// The window's life: input and news in, frames and commands out. Main thread.
class Application {
public:
    Application(const WindowOptions& options, PreparedRun first);
    int run();

private:
    // Scripts and measurements meet the same window every time.
    bool remembers() const { return options_.script.empty() && options_.bench_frames == 0; }
    void wait_for_news();
    bool needs_frame();
    void frame();
    void keep_focus(const Setup& setup);
    void take_input();
    void draw();
    void send();
    void carry_out(const Request& request);
    void perform(ActionId id);
    void start(PreparedRun run);
    void take_finished_jobs();
    void refresh_style();
    void drop(const FilesDropped& dropped);
    void save_shot(const std::filesystem::path& path);
    void begin_bench();
    void end_bench();

    WindowOptions options_;
    FrameClock clock_;
    Window window_;
    GuiContext gui_;
    gl::Renderer renderer_;
    gl::SurfaceTextures surfaces_;
    Messages messages_;
    Shell shell_;
    Keyboard keyboard_;
    RunMaker maker_;
    Exporter exporter_;
    std::optional<Script> script_;
    RunWatch watch_;

    ViewState view_;
    Outbox outbox_;
    std::shared_ptr<const Snapshot> snapshot_;  // on screen
    std::uint64_t focus_run_ = 0;
    std::optional<Replica> focus_replica_;
    std::vector<ViewRequest> looks_;  // last asked for
    ScriptTurn asked_;                // by the script, in this frame
    FrameTimes frame_times_;
    Clock::time_point last_frame_{}, last_input_{};
    Seconds last_frame_took_{};
    int frames_ = 0;
    bool desktop_is_dark_ = desktop_is_dark();
    bool is_done_ = false;
    Session session_;  // last member: its thread ends before what it uses dies
};

Application::Application(const WindowOptions& options, PreparedRun first)
    : options_(options),
      clock_(options.virtual_clock ? FrameClock::Kind::Virtual : FrameClock::Kind::Real),
      window_("Reweigh", options.full_screen),
      gui_(window_),
      shell_(surfaces_, messages_, engine_threads()),
      maker_(options.virtual_clock ? RunMaker::Where::AtOnce : RunMaker::Where::Beside),
      session_(session_options(options, clock_)) {
    log(LogLevel::Note, "window", renderer_.description());
    window_.set_vertical_sync(!options.virtual_clock && options.bench_frames == 0);
    if (remembers()) apply(load_settings(state_folder() / settings_name, messages_), view_);
    view_.ui_scale = options.ui_scale.value_or(view_.ui_scale);
    view_.theme = options.theme.value_or(view_.theme);
    if (!options.script.empty()) script_ = Script::read(options.script);
    snapshot_ = session_.latest();
    start(std::move(first));
    if (options.bench_frames > 0) begin_bench();
    if (options.play) session_.post(Run{});
}

int Application::run() {
    while (!is_done_) {
        wait_for_news();
        take_finished_jobs();
        if (needs_frame()) frame();
    }
    if (remembers()) save_settings(state_folder() / settings_name, settings_of(view_));
    return 0;
}

void Application::wait_for_news() {
    const Seconds since_input = clock_.now() - last_input_, since_frame = Clock::now() - last_frame_;
    const bool is_lively = since_input < lively_time || view_.loading || exporter_.is_busy();
    const bool trains = std::holds_alternative<Running>(snapshot_->status);
    Seconds period = quiet_period;
    if (is_lively) period = lively_period;
    // News waits, so that drawing takes at most half of a core from the trainer; input does not.
    if (trains) period = std::max(frame_period, 2 * last_frame_took_);
    if (options_.bench_frames > 0) period = frame_period;
    const Seconds left = period - since_frame;
    const bool is_behind = options_.virtual_clock || !window_.events().empty();
    window_.wait(is_behind ? 0 : (left > Seconds(0) ? left : period).count());
    if (!window_.events().empty()) last_input_ = clock_.now();
}

// True when there is something new to show. A hidden window asks for nothing, so the trainer publishes
// nothing.
bool Application::needs_frame() {
    if (options_.virtual_clock || options_.bench_frames > 0) return true;
    if (!window_.is_visible()) return !window_.events().empty();
    const auto latest = session_.latest();
    const bool is_lively = clock_.now() - last_input_ < lively_time;
    const bool is_overdue = watch_.is_overdue(*snapshot_, clock_.now());
    return latest != snapshot_ || is_lively || view_.loading || is_overdue || frames_ < 3;
}

void Application::frame() {
    const auto begin = Clock::now();
    clock_.advance_frame();
    if (options_.virtual_clock)
        for (int i = 0; i < turns_per_frame; ++i) session_.turn();
    snapshot_ = session_.latest();
    outbox_.settle(*snapshot_);
    view_.loading = maker_.busy_with();
    watch_.look(*snapshot_, clock_.now(), messages_);
    if (snapshot_->scene) keep_focus(snapshot_->scene->setup);

    if (script_) asked_ = script_->advance({*snapshot_, view_, messages_}, window_.events());
    take_input();
    refresh_style();
    draw();
    send();

    ++frames_;
    last_frame_ = Clock::now();
    last_frame_took_ = last_frame_ - begin;
    if (options_.bench_frames > 0 && frames_ > frames_before_bench) frame_times_.add(last_frame_took_);
    if (options_.bench_frames > 0 && static_cast<int>(frame_times_.count()) >= options_.bench_frames)
        end_bench();
    if (asked_.resize) window_.resize(*asked_.resize);
    if (asked_.quit || (script_ && script_->is_done() && options_.virtual_clock)) is_done_ = true;
}

// A new run has replicas of its own.
void Application::keep_focus(const Setup& setup) {
    if (focus_run_ != snapshot_->run) view_.focus = focus_in(setup, focus_replica_);
    focus_run_ = snapshot_->run;
    focus_replica_ = setup.replicas[static_cast<std::size_t>(view_.focus)];
}

void Application::take_input() {
    for (const InputEvent& event : take_frame(window_.events())) {
        feed(event);
        const bool has_overlay = view_.overlay != Overlay::None;
        if (const ActionRow* row = keyboard_.action_for(event, ImGui::GetIO().WantTextInput, has_overlay))
            perform(row->id);
        if (const auto* dropped = std::get_if<FilesDropped>(&event)) drop(*dropped);
        if (std::holds_alternative<CloseAsked>(event)) is_done_ = true;
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
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(size.x), static_cast<float>(size.y)};
    const Seconds step = options_.virtual_clock ? frame_period : Seconds(Clock::now() - last_frame_);
    io.DeltaTime = static_cast<float>(std::clamp(step.count(), 1e-4, 0.25));
    renderer_.begin_frame();
    begin_widgets();
    begin_focus();
    ImGui::NewFrame();
    shell_.draw(size, *snapshot_, view_, outbox_);
    ImGui::Render();
    surfaces_.end_frame();
    const int width = static_cast<int>(size.x), height = static_cast<int>(size.y);
    renderer_.paint(*ImGui::GetDrawData(), width, height, colors().panel);
    if (asked_.shot) save_shot(*asked_.shot);
    window_.present();
    window_.set_pointer(shape_of(ImGui::GetMouseCursor()));
}

void Application::send() {
    for (Command& command : outbox_.take_commands()) session_.post(std::move(command));
    std::vector<ViewRequest> looks = outbox_.take_views();
    if (looks != looks_) session_.post(Look{looks_ = std::move(looks)});
    for (const Request& request : outbox_.take_requests()) carry_out(request);
}

void Application::carry_out(const Request& request) {
    std::visit(overloaded{
                   [&](const LoadExperiment& load) { maker_.load(load.name, view_.experiment); },
                   [&](const Restart& restart) { maker_.restart(restart.experiment); },
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
               request);
}

void Application::perform(ActionId id) {
    if (const Effect effect = action(id).effect) return effect(*snapshot_, view_, outbox_);
    switch (id) {
        case ActionId::Export:
            if (exporter_.is_busy()) return;
            exporter_.start(snapshot_, view_, theme());
            if (options_.virtual_clock) exporter_.wait();
            return;
        case ActionId::Screenshot:
            asked_.shot = next_free(pictures_folder() / "reweigh-window.png");
            return;
        case ActionId::Describe: {
            const std::string words = describe(*snapshot_, view_.focus);
            window_.set_clipboard(words.c_str());
            return messages_.say({Tone::Note, words, std::nullopt});
        }
        case ActionId::FullScreen:
            return window_.set_full_screen(!window_.is_full_screen());
        case ActionId::Quit:
            is_done_ = true;
            return;
        default:
            return;
    }
}

void Application::start(PreparedRun run) {
    window_.set_title(run.experiment.id + " - Reweigh");
    view_.experiment = std::move(run.experiment);
    view_.draft.reset();
    view_.scope.reset();
    view_.stage_world.reset();
    const bool was_editing = view_.points.is_on;
    view_.points = {};
    view_.points.is_on = was_editing;
    session_.post(std::move(run.start));
}

// The third of the three places that catch: what an action cannot do is a sentence, and nothing is lost.
void Application::take_finished_jobs() {
    try {
        if (auto run = maker_.take()) start(std::move(*run));
        if (auto saved = exporter_.take()) messages_.say(std::move(*saved));
    } catch (const std::exception& problem) {
        messages_.say({Tone::Problem, problem.what(), std::nullopt});
    }
}

void Application::drop(const FilesDropped& dropped) {
    const std::filesystem::path& file = dropped.files.front();
    const auto extension = file.extension();
    if (extension == ".csv" || extension == ".json")
        return maker_.load(std::filesystem::absolute(file).string(), view_.experiment);
    messages_.say({Tone::Problem,
                   file.filename().string() + " is neither an experiment (.json) nor points (.csv).",
                   std::nullopt});
}

void Application::save_shot(const std::filesystem::path& path) {
    const Vec2 size = window_.size();
    try {
        write_atomically(path,
                         encode_png(renderer_.read(static_cast<int>(size.x), static_cast<int>(size.y))));
        messages_.say({Tone::Good, "Saved " + path.filename().string() + ".", path.parent_path()});
    } catch (const Error& problem) {
        messages_.say({Tone::Problem, problem.what(), std::nullopt});
    }
}

void Application::begin_bench() {
    session_.post(SetStop{Stop{std::nullopt, std::nullopt, std::nullopt, std::nullopt}});
    session_.post(SetPace{Pace::Full});
    session_.post(Run{});
}

void Application::end_bench() {
    std::printf("%zu frames: p50 %.1f ms, p99 %.1f ms\n", frame_times_.count(), frame_times_.percentile(0.5),
                frame_times_.percentile(0.99));
    is_done_ = true;
}

}  // namespace

int run_window(const WindowOptions& options) {
    PreparedRun first = open_run(options.experiment, options.overrides);
    return Application(options, std::move(first)).run();
}

}  // namespace reweigh
