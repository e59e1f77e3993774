#include "app/arguments_typed.h"

#include "core/base/places.h"
#include "core/config/text.h"
#include "core/engine/device.h"
#include "core/experiment/file_name.h"

#include <algorithm>
#include <limits>
#include <thread>

namespace reweigh {
namespace {

[[noreturn]] void refuse_option(const std::string& option, const std::string& text,
                                const std::string& expected) {
    throw CommandLineError((option.starts_with("-")                 ? "Option \""
                            : option.find('.') != std::string::npos ? "Parameter \""
                                                                    : "Variable \"") +
                           option + "\" is \"" + text + "\", expected " + expected + ".");
}

double number_option(const std::string& option, const std::string& text, double low, double high) {
    const std::optional<double> value = number_from(text);
    if (!value || !(*value >= low && *value <= high))
        refuse_option(option, text, "a number from " + to_text(low) + " to " + to_text(high));
    return *value;
}

int whole_option(const std::string& option, const std::string& text, int low, int high) {
    const std::optional<std::int64_t> value = whole_number_from(text);
    if (!value || *value < low || *value > high)
        refuse_option(option, text,
                      "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return static_cast<int>(*value);
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char letter : text) {
        if (letter == ',')
            parts.emplace_back();
        else
            parts.back() += letter;
    }
    return parts;
}

Overrides overrides_of(const Typed& typed) {
    Overrides overrides;
    for (const std::string& pair : typed.sets) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) refuse_option("--set", pair, "KEY=VALUE");
        overrides.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    for (const auto& [option, text] : {std::pair{"--epochs", &typed.epochs}, {"--steps", &typed.steps}})
        if (!text->empty() && whole_number_from(*text).value_or(-1) < 0)
            refuse_option(option, *text, "a whole number, 0 or more");
    const std::pair<const char*, const std::string*> shortcuts[] = {{"stop.epochs", &typed.epochs},
                                                                    {"stop.steps", &typed.steps},
                                                                    {"seed", &typed.seed},
                                                                    {"engine", &typed.engine},
                                                                    {"precision", &typed.precision}};
    for (const auto& [key, text] : shortcuts)
        if (!text->empty()) overrides.emplace_back(key, *text);
    return overrides;
}

// An option, or the variable of the environment that stands for it where it is not typed.
struct Said {
    std::string name, text;
};
Said said(const std::string& option, const std::string& typed, const char* variable) {
    return typed.empty() ? Said{variable, environment(variable)} : Said{option, typed};
}

bool is_cuda(const std::string& device) {
    return device == "cuda" || (device.starts_with("cuda:") && whole_number_from(device.substr(5)) >= 0);
}

std::optional<int> threads_of(const Typed& typed) {
    if (typed.threads.empty()) return std::nullopt;
    return whole_option("--threads", typed.threads, 1, 1024);
}

int processor_threads() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

// --set run.KEY=N is of the command, not of the experiment.
std::optional<double> taken_number(Overrides& overrides, const char* key, double least, double most) {
    std::optional<double> number;
    for (const auto& [name, text] : overrides)
        if (name == key) {
            if (number)
                throw CommandLineError("Parameter \"" + name + "\" is set twice on the command line.");
            number = number_option(key, text, least, most);
        }
    std::erase_if(overrides, [&](const auto& pair) { return pair.first == key; });
    return number;
}

std::optional<double> taken_autosave(Overrides& overrides, double least) {
    return taken_number(overrides, "run.autosave_seconds", least, 3600);
}

HistoryBudget taken_history(Overrides& overrides) {
    constexpr double terabyte = 1024 * 1024;
    const HistoryBudget usual;
    return {taken_number(overrides, "run.history_mb", 1, terabyte).value_or(usual.memory_mb),
            taken_number(overrides, "run.history_disk_mb", 0, terabyte).value_or(usual.disk_mb)};
}

TrainingRequest training_of(const Typed& typed) {
    TrainingRequest request;
    request.overrides = overrides_of(typed);
    if (!typed.edits.empty()) request.edits = typed.edits;
    if (!typed.resume.empty()) request.resume = typed.resume;
    request.autosave_seconds = taken_autosave(request.overrides, 0).value_or(request.autosave_seconds);
    request.history = taken_history(request.overrides);
    if (typed.out == "-") refuse_option("--out", typed.out, "a folder");
    if (!typed.out.empty()) request.out = typed.out;
    request.threads = threads_of(typed).value_or(processor_threads());
    request.force = typed.is_forced;
    request.quiet = typed.is_quiet;
    request.is_dry_run = typed.is_dry_run;
    return request;
}

std::vector<Claim> claims_of(const Typed& typed) {
    std::vector<Claim> chosen;
    for (const std::string& id : typed.claims) {
        if (id.empty()) continue;  // CLI11's word for "none given"
        const auto found = std::ranges::find(claims(), id, &Claim::id);
        if (found == claims().end())
            throw CommandLineError("Unknown claim \"" + id + "\". " + nearest_or_all(id, claim_ids()));
        chosen.push_back(*found);
    }
    return chosen.empty() ? std::vector<Claim>(claims().begin(), claims().end()) : chosen;
}

std::uint64_t first_claim_seed(const std::string& text) {
    constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max() - (claim_seeds - 1);
    const std::optional<std::uint64_t> seed = seed_from(text);
    if (!seed || *seed > last)
        refuse_option("--seed", text, "a whole number from 0 to " + std::to_string(last));
    return *seed;
}

ClaimsRequest claims_request_of(const Typed& typed) {
    const TrainingRequest training = training_of(typed);
    ClaimsRequest request{claims_of(typed), 1, training.overrides, training.threads, training.quiet};
    std::erase_if(request.overrides, [](const auto& pair) { return pair.first == "seed"; });
    if (!typed.seed.empty()) request.first_seed = first_claim_seed(typed.seed);
    return request;
}

std::int64_t steps_option(const std::string& text) {
    const std::optional<std::int64_t> steps = whole_number_from(text);
    if (!steps || *steps < 0) refuse_option("--steps", text, "a whole number from 0");
    return *steps;
}

}  // namespace

std::string word_option(const std::string& option, const std::string& text,
                        const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), text) == known.end())
        refuse_option(option, text, "one of " + joined(known));
    return text;
}

void choose_device(const std::string& typed) {
    const Said said_device = said("--device", typed, "REWEIGH_DEVICE");
    const std::string& text = said_device.text;
    if (text.empty() || text == "auto") return set_device({Device::Kind::Auto});
    if (!is_cuda(text)) {
        word_option(said_device.name, text, {"auto", "cpu", "cuda", "cuda:N"});
        return set_device({Device::Kind::Cpu});
    }
    try {
        set_device(
            {Device::Kind::Cuda, text == "cuda" ? 0 : static_cast<int>(*whole_number_from(text.substr(5)))});
    } catch (const Error& error) {
        throw DeviceError(error.what());
    }
}

LogRequest log_of(const Typed& typed) {
    LogRequest request;
    if (typed.is_quiet) request.threshold = LogLevel::Error;
    if (const Said level = said("--log", typed.log, "REWEIGH_LOG"); !level.text.empty()) {
        const std::vector<std::string> names(log_level_names.begin(), log_level_names.end());
        const std::string name = word_option(level.name, level.text, names);
        request.threshold = static_cast<LogLevel>(std::ranges::find(names, name) - names.begin());
    }
    if (!typed.log_file.empty()) request.file = typed.log_file;
    return request;
}

RunRequest run_of(const Typed& typed) {
    if (typed.writes_events && typed.out.empty()) throw CommandLineError("--tensorboard needs --out.");
    if (typed.experiment.empty() == typed.resume.empty())
        throw CommandLineError(typed.resume.empty()
                                   ? "Name an experiment, for example boundary/start."
                                   : "--resume takes the experiment from its file; name no other.");
    return {typed.experiment, training_of(typed), typed.writes_events};
}

FigureRequest figure_of(const Typed& typed) {
    const bool resumes = !typed.resume.empty();
    if (typed.experiments.empty() && !resumes)
        throw CommandLineError(
            "Name an experiment, for example boundary/fig1; \"reweigh figure --list\" names all.");
    if (typed.experiments.size() > 1 && resumes)
        throw CommandLineError("--resume goes on with one experiment; " +
                               std::to_string(typed.experiments.size()) + " are named.");
    FigureRequest request;
    request.experiments = typed.experiments;
    if (request.experiments.empty()) request.experiments = {""};
    request.training = training_of(typed);
    request.formats.clear();
    for (const std::string& format : split(typed.formats))
        request.formats.push_back(word_option("--format", format, {"pdf", "svg", "png", "csv"}));
    if (!typed.theme.empty() && word_option("--theme", typed.theme, {"light", "dark"}) == "dark")
        request.options.theme = Theme::Dark;
    if (!typed.font_pt.empty()) request.options.font_pt = number_option("--font-pt", typed.font_pt, 5, 24);
    if (!typed.width_mm.empty())
        request.options.width_mm = number_option("--width-mm", typed.width_mm, 20, 400);
    if (typed.has_svg_text) request.svg_text = SvgText::Text;
    if (!typed.dpi.empty()) request.dpi = number_option("--dpi", typed.dpi, 72, 1200);
    request.options.transparent = typed.is_transparent;
    request.has_frames = typed.has_frames;
    request.name = !typed.name.empty() ? typed.name
                   : typed.has_frames  ? "{lab}-{figure}-{n:4}"
                                       : request.name;
    if (typed.has_frames && !names_token(request.name, "n"))
        throw CommandLineError("--frames numbers its files: --name needs {n}, for example {figure}-{n:4}.");
    return request;
}

Request verify_of(const Typed& typed, bool asks_for_claims) {
    if (asks_for_claims == !typed.file.empty())
        throw CommandLineError("Say what to verify: a checkpoint, or \"--claims\" for the claims " +
                               joined(claim_ids()) + ".");
    if (asks_for_claims) return claims_request_of(typed);
    VerifyRequest request{
        typed.file, {}, typed.is_full, threads_of(typed).value_or(processor_threads()), typed.is_quiet};
    if (!typed.steps.empty()) request.steps = steps_option(typed.steps);
    return request;
}

BenchRequest bench_of(const Typed& typed) {
    BenchRequest request;
    request.engine = typed.engine;
    if (!typed.replicas.empty()) request.replicas = whole_option("--replicas", typed.replicas, 1, 100'000);
    if (!typed.seconds.empty()) request.seconds = number_option("--seconds", typed.seconds, 0.001, 3600);
    request.threads = threads_of(typed).value_or(processor_threads());
    request.is_json = typed.is_json;
    request.quiet = typed.is_quiet;
    request.with.assign(typed.with.begin(), typed.with.end());
    return request;
}

WindowRequest window_of(const Typed& typed) {
    WindowRequest request;
    if (!typed.file.empty()) request.file = typed.file;
    request.overrides = overrides_of(typed);
    constexpr double least_autosave_seconds = 10;
    request.autosave_seconds = taken_autosave(request.overrides, least_autosave_seconds);
    request.history = taken_history(request.overrides);
    if (!typed.ui_scale.empty()) request.ui_scale = number_option("--ui-scale", typed.ui_scale, 0.75, 3);
    if (!typed.theme.empty()) request.theme = word_option("--theme", typed.theme, {"light", "dark", "auto"});
    if (!typed.view.empty())
        request.view = *value_of_word<LabView>(word_option("--view", typed.view, words_of<LabView>()));
    if (!typed.bench_frames.empty())
        request.bench_frames = whole_option("--bench-frames", typed.bench_frames, 1, 1'000'000);
    if (!typed.clock.empty())
        request.is_clock_virtual = word_option("--clock", typed.clock, {"real", "virtual"}) == "virtual";
    request.script = typed.script;
    request.threads = threads_of(typed);
    request.play = typed.play;
    request.full_screen = typed.full_screen;
    request.is_safe = typed.is_safe;
    request.resets_settings = typed.resets_settings;
    request.pictures = source_of(typed);
    return request;
}

}  // namespace reweigh
