#pragma once

#include "app/actions.h"
#include "core/experiment/experiment.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>

namespace reweigh {

// What a panel asks of the window itself. Plain values, carried out after the frame.
struct LoadExperiment {
    std::string name;  // "lab/name", or the path of a .json or .csv
};
enum class AfterStart { Wait, Train };
struct Restart {  // a new run, made ready beside the one on screen
    Experiment experiment;
    AfterStart after = AfterStart::Wait;
};
struct Begin {  // a new run that needs no making ready: a reset
    Start start;
};
struct CancelLoading {};  // what is being made ready is not wanted any more
struct Perform {          // a row of the action table
    ActionId action;
};
struct Say {  // a sentence for the status bar
    std::string sentence;
};
struct ShowFolder {
    std::filesystem::path folder;
};
struct LookForFigures {};  // experiments for the gallery
struct MakeFigure {
    std::string experiment;
};
struct CancelFigure {
    std::string experiment;
};
struct WriteFigure {  // of what is on screen, as ViewState::exports has it
    std::shared_ptr<const Snapshot> shown;
};
struct SaveTo {  // the run on screen has this file from now on
    std::filesystem::path file;
};
struct Recover {  // what a window left that did not end in order; the other parts of it are kept
    enum class What { Autosave, SavedFile, Nothing } what = What::Autosave;
};
struct FetchPictures {};  // CIFAR-10
struct CancelFetch {};
struct UsePictures {   // a new run on them
    std::string path;  // empty: those that are found
};
struct Close {};  // the window
struct Answer {   // to ViewState::question
    std::size_t choice = 0;
};
using Request = std::variant<LoadExperiment, Restart, Begin, CancelLoading, Perform, Say, ShowFolder,
                             LookForFigures, MakeFigure, CancelFigure, WriteFigure, SaveTo, Recover,
                             FetchPictures, CancelFetch, UsePictures, Close, Answer>;

}  // namespace reweigh
