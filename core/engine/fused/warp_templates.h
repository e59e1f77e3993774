#pragma once

#include "core/engine/fused/cuda_abi.h"
#include "core/engine/fused/warp_step.h"

#include <cstdint>

namespace reweigh::fused {

// The instantiations of train_warp() in the order of their index: blocks of cuda_block_counts, then the terms
// of a step. A term too many gives the same bits, so batch norm and dropout come with L2.
struct WarpTerms {
    bool batch_norm = false, dropout = false, l2 = false;
};
inline constexpr WarpTerms warp_terms[] = {{false, false, false},
                                           {false, false, true},
                                           {false, true, true},
                                           {true, false, true},
                                           {true, true, true}};

// The place of a replica's terms in warp_terms.
inline int warp_terms_of(const Rules& rules) {
    const bool dropout = rules.dropout_threshold > 0;
    if (rules.batch_norm) return dropout ? 4 : 3;
    if (dropout) return 2;
    return rules.decay == 1.0f ? 0 : 1;
}

// Calls visit.template operator()<Blocks, BatchNorm, Dropout, L2>() for the instantiation.
template <class Visit>
void visit_warp_template(int blocks, int terms, Visit&& visit) {
    const auto with_blocks = [&]<int Blocks>() {
        const auto with_terms = [&]<int Terms>() {
            visit.template operator()<Blocks, warp_terms[Terms].batch_norm, warp_terms[Terms].dropout,
                                      warp_terms[Terms].l2>();
        };
        switch (terms) {
            case 0:
                return with_terms.template operator()<0>();
            case 1:
                return with_terms.template operator()<1>();
            case 2:
                return with_terms.template operator()<2>();
            case 3:
                return with_terms.template operator()<3>();
            default:
                return with_terms.template operator()<4>();
        }
    };
    switch (blocks) {
        case 1:
            return with_blocks.template operator()<1>();
        case 2:
            return with_blocks.template operator()<2>();
        default:
            return with_blocks.template operator()<4>();
    }
}

}  // namespace reweigh::fused
