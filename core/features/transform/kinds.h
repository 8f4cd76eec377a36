#pragma once

#include "core/features/transform/transformer.h"

/// The transformers, one source each. A new one is declared here and stands in the list of kinds.cpp.
namespace slipway::features {

TransformerKind imputeKind();
TransformerKind standardKind();
TransformerKind robustKind();
TransformerKind quantileKind();
TransformerKind logKind();
TransformerKind binKind();
TransformerKind oneHotKind();
TransformerKind ordinalKind();
TransformerKind targetKind();
TransformerKind hashKind();
TransformerKind datesKind();
TransformerKind combineKind();
TransformerKind pairKind();
TransformerKind tfidfKind();
TransformerKind ngramsKind();

} // namespace slipway::features
