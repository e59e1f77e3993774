#pragma once

#include "app/arguments.h"

#include <string>
#include <vector>

namespace reweigh {

// Texts as they were typed; what they mean is decided afterwards, by our own strict readers.
struct Typed {
    std::string file, experiment, epochs, steps, seed, engine, precision, device, threads, log, log_file,
        edits, out, resume;
    std::string formats = "pdf", theme, font_pt, width_mm, dpi, name;
    std::string view, ui_scale, bench_frames, script, clock, completions;
    std::string replicas, seconds;
    std::string action, from, folder, url, sha256;
    std::vector<std::string> sets, experiments, claims, with;
    bool is_forced = false, is_quiet = false, is_dry_run = false, is_list = false, is_transparent = false,
         has_svg_text = false, has_frames = false, is_json = false, is_full = false, writes_events = false;
    bool play = false, full_screen = false, is_safe = false, resets_settings = false;
};

// What was typed, read strictly. All throw CommandLineError that names the option, what was found and
// expected.
void choose_device(const std::string& typed);  // throws DeviceError, too
LogRequest log_of(const Typed& typed);
RunRequest run_of(const Typed& typed);
FigureRequest figure_of(const Typed& typed);
Request verify_of(const Typed& typed, bool asks_for_claims);
BenchRequest bench_of(const Typed& typed);
DataRequest data_of(const Typed& typed);
OtherSource source_of(const Typed& typed);  // of CIFAR-10
std::vector<std::string> data_actions();    // "list", "check" ...
WindowRequest window_of(const Typed& typed);
std::string word_option(const std::string& option, const std::string& text,
                        const std::vector<std::string>& known);

}  // namespace reweigh
