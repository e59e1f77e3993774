#include "core/state/readout_kinds.h"

#include "core/base/error.h"
#include "core/base/overloaded.h"

#include <array>
#include <string>
#include <vector>

namespace reweigh {
namespace {

constexpr std::array whole_kinds{
    ReadoutKind{"area", "Area share", "", "Share of the box that the model calls positive.", 0, 1, 3,
                ReadoutOf::Points},
    ReadoutKind{"ratio", "Classification ratio", "",
                "Share of the training points called positive; of the test pictures, of ten classes those "
                "called the target class.",
                0, 1, 3},
    ReadoutKind{"offset", "Offset", "",
                "Signed place of the boundary on the axis across the max-margin line: + = towards the "
                "positive class.",
                0, 0.6, 3, ReadoutOf::Points},
    ReadoutKind{"angle", "Angle to max margin", "deg",
                "Between the boundary's normal and the max-margin normal.", 0, 10, 1, ReadoutOf::Points},
    ReadoutKind{"margin", "Normalised margin", "", "Smallest margin over the norm; LR: 1 = max margin.", -1,
                1, 2},
    ReadoutKind{"errors", "Training errors", "", "Training points on the wrong side.", 0, 0, 0},
    ReadoutKind{"loss", "Loss", "", "Mean unweighted training loss.", 0, 0, 3},
    ReadoutKind{"objective", "Objective", "", "Weighted training loss with the L2 term.", 0, 0, 3},
    ReadoutKind{
        "norm", "Norm", "",
        "Length of the parameter vector (LR: of w). While batch norm is on its gamma and beta belong to it: "
        "switching makes a jump.",
        0, 0, 1},
    ReadoutKind{"crossings", "Crossings", "",
                "How often the axis across the max-margin line meets the boundary.", 0, 0, 0,
                ReadoutOf::Points},
    ReadoutKind{"ratio_other", "Ratio, other classes", "",
                "Share of the other classes' test pictures called positive.", 0, 1, 3, ReadoutOf::TwoClasses},
    ReadoutKind{"ratio_noise", "Ratio, random pictures", "", "Share of the random pictures called positive.",
                0, 1, 3, ReadoutOf::TwoClasses},
    ReadoutKind{"accuracy", "Test accuracy", "", "Share of the test pictures on their side.", 0.5, 1, 3,
                ReadoutOf::Pictures},
    ReadoutKind{"accuracy_train", "Training accuracy", "", "Share of the training pictures on their side.",
                0.5, 1, 3, ReadoutOf::Pictures},
    ReadoutKind{"logit", "Mean size of the logit", "",
                "Of the training pictures: how sure the model is, right or wrong.", 0, 0, 2,
                ReadoutOf::Pictures},
    ReadoutKind{"norm_last", "Norm, last layer", "", "Length of the last layer's weights and bias.", 0, 0, 2,
                ReadoutOf::Pictures},
    ReadoutKind{"accuracy_weighted", "Weighted accuracy", "",
                "Mean of the classes' test accuracies, weighted as the loss is.", 0, 1, 3,
                ReadoutOf::TenClasses},
    ReadoutKind{"accuracy_target", "Accuracy, target class", "", "Of the target class's test pictures.", 0, 1,
                3, ReadoutOf::TenClasses},
};

// With weights of their own, of networks for pictures. core/engine/model_layout.cpp has them.
int layer_count(const ModelParams& model) {
    return std::visit(overloaded{[](const CnnParams&) { return 8; }, [](const ResnetParams&) { return 17; },
                                 [](const TenClassMlpParams&) { return 2; }, [](const auto&) { return 0; }},
                      model);
}

struct LayerTexts {
    std::string key, label, help;
};

// Behind the others the norm of every layer that a network may have.
std::vector<ReadoutKind> all_kinds() {
    static std::vector<LayerTexts> texts;
    for (int layer = 1; layer <= layer_count(ResnetParams{}); ++layer) {
        const std::string number = std::to_string(layer);
        texts.push_back({"norm_" + number, "Norm, layer " + number,
                         "Length of the weights and biases of layer " + number +
                             ", counted from the pictures; with batch norm of its gamma and beta, too."});
    }
    std::vector<ReadoutKind> all(whole_kinds.begin(), whole_kinds.end());
    int layer = 0;
    for (const LayerTexts& of_layer : texts)
        all.push_back(
            {of_layer.key, of_layer.label, "", of_layer.help, 0, 0, 2, ReadoutOf::Pictures, ++layer});
    return all;
}

}  // namespace

bool ReadoutKind::serves(const Setup& setup) const {
    const DataParams& data = setup.data;
    if (layer > layer_count(setup.model)) return false;
    switch (of) {
        case ReadoutOf::Points:
            return !are_pictures(data);
        case ReadoutOf::Pictures:
            return are_pictures(data);
        case ReadoutOf::TwoClasses:
            return std::holds_alternative<PicturesParams>(data);
        case ReadoutOf::TenClasses:
            return std::holds_alternative<TenClassesParams>(data);
        case ReadoutOf::Any:
            break;
    }
    return true;
}

std::span<const ReadoutKind> readout_kinds() {
    static const std::vector<ReadoutKind> kinds = all_kinds();
    return kinds;
}

const ReadoutKind& readout_kind(std::string_view key) {
    for (const ReadoutKind& kind : readout_kinds())
        if (kind.key == key) return kind;
    std::string known;
    for (const ReadoutKind& kind : readout_kinds())
        known += (known.empty() ? "" : ", ") + std::string(kind.key);
    throw Error("Unknown read-out \"" + std::string(key) + "\"; known are " + known + ".");
}

}  // namespace reweigh
