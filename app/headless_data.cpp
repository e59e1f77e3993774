#include "app/headless_data.h"

#include "app/headless_input.h"
#include "app/headless_output.h"
#include "app/headless_progress.h"
#include "core/base/file.h"
#include "core/base/overloaded.h"
#include "core/base/signals.h"
#include "core/config/json.h"
#include "core/config/text.h"
#include "core/data/cifar.h"
#include "core/data/image_files.h"
#include "core/data/lobes.h"

#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr double seconds_between_texts = 0.05;  // there may be 60,000 files

std::string member(const char* key, const std::string& json) {
    return ",\"" + std::string(key) + "\":" + json;
}

std::string set_line(const fs::path& path, const ImageSet& set) {
    std::vector<std::string> notices;
    for (const std::string& notice : set.notices) notices.push_back(json_quoted(notice));
    return "{\"t\":\"data\"" + member("path", json_quoted(path.string())) +
           member("kind", json_quoted(set.kind)) + member("source", json_quoted(set.source)) +
           member("train", std::to_string(set.train.size())) +
           member("test", std::to_string(set.test.size())) +
           member("channels", std::to_string(set.shape.channels)) +
           member("height", std::to_string(set.shape.height)) +
           member("width", std::to_string(set.shape.width)) +
           member("classes", std::to_string(set.class_names.size())) +
           member("digest", json_quoted(set.digest)) + member("notices", "[" + joined(notices) + "]") + "}\n";
}

// One action: what it prints, and how far it is.
class DataCommand {
public:
    explicit DataCommand(bool is_quiet) : progress_(is_quiet) {}

    void list(const DataList& request);
    void check(const DataCheck& request);
    void get(const DataGet& request);
    void synthetic(const DataSynthetic& request);
    void pack(const DataPack& request);
    void finish() { output_.require_complete(); }
    void say(const std::string& sentence) { progress_.say(sentence); }

private:
    enum class Unit { Share, Bytes };
    Report report(std::string doing, Unit unit = Unit::Share);
    ImageSet read(const fs::path& path);
    void write(const fs::path& folder, const ImageSet& set, bool may_replace);
    void print(const fs::path& path, const ImageSet& set);

    Progress progress_;
    double shown_at_ = 0;
    Output output_;
};

// "reading a.tar.gz  12 %  0:03 left", "fetching ...  12 MB of 171 MB  7 %"; a signal ends what is done.
Report DataCommand::report(std::string doing, Unit unit) {
    return [this, doing = std::move(doing), unit](std::uint64_t done, std::uint64_t all) {
        if (SignalGuard::received() != 0) return false;
        if (progress_.seconds() - shown_at_ < seconds_between_texts) return true;
        shown_at_ = progress_.seconds();
        std::string text = doing;
        if (unit == Unit::Bytes) text += "  " + size_text(done, Rounding::Down);
        if (unit == Unit::Bytes && all > 0) text += " of " + size_text(all, Rounding::Up);
        if (all > 0) {
            const double share = static_cast<double>(done) / static_cast<double>(all);
            text += "  " + std::to_string(static_cast<int>(100 * share)) + " %";
            if (const std::string left = time_left_text(progress_.seconds(), share); !left.empty())
                text += "  " + left;
        }
        progress_.show_text(text);
        return true;
    };
}

ImageSet DataCommand::read(const fs::path& path) {
    return from_input([&] { return read_images(path, report("reading " + path.filename().string())); });
}

void DataCommand::print(const fs::path& path, const ImageSet& set) {
    progress_.end();
    output_.print(set_line(path, set));
    output_.is_open();
    progress_.say(path.string() + ": " + set.source + ", " + with_thousands(set.train.size()) +
                  " training and " + with_thousands(set.test.size()) + " test pictures.");
    for (const std::string& notice : set.notices) progress_.say(notice);
}

void DataCommand::write(const fs::path& folder, const ImageSet& set, bool may_replace) {
    if (!may_replace && has_cifar_files(folder))
        throw CommandLineError(folder.string() + " has records already; --force replaces them.");
    write_cifar_folder(folder, set, report("writing " + folder.string()));
    print(folder, set);
}

void DataCommand::list(const DataList& request) {
    std::vector<std::string> places;
    bool is_any = false;
    for (const fs::path& place : request.places) {
        places.push_back(place.string());
        for (const fs::path& set : image_sets_in(place)) {
            is_any = true;
            output_.print("{\"t\":\"data\"" + member("path", json_quoted(set.string())) +
                          member("holds", json_quoted(image_files_kind(set))) + "}\n");
        }
    }
    if (!is_any)
        say("No pictures in " + joined(places) +
            ". \"reweigh data get cifar10\" fetches CIFAR-10, \"reweigh data synthetic DIR\" makes a "
            "stand-in.");
}

void DataCommand::check(const DataCheck& request) {
    try {
        print(request.path, read(request.path));
    } catch (const InputError& error) {
        throw InputError(std::string(error.what()) + " \"reweigh data synthetic DIR\" makes a stand-in.");
    }
}

void DataCommand::get(const DataGet& request) {
    try {
        const fs::path file =
            download_cifar10(request.folder, request.other,
                             report("fetching " + std::string(official_cifar10.name), Unit::Bytes));
        progress_.end();
        output_.print("{\"t\":\"data\"" + member("path", json_quoted(file.string())) +
                      member("bytes", std::to_string(fs::file_size(file))) + "}\n");
        say(file.string() + " is there and as it should be.");
    } catch (const WrongContent& error) {
        throw InputError(error.what());
    } catch (const Cancelled&) {
        const fs::path part = request.folder / (std::string(official_cifar10.name) + ".part");
        std::error_code failure;
        progress_.end();
        if (const std::uint64_t bytes = fs::file_size(part, failure); !failure)
            say("Stopped; " + size_text(bytes, Rounding::Down) + " are kept in " + part.string() +
                ", and the same command goes on from there.");
        throw;
    }
}

void DataCommand::synthetic(const DataSynthetic& request) {
    write(request.folder, make_lobes(request.seed, {}, report("drawing")), request.may_replace);
}

void DataCommand::pack(const DataPack& request) {
    const ImageSet set = read(request.from);
    if (set.shape != ImageShape{})
        throw InputError(request.from.string() + ": pictures of " + std::to_string(set.shape.width) + " x " +
                         std::to_string(set.shape.height) + " pixels in " +
                         (set.shape.channels == 1 ? "grey" : "colour") + ", expected 32 x 32 in colour.");
    write(request.folder, set, request.may_replace);
}

}  // namespace

int run_data(const DataRequest& request) {
    const SignalGuard signals;
    DataCommand command(request.quiet);
    try {
        std::visit(overloaded{
                       [&](const DataList& list) { command.list(list); },
                       [&](const DataCheck& check) { command.check(check); },
                       [&](const DataGet& get) { command.get(get); },
                       [&](const DataSynthetic& synthetic) { command.synthetic(synthetic); },
                       [&](const DataPack& pack) { command.pack(pack); },
                   },
                   request.action);
    } catch (const Cancelled&) {
        return 128 + SignalGuard::received();
    }
    command.finish();
    return Done;
}

}  // namespace reweigh
