#include "app/arguments.h"

#include "app/arguments_completions.h"
#include "app/arguments_typed.h"
#include "core/config/manual.h"
#include "core/config/text.h"

#include <CLI/CLI.hpp>

namespace reweigh {
namespace {

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
    app.add_option("--precision", typed.precision, "of a GPU: auto, tf32, fp32 or bf16")->type_name("NAME");
    add_common_options(app, typed);
}

void add_verify_options(CLI::App& app, Typed& typed) {
    app.add_option("FILE", typed.file, "a checkpoint to replay and compare")->type_name("");
    app.add_option("--steps", typed.steps, "replays at most the last N steps; 0: checksums only")
        ->type_name("N");
    app.add_flag("--full", typed.is_full, "replays from step 0");
    app.add_option("--claims", typed.claims, "judges these claims, else all: " + joined(claim_ids()))
        ->expected(0, -1)
        ->type_name("[ID...]");
    app.add_option("--seed", typed.seed, "the first of nine seeds (1)")->type_name("N");
    app.add_option("--epochs", typed.epochs, "epoch at which training stops")->type_name("N");
    app.add_option("--engine", typed.engine, "auto, fused, reference or torch")->type_name("NAME");
    app.add_option("--precision", typed.precision, "of a GPU: auto, tf32, fp32 or bf16")->type_name("NAME");
    add_common_options(app, typed);
}

void add_training_options(CLI::App& app, Typed& typed) {
    add_setup_options(app, typed);
    app.add_option("--epochs", typed.epochs, "epoch at which training stops")->type_name("N");
    app.add_option("--steps", typed.steps, "step at which training stops")->type_name("N");
    app.add_option("--resume", typed.resume, "checkpoint to go on from")->type_name("FILE");
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
    app.add_flag("--svg-text", typed.has_svg_text, "texts of SVG stay texts, to be edited; else shapes");
    app.add_option("--dpi", typed.dpi, "resolution of PNG, 72 to 1200 (300)")->type_name("N");
    app.add_option(
           "--name", typed.name,
           "file name of {lab} {figure} {experiment} {seed} {weight} {epoch} {step} {date:%Y%m%d} {n:3} "
           "({lab}-{figure})")
        ->type_name("PATTERN");
    app.add_flag("--frames", typed.has_frames, "a file for every keyframe, numbered by {n}");
    app.add_flag("--transparent", typed.is_transparent, "no background");
}

void add_source_options(CLI::App& app, Typed& typed) {
    app.add_option("--url", typed.url, "another address of the archive of CIFAR-10")->type_name("URL");
    app.add_option("--sha256", typed.sha256, "what that archive must have")->type_name("HEX");
}

void add_window_options(CLI::App& app, Typed& typed) {
    app.add_option("FILE", typed.file,
                   "experiment, checkpoint, figure, CSV or share line to open in the window")
        ->type_name("");
    app.add_flag("--play", typed.play, "trains at once");
    app.add_option("--theme", typed.theme, "light, dark or auto")->type_name("NAME");
    app.add_option("--view", typed.view, "stage, fan or paper (stage)")->type_name("NAME");
    app.add_option("--ui-scale", typed.ui_scale, "size of the interface, 0.75 to 3")->type_name("N");
    app.add_flag("--full-screen", typed.full_screen, "opens on the whole screen");
    app.add_flag("--safe-mode", typed.is_safe, "no settings, no recovery, software OpenGL, the CPU alone");
    app.add_flag("--reset-settings", typed.resets_settings, "puts the window's settings aside");
    app.add_option("--bench-frames", typed.bench_frames, "draws N frames at full pace and prints their times")
        ->type_name("N");
    app.add_option("--script", typed.script, "file of verbs that drive the window")->type_name("FILE");
    app.add_option("--clock", typed.clock, "virtual: fixed time and turns a frame")->type_name("NAME");
    add_source_options(app, typed);
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

void add_data_options(CLI::App& app, Typed& typed) {
    app.add_option("ACTION", typed.action,
                   "list [DIR], check PATH, get cifar10, synthetic DIR or pack FOLDER OUT")
        ->type_name("");
    app.add_option("PATH", typed.from, "a folder or archive of pictures, records or idx files")
        ->type_name("");
    app.add_option("OUT", typed.folder, "folder for records")->type_name("");
    app.add_option("--to", typed.out, "get: folder for the archive (the user's data folder)")
        ->type_name("FOLDER");
    add_source_options(app, typed);
    app.add_option("--seed", typed.seed, "synthetic: seed of the drawings (1)")->type_name("N");
    app.add_flag("--force", typed.is_forced, "replaces existing records");
    add_common_options(app, typed);
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

// Commands, options and what they act on, for the shell to offer.
std::string completions(const CLI::App& app, const std::string& shell) {
    std::vector<std::string> experiments;
    for (const ExperimentEntry& entry : list_experiments()) experiments.push_back(entry.id);
    const auto words_of_app = [&](const CLI::App& each) {
        std::vector<std::string> words = option_names(each);
        const std::vector<std::string> rest = each.get_name() == "data" ? data_actions() : experiments;
        words.insert(words.end(), rest.begin(), rest.end());
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
    run->add_flag("--tensorboard", typed.writes_events, "writes the curves as TensorBoard event files, too");
    CLI::App* figure = app.add_subcommand("figure", "trains and writes the figures of experiments");
    add_figure_options(*figure, typed);
    CLI::App* verify = app.add_subcommand("verify", "replays a checkpoint and compares, or judges claims");
    add_verify_options(*verify, typed);
    CLI::App* bench = app.add_subcommand("bench", "times engines, and peers to compare them with");
    add_bench_options(*bench, typed);
    CLI::App* data = app.add_subcommand("data", "pictures: what is there, is it good, fetch, make, pack");
    add_data_options(*data, typed);
    for (CLI::App* command : {open, run, figure}) command->footer("Keys of --set:\n" + parameter_text());
    for (CLI::App* command : {open, run, figure, verify, bench, data}) command->allow_extras();
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
    if (data->parsed()) return {data_of(typed), log};
    choose_device(typed.is_safe ? "cpu" : typed.device);
    if (run->parsed()) return {run_of(typed), log};
    if (figure->parsed()) return {figure_of(typed), log};
    if (verify->parsed()) return {verify_of(typed, verify->count("--claims") > 0), log};
    if (bench->parsed()) return {bench_of(typed), log};
    return {window_of(typed), log};
}

}  // namespace reweigh
