// Included once for every target: the table of its kernels.
#if defined(REWEIGH_FUSED_KERNEL_SET) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_KERNEL_SET
#undef REWEIGH_FUSED_KERNEL_SET
#else
#define REWEIGH_FUSED_KERNEL_SET
#endif

#include "core/engine/fused/kernel/linear.h"
#include "core/engine/fused/kernel/prediction.h"
#include "core/engine/fused/kernel/training.h"

#include <utility>

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

template <Layout L, std::size_t... I>
constexpr std::array<Kernels::TrainMlp*, term_sets> train_mlp_table(std::index_sequence<I...>) {
    return {train_mlp<L, I>...};
}
template <Layout L>
constexpr std::array<Kernels::TrainMlp*, term_sets> train_mlp_all =
    train_mlp_table<L>(std::make_index_sequence<term_sets>());

constexpr Kernels kernel_set{
    HWY_TARGET == HWY_AVX2 ? "avx2" : "avx512",
    lanes,
    {train_mlp_all<Layout::Shared>, train_mlp_all<Layout::Gathered>, train_mlp_all<Layout::Hidden>},
    {train_linear<Layout::Shared>, train_linear<Layout::Gathered>, train_linear<Layout::Hidden>},
    predict_mlp,
    predict_linear};

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
