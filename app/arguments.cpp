#include "app/arguments.h"

#include "app/arguments_completions.h"
#include "core/base/places.h"
#include "core/base/plugin.h"
#include "core/config/manual.h"
#include "core/config/text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <limits>
#include <thread>

namespace reweigh {
namespace {

// Texts as they were typed; what they mean is decided afterwards, by our own strict readers.
struct Typed {
    std::string file, experiment, epochs, steps, seed, engine, device, threads, log, log_file, edits, out;
    std::string formats = "pdf", theme, font_pt, width_mm, dpi, name = "{lab}-{figure}";
    std::string ui_scale, bench_frames, script, clock, completions;
    std::string replicas, seconds;
    std::vector<std::string> sets, experiments, claims, with;
    bool is_forced = false, is_quiet = false, is_dry_run = false, is_list = false, is_transparent = false,
         is_json = false;
    bool play = false, full_screen = false;
};

[[noreturn]] void refuse_option(const std::string& option, const std::string& text,
                                const std::string& expected) {
    throw CommandLineError((option.starts_with("-") ? "Option \"" : "Variable \"") + option + "\" is \"" +
                           text + "\", expected " + expected + ".");
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

std::string word_option(const std::string& option, const std::string& text,
                        const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), text) == known.end())
        refuse_option(option, text, "one of " + joined(known));
    return text;
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
    const std::pair<const char*, const std::string*> shortcuts[] = {{"stop.epochs", &typed.epochs},
                                                                    {"stop.steps", &typed.steps},
                                                                    {"seed", &typed.seed},
                                                                    {"engine", &typed.engine}};
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

[[noreturn]] void refuse_cuda(const std::string& device) {
    try {
        const Plugin driver("libcuda.so.1");
    } catch (const Error&) {
        throw DeviceError("No NVIDIA GPU found (libcuda.so.1 is missing).");
    }
    throw DeviceError("This build trains on the CPU; the device \"" + device + "\" is not available.");
}

void check_device(const std::string& typed) {
    const Said device = said("--device", typed, "REWEIGH_DEVICE");
    if (is_cuda(device.text)) refuse_cuda(device.text);
    if (!device.text.empty()) word_option(device.name, device.text, {"auto", "cpu", "cuda", "cuda:N"});
}

std::optional<int> threads_of(const Typed& typed) {
    if (typed.threads.empty()) return std::nullopt;
    return whole_option("--threads", typed.threads, 1, 1024);
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

int processor_threads() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

TrainingRequest training_of(const Typed& typed) {
    TrainingRequest request;
    request.overrides = overrides_of(typed);
    if (!typed.edits.empty()) request.edits = typed.edits;
    if (typed.out == "-") refuse_option("--out", typed.out, "a folder");
    if (!typed.out.empty()) request.out = typed.out;
    request.threads = threads_of(typed).value_or(processor_threads());
    request.force = typed.is_forced;
    request.quiet = typed.is_quiet;
    request.is_dry_run = typed.is_dry_run;
    return request;
}

RunRequest run_of(const Typed& typed) {
    if (typed.experiment.empty()) throw CommandLineError("Name an experiment, for example boundary/start.");
    return {typed.experiment, training_of(typed)};
}

FigureRequest figure_of(const Typed& typed) {
    if (typed.experiments.empty())
        throw CommandLineError(
            "Name an experiment, for example boundary/fig1; \"reweigh figure --list\" names all.");
    FigureRequest request;
    request.experiments = typed.experiments;
    request.training = training_of(typed);
    request.formats.clear();
    for (const std::string& format : split(typed.formats))
        request.formats.push_back(word_option("--format", format, {"pdf", "svg", "png", "csv"}));
    if (!typed.theme.empty() && word_option("--theme", typed.theme, {"light", "dark"}) == "dark")
        request.options.theme = Theme::Dark;
    if (!typed.font_pt.empty()) request.options.font_pt = number_option("--font-pt", typed.font_pt, 5, 24);
    if (!typed.width_mm.empty())
        request.options.width_mm = number_option("--width-mm", typed.width_mm, 20, 400);
    if (!typed.dpi.empty()) request.dpi = number_option("--dpi", typed.dpi, 72, 1200);
    request.options.transparent = typed.is_transparent;
    request.name = typed.name;
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

ClaimsRequest verify_of(const Typed& typed, bool asks_for_claims) {
    if (!asks_for_claims)
        throw CommandLineError("Say what to verify: \"reweigh verify --claims\" judges the claims " +
                               joined(claim_ids()) + ".");
    const TrainingRequest training = training_of(typed);
    ClaimsRequest request{claims_of(typed), 1, training.overrides, training.threads, training.quiet};
    std::erase_if(request.overrides, [](const auto& pair) { return pair.first == "seed"; });
    if (!typed.seed.empty()) request.first_seed = first_claim_seed(typed.seed);
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
    if (!typed.ui_scale.empty()) request.ui_scale = number_option("--ui-scale", typed.ui_scale, 0.75, 3);
    if (!typed.theme.empty()) request.theme = word_option("--theme", typed.theme, {"light", "dark", "auto"});
    if (!typed.bench_frames.empty())
        request.bench_frames = whole_option("--bench-frames", typed.bench_frames, 1, 1'000'000);
    if (!typed.clock.empty())
        request.is_clock_virtual = word_option("--clock", typed.clock, {"real", "virtual"}) == "virtual";
    request.script = typed.script;
    request.threads = threads_of(typed);
    request.play = typed.play;
    request.full_screen = typed.full_screen;
    return request;
}

void add_common_options(CLI::App& app, Typed& typed) {
    app.add_option("--device", typed.device, "auto, cpu or cuda")->type_name("NAME");
    app.add_option("--threads", typed.threads, "most threads that training uses")->type_name("N");
    app.add_option("--log", typed.log, "what stderr tells: error, warning, note or debug (warning)")
        ->type_name("LEVEL");
    app.add_option("--log-file", typed.log_file, "file that the log is appended to")->type_name("FILE");
    app.add_flag("--quiet", typed.is_quiet, "only errors on stderr, no progress");
}

void add_setup_options(CLI::App& app, Typed& typed) {
    app.add_option("--set", typed.sets, "sets a parameter; repeatable")
        ->allow_extra_args(false)
        ->type_name("KEY=VALUE");
    app.add_option("--seed", typed.seed, "seed of everything random")->type_name("N");
    app.add_option("--engine", typed.engine, "auto, fused, reference or torch")->type_name("NAME");
    add_common_options(app, typed);
}

void add_verify_options(CLI::App& app, Typed& typed) {
    app.add_option("--claims", typed.claims, "judges these claims, else all: " + joined(claim_ids()))
        ->expected(0, -1)
        ->type_name("[ID...]");
    app.add_option("--seed", typed.seed, "the first of nine seeds (1)")->type_name("N");
    app.add_option("--epochs", typed.epochs, "epoch at which training stops")->type_name("N");
    app.add_option("--engine", typed.engine, "auto, fused, reference or torch")->type_name("NAME");
    add_common_options(app, typed);
}

void add_training_options(CLI::App& app, Typed& typed) {
    add_setup_options(app, typed);
    app.add_option("--epochs", typed.epochs, "epoch at which training stops")->type_name("N");
    app.add_option("--steps", typed.steps, "step at which training stops")->type_name("N");
    app.add_option("--edits", typed.edits, "JSON file of scripted edits, - for the standard input")
        ->type_name("FILE");
    app.add_option("--out", typed.out, "folder for files")->type_name("FOLDER");
    app.add_flag("--force", typed.is_forced, "replaces existing files");
    app.add_flag("--dry-run", typed.is_dry_run, "only says what would be trained");
}

void add_figure_options(CLI::App& app, Typed& typed) {
    app.add_option("ID", typed.experiments,
                   "experiments: lab/name, the path of a .json, - for the standard input")
        ->type_name("");
    app.add_flag("--list", typed.is_list, "lists the experiments that have figures");
    add_training_options(app, typed);
    app.add_option("--format", typed.formats, "pdf, svg, png, csv; commas between (pdf)");
    app.add_option("--theme", typed.theme, "light or dark (light)")->type_name("NAME");
    app.add_option("--font-pt", typed.font_pt, "size of texts, 5 to 24 (8)")->type_name("N");
    app.add_option("--width-mm", typed.width_mm, "width, 20 to 400 (the figure's)")->type_name("N");
    app.add_option("--dpi", typed.dpi, "resolution of PNG, 72 to 1200 (300)")->type_name("N");
    app.add_option("--name", typed.name, "file name of {lab} {experiment} {figure} {seed} ({lab}-{figure})")
        ->type_name("PATTERN");
    app.add_flag("--transparent", typed.is_transparent, "no background");
}

void add_window_options(CLI::App& app, Typed& typed) {
    app.add_option("FILE", typed.file, "experiment or CSV to open in the window")->type_name("");
    app.add_flag("--play", typed.play, "trains at once");
    app.add_option("--theme", typed.theme, "light, dark or auto")->type_name("NAME");
    app.add_option("--ui-scale", typed.ui_scale, "size of the interface, 0.75 to 3")->type_name("N");
    app.add_flag("--full-screen", typed.full_screen, "opens on the whole screen");
    app.add_option("--bench-frames", typed.bench_frames, "draws N frames at full pace and prints their times")
        ->type_name("N");
    app.add_option("--script", typed.script, "file of verbs that drive the window")->type_name("FILE");
    app.add_option("--clock", typed.clock, "virtual: fixed time and turns a frame")->type_name("NAME");
}

void add_bench_options(CLI::App& app, Typed& typed) {
    app.add_option("--engine", typed.engine,
                   "times this engine or peer alone: fused, fused/R, torch/eager ...")
        ->type_name("NAME");
    app.add_option("--replicas", typed.replicas, "times cases of so many replicas alone")->type_name("N");
    app.add_option("--seconds", typed.seconds, "length of a round (0.5)")->type_name("S");
    app.add_flag("--json", typed.is_json, "prints JSON");
    app.add_option("--with", typed.with, "JSON file with records of other programs; repeatable")
        ->allow_extra_args(false)
        ->type_name("FILE");
    add_common_options(app, typed);
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

// Commands, options and experiments, for the shell to offer.
std::string completions(const CLI::App& app, const std::string& shell) {
    std::vector<std::string> experiments;
    for (const ExperimentEntry& entry : list_experiments()) experiments.push_back(entry.id);
    const auto words_of_app = [&](const CLI::App& each) {
        std::vector<std::string> words = option_names(each);
        words.insert(words.end(), experiments.begin(), experiments.end());
        return words;
    };
    std::vector<CompletionWords> commands{{"", words_of_app(app)}};
    for (const CLI::App* command : app.get_subcommands({})) {
        commands.front().words.push_back(command->get_name());
        commands.push_back({command->get_name(), words_of_app(*command)});
    }
    return completion_script(word_option("--completions", shell, {"bash", "zsh", "fish"}), commands);
}

// What CLI11 could not place: an option, or a word where a command should be.
void refuse_extras(const CLI::App& app, const CLI::App& command) {
    const std::vector<std::string> extras = command.remaining();
    if (extras.empty()) return;
    const std::string first = extras.front().substr(0, extras.front().find('='));
    if (first.starts_with("-"))
        throw CommandLineError("Unknown option \"" + first + "\". " +
                               nearest_or_all(first, option_names(command)));
    if (&app != &command) throw CommandLineError("Unexpected argument \"" + first + "\".");
    std::vector<std::string> commands;
    for (const CLI::App* each : app.get_subcommands({})) commands.push_back(each->get_name());
    const std::string word = app["FILE"]->as<std::string>();
    throw CommandLineError("Unknown command \"" + word + "\". " + nearest_or_all(word, commands));
}

}  // namespace

CommandLine parse_arguments(int count, const char* const* arguments) {
    Typed typed;
    bool wants_version = false;
    CLI::App app("Trains networks with importance weights while you watch and change the weights.",
                 "reweigh");
    app.allow_extras();
    app.add_flag("--version", wants_version, "says what this program was built from");
    app.add_option("--completions", typed.completions, "prints a script for bash, zsh or fish")
        ->type_name("SHELL");
    add_window_options(app, typed);
    add_setup_options(app, typed);
    CLI::App* open = app.add_subcommand("open", "opens an experiment or a CSV file in the window");
    add_window_options(*open, typed);
    add_setup_options(*open, typed);
    CLI::App* run = app.add_subcommand("run", "trains without a window; JSON lines on stdout");
    run->add_option("EXPERIMENT", typed.experiment, "lab/name, the path of a .json, - for the standard input")
        ->type_name("");
    add_training_options(*run, typed);
    CLI::App* figure = app.add_subcommand("figure", "trains and writes the figures of experiments");
    add_figure_options(*figure, typed);
    CLI::App* verify = app.add_subcommand("verify", "trains what claims need and judges them");
    add_verify_options(*verify, typed);
    CLI::App* bench = app.add_subcommand("bench", "times engines, and peers to compare them with");
    add_bench_options(*bench, typed);
    for (CLI::App* command : {open, run, figure}) command->footer("Keys of --set:\n" + parameter_text());
    for (CLI::App* command : {open, run, figure, verify, bench}) command->allow_extras();
    try {
        app.parse(count, arguments);
    } catch (const CLI::CallForHelp&) {
        return {TextRequest{app.help()}, {}};
    } catch (const CLI::ParseError& error) {
        throw CommandLineError(std::string(error.what()) +
                               (std::string(error.what()).ends_with(".") ? "" : "."));
    }
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    refuse_extras(app, chosen.empty() ? app : *chosen.front());
    const LogRequest log = log_of(typed);
    if (!typed.completions.empty()) return {TextRequest{completions(app, typed.completions)}, log};
    if (wants_version) return {TextRequest{version_text()}, log};
    if (figure->parsed() && typed.is_list) return {ListRequest{}, log};
    check_device(typed.device);
    if (run->parsed()) return {run_of(typed), log};
    if (figure->parsed()) return {figure_of(typed), log};
    if (verify->parsed()) return {verify_of(typed, verify->count("--claims") > 0), log};
    if (bench->parsed()) return {bench_of(typed), log};
    return {window_of(typed), log};
}

}  // namespace reweigh
